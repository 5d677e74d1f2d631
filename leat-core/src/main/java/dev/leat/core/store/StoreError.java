package dev.leat.core.store;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong where bytes and catalog meet. */
enum StoreError implements ErrorCode {
  /** Others commit to the same dataset without end. */
  DATASET_CONTENDED(Blame.OPERATOR),
  /** The catalog does not know revisions that are in the store. */
  CATALOG_LACKS_REVISIONS(Blame.OPERATOR);

  private final Blame blame;

  StoreError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }

  @Override
  public boolean endsSource() {
    return this == CATALOG_LACKS_REVISIONS;
  }
}
