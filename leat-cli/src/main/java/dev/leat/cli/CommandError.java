package dev.leat.cli;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can be wrong with a command before the engine is asked. */
enum CommandError implements ErrorCode {
  /** The command line cannot be understood. */
  USAGE(Blame.OPERATOR),
  /** A project would be made where something is already. */
  FOLDER_NOT_EMPTY(Blame.OPERATOR),
  /** A folder or file cannot be written. */
  FOLDER_UNWRITABLE(Blame.OPERATOR),
  /** There is no template of that name. */
  TEMPLATE_UNKNOWN(Blame.OPERATOR),
  /** There is no open data of that name. */
  OPEN_DATA_UNKNOWN(Blame.OPERATOR),
  /** Something would be deleted, and nobody said yes. */
  CONSENT_MISSING(Blame.OPERATOR),
  /** What should be shown is not there. */
  NOT_FOUND(Blame.OPERATOR),
  /** Results cannot be written to where standard output leads. */
  OUTPUT_UNWRITABLE(Blame.CAPACITY),
  /** The Java heap is too small. */
  OUT_OF_MEMORY(Blame.CAPACITY),
  /** An invariant of Leat is broken. */
  BUG(Blame.BUG);

  private final Blame blame;

  CommandError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
