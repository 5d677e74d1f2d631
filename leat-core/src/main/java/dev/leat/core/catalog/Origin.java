package dev.leat.core.catalog;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What made a revision.
 *
 * @param id of the run, the import or the export
 * @param at when it was made, where that was not just now
 */
public record Origin(Kind kind, String id, @Nullable Instant at) {
  /** Kinds of makers. */
  public enum Kind {
    /** A task of a run. */
    TASK,
    /** A person. */
    MANUAL,
    /** Another program's store. */
    IMPORT,
    /** Computed from other revisions. */
    DERIVED
  }

  public Origin {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(id);
  }

  /** Of a revision that is made now. */
  public Origin(Kind kind, String id) {
    this(kind, id, null);
  }

  /** When the revision was made. */
  public Instant at(Instant now) {
    return Objects.requireNonNullElse(at, now);
  }
}
