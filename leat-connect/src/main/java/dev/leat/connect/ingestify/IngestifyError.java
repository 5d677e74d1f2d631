package dev.leat.connect.ingestify;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong when an Ingestify store is read. */
enum IngestifyError implements ErrorCode {
  /** The URL of the catalog or of the files cannot be used. */
  INGESTIFY_URL(Blame.OPERATOR),
  /** The catalog cannot be read, or is none. */
  INGESTIFY_UNREADABLE(Blame.OPERATOR),
  /** A file that the catalog names is not there. */
  INGESTIFY_FILE_MISSING(Blame.DATA),
  /** A file differs from what the catalog says. */
  INGESTIFY_FILE_DAMAGED(Blame.DATA);

  private final Blame blame;

  IngestifyError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
