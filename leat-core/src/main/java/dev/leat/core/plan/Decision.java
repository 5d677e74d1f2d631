package dev.leat.core.plan;

import dev.leat.api.FetchPolicy;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to do about one offered dataset. */
public sealed interface Decision {
  /** It is certainly current. */
  record Skip() implements Decision {}

  /** A closer look found no file to ask for; state and metadata may still have changed. */
  record Leave() implements Decision {}

  /** The policy does not want it. */
  record Decline() implements Decision {}

  /** The store does not have it; there may be no files. */
  record Create(List<OfferedFile> files) implements Decision {
    public Create {
      files = List.copyOf(files);
    }
  }

  /** The store has it; these files are to be asked for, or only what is said of it recorded. */
  record Update(List<OfferedFile> files) implements Decision {
    public Update {
      files = List.copyOf(files);
    }
  }

  /**
   * Asks the policy, each question at most once.
   *
   * @param known empty where the store does not have the dataset
   */
  static Decision of(FetchPolicy policy, Optional<Summary> known, Offer offer, Instant now) {
    if (known.isEmpty()) {
      return policy.shouldFetch(offer) ? new Create(offer.files()) : new Decline();
    }
    if (policy.maySkip(known.get(), offer, now)) {
      return new Skip();
    }
    List<OfferedFile> files = policy.refetch(known.get(), offer, now);
    return files.isEmpty() ? new Leave() : new Update(files);
  }
}
