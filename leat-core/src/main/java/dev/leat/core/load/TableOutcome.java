package dev.leat.core.load;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.core.contract.Profile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
   * @param read rows of the root table that its files brought, repeats of a key among them
   * @param profile what the table held afterwards, where the project wants to know
   * @param shape what is known of the table's values now
   * @param warnings what a person should know about the files, in sentences
   */
  record Loaded(
      String table,
      long load,
      int filesAdded,
      int filesRemoved,
      long read,
      Effects effects,
      long leftOut,
      Optional<Profile> profile,
      String shape,
      List<String> warnings,
      Duration elapsed)
      implements TableOutcome {
    public Loaded {
      Objects.requireNonNull(table);
      Objects.requireNonNull(effects);
      Objects.requireNonNull(profile);
      Objects.requireNonNull(shape);
      warnings = List.copyOf(warnings);
      Objects.requireNonNull(elapsed);
    }

    /** Both of two loads that followed each other. */
    Loaded and(Loaded later) {
      var counts = new LinkedHashMap<>(effects.tables());
      later.effects.tables().forEach((name, more) -> counts.merge(name, more, Counts::plus));
      var all = new LinkedHashSet<>(warnings);
      all.addAll(later.warnings);
      return new Loaded(
          table,
          later.load,
          filesAdded + later.filesAdded,
          filesRemoved + later.filesRemoved,
          read + later.read,
          new Effects(counts, later.effects.rows()),
          leftOut + later.leftOut,
          later.profile,
          later.shape,
          List.copyOf(all),
          elapsed.plus(later.elapsed));
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
