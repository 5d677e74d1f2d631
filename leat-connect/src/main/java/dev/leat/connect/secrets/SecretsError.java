package dev.leat.connect.secrets;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong with the secret store of a cloud provider. */
enum SecretsError implements ErrorCode {
  /** The store's URL lacks something. */
  SECRET_STORE_URL(Blame.OPERATOR),
  /** There are no credentials to ask the store with. */
  SECRET_STORE_CREDENTIALS(Blame.OPERATOR),
  /** The store refused to answer. */
  SECRET_STORE_REFUSED(Blame.OPERATOR),
  /** The store does not answer. */
  SECRET_STORE_SILENT(Blame.SOURCE);

  private final Blame blame;

  SecretsError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
