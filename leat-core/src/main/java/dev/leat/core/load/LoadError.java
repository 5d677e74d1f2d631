package dev.leat.core.load;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong between typed rows and a committed load. */
public enum LoadError implements ErrorCode {
  /** More rows are unreadable than the table allows. */
  QUARANTINE_OVERFLOW(Blame.DATA),
  /** A check does not hold of what the load would leave. */
  CHECK_FAILED(Blame.DATA),
  /** The load would leave a table without rows that has some. */
  TABLE_EMPTIED(Blame.DATA),
  /** Other loads of the table keep coming first. */
  LOAD_OVERTAKEN(Blame.DESTINATION),
  /** The destination did not say whether it committed, nor does its record. */
  LOAD_UNRESOLVED(Blame.DESTINATION),
  /** Somebody asked the process to stop. */
  LOAD_INTERRUPTED(Blame.OPERATOR),
  /** A file has rows, and none of them has a value in its table's key. */
  KEY_COLUMN_MISSING(Blame.DATA),
  /** A file brings no column that its table's tag needs. */
  TAG_COLUMN_MISSING(Blame.DATA),
  /** A file has a value that its table's tag does not allow. */
  TAG_VALUE_UNFIT(Blame.DATA),
  /** A table is wanted from a file that the store does not describe. */
  FILE_UNDESCRIBED(Blame.BUG);

  private final Blame blame;

  LoadError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
