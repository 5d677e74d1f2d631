package dev.leat.core.run;

/** What one row of a project's status is about. */
public enum Status {
  TABLE,
  SOURCE,
  /** A day, table and source. */
  DAY
}
