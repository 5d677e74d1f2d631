package dev.leat.core.load;

import dev.leat.api.TableState;

/** Hears how loads go on; called on the loading thread. */
public interface LoadListener {
  /** Hears nothing. */
  LoadListener NONE = new LoadListener() {};

  /** What the destination records of a table before anything is done. */
  default void found(TableState state) {}

  default void started(String table, int filesToAdd, int filesToRemove) {}

  /** So many of the files to add have been read; starts over where a load does. */
  default void advanced(String table, int filesDone) {}

  default void done(TableOutcome outcome) {}
}
