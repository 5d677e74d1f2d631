package dev.leat.connect.statsbomb;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can go wrong with StatsBomb's listings. */
enum StatsBombError implements ErrorCode {
  /** A plan selects something that cannot be listed. */
  STATSBOMB_SELECTOR(Blame.OPERATOR),
  /** A listing is not JSON, or ends too early. */
  STATSBOMB_LISTING_UNREADABLE(Blame.SOURCE),
  /** A listing is JSON of another shape than it was. */
  STATSBOMB_LISTING_CHANGED(Blame.DATA);

  private final Blame blame;

  StatsBombError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
