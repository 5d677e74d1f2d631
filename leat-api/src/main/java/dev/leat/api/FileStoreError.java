package dev.leat.api;

/** What a file store may refuse whatever its kind. */
public enum FileStoreError implements ErrorCode {
  /** A path is absolute, empty or leads outside the store. */
  FILE_PATH_REFUSED(Blame.OPERATOR);

  private final Blame blame;

  FileStoreError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
