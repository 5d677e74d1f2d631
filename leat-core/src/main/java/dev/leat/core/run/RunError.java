package dev.leat.core.run;

import dev.leat.api.Blame;
import dev.leat.api.DatasetId;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;

/** What can go wrong around stages. */
enum RunError implements ErrorCode {
  /** Code that is not Leat's failed in a way that it did not explain. */
  PLUGIN_FAILED(Blame.SOURCE),
  /** A provider that prepares datasets could not prepare one. */
  BULK_FAILED(Blame.SOURCE),
  /** What a program did with a dataset failed. */
  WORK_FAILED(Blame.OPERATOR),
  /** Another run is fetching a listing that this run needs. */
  LISTING_BUSY(Blame.OPERATOR),
  /** A source or a table has not gone well for longer than a notice allows. */
  TOO_OLD(Blame.SOURCE),
  /** The project's own table of flags holds something else. */
  FLAGS_UNREADABLE(Blame.OPERATOR),
  /** Flags that are kept elsewhere cannot be turned in the catalog. */
  FLAGS_ELSEWHERE(Blame.OPERATOR),
  /** A name on the command line or in a call that the project does not have. */
  UNKNOWN_NAME(Blame.OPERATOR),
  /** A store to import holds several buckets, and none was named. */
  IMPORT_AMBIGUOUS(Blame.OPERATOR),
  /** A file to import could not be read to its end. */
  IMPORT_UNREADABLE(Blame.DATA),
  /** A file that an export has just written could not be read. */
  EXPORT_UNREADABLE(Blame.CAPACITY),
  /** Tables hold what a catalog without any dataset knows nothing of. */
  CATALOG_EMPTY(Blame.OPERATOR);

  private final Blame blame;

  RunError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  static LeatException bulk(DatasetId dataset, String problem) {
    return new LeatException(
        BULK_FAILED,
        "the provider could not prepare " + dataset + ": " + problem,
        "nothing of it was stored; the next run submits it again");
  }

  static LeatException work(DatasetId dataset, Exception cause) {
    return cause instanceof LeatException leat
        ? leat
        : new LeatException(
            WORK_FAILED,
            "the work on " + dataset + " failed: " + cause,
            "correct the program that does it; the store is untouched",
            cause);
  }

  static LeatException unexpected(String where, Throwable cause) {
    if (cause instanceof LeatException leat) {
      return leat;
    }
    String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.toString();
    return new LeatException(
        PLUGIN_FAILED,
        where + " failed: " + text,
        "run again with --debug for the stack trace; if the source is a plug-in, ask its author",
        cause);
  }
}
