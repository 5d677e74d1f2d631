package dev.leat.connect.files;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong with a folder. */
enum FilesError implements ErrorCode {
  /** Some entries of the folder cannot be read, or must not be. */
  FILES_LEFT_OUT(Blame.OPERATOR);

  private final Blame blame;

  FilesError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
