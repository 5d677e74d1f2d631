package dev.leat.api;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * A named, configured adapter of one provider; holds configuration, never progress.
 *
 * <p>Methods are called on virtual threads and may block. Several selectors may be listed at once.
 */
public interface Source extends AutoCloseable {
  /** Lists what can be selected; a source that cannot tell offers everything as one. */
  default List<Selector> selectors(String datasetType, Discovery discovery)
      throws IOException, InterruptedException {
    return List.of(Selector.ALL);
  }

  /**
   * Offers datasets lazily, in batches; the engine finishes a batch before it asks for the next.
   * The iterator may throw {@link LeatException}.
   */
  Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
      throws IOException, InterruptedException;

  /** How many files may be fetched from this source at once; zero leaves it to the engine. */
  default int concurrencyMax() {
    return 0;
  }

  @Override
  default void close() {}
}
