package dev.leat.core.report;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong while files are written from tables. */
public enum ReportError implements ErrorCode {
  /** One file cannot hold what is to be written. */
  EXPORT_FILE_UNFIT(Blame.OPERATOR),
  /** The folder holds files that no export wrote. */
  EXPORT_FOLDER_TAKEN(Blame.OPERATOR),
  /** The folder cannot be written, or its disk is full. */
  EXPORT_FOLDER_UNWRITABLE(Blame.CAPACITY);

  private final Blame blame;

  ReportError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
