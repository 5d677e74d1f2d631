package dev.leat.core.load;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.LeatException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What became of one table. */
public sealed interface TableOutcome {
  String table();

  /** It already held what it should: nothing was opened. */
  record Current(String table) implements TableOutcome {
    public Current {
      Objects.requireNonNull(table);
    }
  }

  /**
   * A load was committed, by this attempt or by one before it.
   *
   * @param load its id
   * @param leftOut records that the project's condition keeps out of the table
   * @param shape what is known of the table's values now
   * @param warnings what a person should know about the files, in sentences
   */
  record Loaded(
      String table,
      long load,
      int filesAdded,
      int filesRemoved,
      Effects effects,
      long leftOut,
      String shape,
      List<String> warnings,
      Duration elapsed)
      implements TableOutcome {
    public Loaded {
      Objects.requireNonNull(table);
      Objects.requireNonNull(effects);
      Objects.requireNonNull(shape);
      warnings = List.copyOf(warnings);
      Objects.requireNonNull(elapsed);
    }
  }

  /** Nothing of it was written. */
  record Failed(String table, LeatException error, Duration elapsed) implements TableOutcome {
    public Failed {
      Objects.requireNonNull(table);
      Objects.requireNonNull(error);
      Objects.requireNonNull(elapsed);
    }
  }
}
