package dev.leat.core.run;

import dev.leat.core.store.Doctor;
import java.util.Objects;

/** A damaged file of the store, and who needs it. */
public record Damage(Doctor.Damaged found, Use use) {
  /** Who reads a file. */
  public enum Use {
    /** It is part of what the dataset is now. */
    CURRENT,
    /** It is a copy of what an export wrote. */
    EXPORT,
    /** A newer one has superseded it, and a table keeps the rows of all that there ever were. */
    HISTORY,
    /** A newer one has superseded it, and no table reads it. */
    NONE
  }

  public Damage {
    Objects.requireNonNull(found);
    Objects.requireNonNull(use);
  }
}
