package dev.leat.api;

import java.time.Instant;
import java.util.List;

/** Decides what to fetch; one per plan. */
public interface FetchPolicy {
  /**
   * Whether the dataset is certainly current; false whenever in doubt. Called once per known
   * dataset, before anything of it is loaded.
   */
  boolean maySkip(Summary known, Offer offer, Instant now);

  /** Whether a dataset that the store does not have should be fetched. */
  boolean shouldFetch(Offer offer);

  /** Which files of a known dataset to ask for; empty leaves it as it is. */
  List<OfferedFile> refetch(Summary known, Offer offer, Instant now);
}
