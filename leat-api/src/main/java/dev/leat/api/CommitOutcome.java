package dev.leat.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How the commit of a load ended; the destination's own record is the only truth. */
public sealed interface CommitOutcome {
  record Committed(Effects effects) implements CommitOutcome {
    public Committed {
      Objects.requireNonNull(effects);
    }
  }

  /** The destination's record says that this very load has been committed before. */
  record AlreadyCommitted(Effects effects) implements CommitOutcome {
    public AlreadyCommitted {
      Objects.requireNonNull(effects);
    }
  }

  /** Nothing was written. */
  record Rejected(Reason reason, String text) implements CommitOutcome {
    public Rejected {
      Objects.requireNonNull(reason);
      Objects.requireNonNull(text);
    }
  }

  /**
   * The answer got lost: read the record, never guess.
   *
   * @param error what came instead of an answer; it counts where the record knows of no commit
   */
  record Unknown(LeatException error) implements CommitOutcome {
    public Unknown {
      Objects.requireNonNull(error);
    }
  }

  /** Why a load was turned away. */
  enum Reason {
    /** Another load came first: plan again from the new state. */
    OVERTAKEN,
    /** A column cannot become what it must be in place: rebuild the table from its files. */
    RESHAPED
  }

  /**
   * What a load did.
   *
   * @param tables the root first
   * @param rows in the root table afterwards
   */
  record Effects(Map<String, LeatEvent.Counts> tables, long rows) {
    public static final Effects NONE = new Effects(Map.of(), 0);

    public Effects {
      tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** The counts of the root table. */
    public LeatEvent.Counts root() {
      return tables.isEmpty() ? LeatEvent.Counts.NONE : tables.values().iterator().next();
    }
  }
}
