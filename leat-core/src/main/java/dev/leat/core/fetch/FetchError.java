package dev.leat.core.fetch;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** Why a file could not be fetched. */
public enum FetchError implements ErrorCode {
  /** The provider does not accept who is asking. */
  CREDENTIALS_REJECTED(Blame.OPERATOR),
  /** The provider keeps this file from whoever is asking. */
  ACCESS_DENIED(Blame.OPERATOR),
  /** The provider's certificate is not trusted, or not for its name. */
  CERTIFICATE_REFUSED(Blame.SOURCE),
  /** The URL is not one that Leat asks: not HTTP, or with a password in it. */
  URL_REFUSED(Blame.OPERATOR),
  /** The provider does not have a file that it must have. */
  SOURCE_FILE_MISSING(Blame.SOURCE),
  /** The provider failed, throttled or broke off until the tries or the time ran out. */
  SOURCE_UNAVAILABLE(Blame.SOURCE),
  /** The provider will not answer this request, however often it is asked. */
  REQUEST_REFUSED(Blame.SOURCE),
  /** The provider answered something else than the file: HTML, an encoding nobody asked for. */
  UNEXPECTED_CONTENT(Blame.SOURCE),
  /** The provider redirects in a way that is not safe or has no end. */
  REDIRECT_REFUSED(Blame.SOURCE),
  /** A file on this machine went away or changed while it was read. */
  LOCAL_FILE_LOST(Blame.SOURCE),
  /** A file on this machine must not be read. */
  LOCAL_FILE_REFUSED(Blame.OPERATOR),
  /** The source's own code failed while it wrote a file. */
  SOURCE_CODE_FAILED(Blame.SOURCE),
  /** The file is larger than allowed. */
  FILE_TOO_LARGE(Blame.CAPACITY);

  private final Blame blame;

  FetchError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  @Override
  public boolean endsSource() {
    return this == CREDENTIALS_REJECTED;
  }
}
