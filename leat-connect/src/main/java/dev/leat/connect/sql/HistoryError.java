package dev.leat.connect.sql;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** Why a table's history, or the times of its rows, cannot be kept. */
enum HistoryError implements ErrorCode {
  /** The data has a column with a name that a history needs for itself. */
  HISTORY_COLUMN_TAKEN(Blame.OPERATOR),
  /** The data has a column with the name of one that is to say when rows came or changed. */
  STAMP_COLUMN_TAKEN(Blame.OPERATOR),
  /** A list of objects would become a child table, and histories have none. */
  HISTORY_CHILD_TABLE(Blame.OPERATOR),
  /** A file's rows have no column of the key's. */
  HISTORY_KEY_MISSING(Blame.DATA);

  private final Blame blame;

  HistoryError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
