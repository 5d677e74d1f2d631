package dev.leat.core.read;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong while files become tables. */
public enum ReadError implements ErrorCode {
  /** Two fields want the same column name. */
  COLUMN_COLLISION(Blame.DATA),
  /** A key names a column that the table does not have. */
  KEY_UNKNOWN(Blame.OPERATOR),
  /** What decides between rows of one key names a column that the table does not have. */
  ORDER_UNKNOWN(Blame.OPERATOR),
  /** A column's default is no value of its type. */
  DEFAULT_UNFIT(Blame.OPERATOR),
  /** A value to be masked lies in a column that is not. */
  MASK_UNREACHABLE(Blame.OPERATOR),
  /** A required column is not one of the table's own. */
  REQUIRED_UNREACHABLE(Blame.OPERATOR),
  /** A table's own SQL is none that may be run. */
  TABLE_SQL_REFUSED(Blame.OPERATOR),
  /** A table's own SQL failed on a row. */
  TABLE_SQL_FAILED(Blame.DATA),
  /** A derived column is to be computed from a column that the table does not have. */
  DERIVATION_COLUMN_UNKNOWN(Blame.OPERATOR),
  /** What computes a derived column failed. */
  DERIVATION_FAILED(Blame.BUG),
  /** The place of records is not a path. */
  RECORDS_PATH_INVALID(Blame.OPERATOR),
  /** Tables are not made of files of this format. */
  FORMAT_UNKNOWN(Blame.OPERATOR),
  /** The embedded DuckDB did not start. */
  WORKBENCH_UNAVAILABLE(Blame.CAPACITY),
  /** Memory or temporary disk ran out. */
  WORKBENCH_FULL(Blame.CAPACITY),
  /** A local file could not be read. */
  FILE_UNREADABLE(Blame.OPERATOR),
  /** DuckDB refused a statement that should have worked. */
  STATEMENT_REFUSED(Blame.BUG),
  /** A remembered shape is not what was written. */
  SHAPE_UNREADABLE(Blame.BUG);

  private final Blame blame;

  ReadError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
