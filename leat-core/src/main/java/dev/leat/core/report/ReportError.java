package dev.leat.core.report;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong while tables are made into models, files and commands' work. */
public enum ReportError implements ErrorCode {
  /** One file cannot hold what is to be written. */
  EXPORT_FILE_UNFIT(Blame.OPERATOR),
  /** The folder holds files that no export wrote. */
  EXPORT_FOLDER_TAKEN(Blame.OPERATOR),
  /** The folder cannot be written, or its disk is full. */
  EXPORT_FOLDER_UNWRITABLE(Blame.CAPACITY),
  /** The store that a URL names cannot be written to. */
  EXPORT_NOT_SENT(Blame.DESTINATION),
  /** What a model reads cannot be found out from its SQL. */
  MODEL_UNREADABLE(Blame.OPERATOR),
  /** Models need each other in a circle. */
  MODEL_CIRCLE(Blame.OPERATOR),
  /** A command cannot be started, ended with another exit code than 0, or took too long. */
  COMMAND_FAILED(Blame.OPERATOR);

  private final Blame blame;

  ReportError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
