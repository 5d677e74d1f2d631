package dev.leat.core.catalog;

import java.util.Objects;

/**
 * What made a revision.
 *
 * @param id of the run, the import or the export
 */
public record Origin(Kind kind, String id) {
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
}
