package dev.leat.api;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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

  /**
   * The listing that decides what is offered, alone: the same request, and the same bytes at the
   * same address, make the same offers.
   *
   * @param datasetType the type under which the listing is kept
   * @param keys the listing's own keys
   */
  record Basis(String datasetType, Keys keys, OfferedFile file) {
    public Basis {
      Objects.requireNonNull(datasetType);
      Objects.requireNonNull(keys);
      Objects.requireNonNull(file);
    }
  }

  /**
   * Names the basis of the offers, so that they are not read again while it stays as it is; empty
   * where anything else, such as the time or another request, has a say in them.
   */
  default Optional<Basis> basis(OfferRequest request) {
    return Optional.empty();
  }

  /** How many files may be fetched from this source at once; zero leaves it to the engine. */
  default int concurrencyMax() {
    return 0;
  }

  @Override
  default void close() {}
}
