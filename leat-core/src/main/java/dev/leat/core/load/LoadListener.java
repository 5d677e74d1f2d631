package dev.leat.core.load;

import dev.leat.api.LoadRequest;
import dev.leat.api.TableState;
import dev.leat.core.contract.CheckResult;
import java.util.List;

/** Hears how loads go on; called on the loading thread. */
public interface LoadListener {
  /** Hears nothing. */
  LoadListener NONE = new LoadListener() {};

  /** What the destination records of a table before anything is done. */
  default void found(TableState state) {}

  default void started(String table, int filesToAdd, int filesToRemove) {}

  /** So many of the files to add have been read; starts over where a load does. */
  default void advanced(String table, int filesDone) {}

  /** What the table's checks found, before the load was committed or given up. */
  default void checked(LoadRequest request, List<CheckResult> results) {}

  /** A load was committed; a table that others refer to may take two. */
  default void committed(TableOutcome.Loaded loaded) {}

  default void done(TableOutcome outcome) {}
}
