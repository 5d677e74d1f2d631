package dev.leat.core.plan;

import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Summary;
import dev.leat.api.Validation;
import java.time.Instant;
import java.util.List;

/**
 * What policies have in common that leave alone what is current: they differ in what that is.
 *
 * <p>A source may overrule all this for one dataset by {@link Offer#refetch(boolean)}. What failed
 * or was found wrong comes again.
 */
record Judgement(Current current) {
  /** Whether what is held of a file is as good as what is offered. */
  @FunctionalInterface
  interface Current {
    boolean is(Summary known, OfferedFile file, Instant now);
  }

  boolean maySkip(Summary known, Offer offer, Instant now) {
    Boolean overruled = offer.refetch();
    if (overruled != null) {
      return !overruled && known.revisions() > 0;
    }
    return sound(known, now) && stale(known, offer, now).isEmpty();
  }

  List<OfferedFile> refetch(Summary known, Offer offer, Instant now) {
    Boolean overruled = offer.refetch();
    if (overruled != null) {
      return overruled || known.revisions() == 0 ? offer.files() : List.of();
    }
    if (known.revisions() == 0 || wrong(known, now)) {
      return offer.files();
    }
    List<OfferedFile> stale = stale(known, offer, now);
    // A failure that no file explains came after fetching: nothing less than all will tell.
    return stale.isEmpty() && known.failed() ? offer.files() : stale;
  }

  private List<OfferedFile> stale(Summary known, Offer offer, Instant now) {
    return offer.files().stream().filter(file -> !current.is(known, file, now)).toList();
  }

  /** Whether it has content, and nothing that went wrong has to be made good. */
  private static boolean sound(Summary known, Instant now) {
    return known.revisions() > 0 && !known.failed() && !wrong(known, now);
  }

  /** Whether it was found wrong and it is time to see whether upstream has corrected it. */
  private static boolean wrong(Summary known, Instant now) {
    Instant recheckAt = known.recheckAt();
    return known.validation() == Validation.FAILED
        && (recheckAt == null || !now.isBefore(recheckAt));
  }
}
