package dev.leat.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A source whose provider prepares datasets: submit some, collect them when they are ready.
 *
 * <p>The engine submits only what needs fetching, never more than {@link #capacity()} at a time,
 * and collects until nothing is pending.
 */
public interface BulkSource extends Source {
  /** How many more offers can be submitted now. */
  int capacity();

  void submit(Offer offer) throws IOException, InterruptedException;

  /** Those that are ready; may be empty; waits at most as long as told. */
  List<Collected> collect(Duration wait) throws IOException, InterruptedException;

  /** A submitted dataset that has come to an end. */
  sealed interface Collected {
    Keys keys();

    /** Its files can be fetched now; they join those of the submitted offer. */
    record Ready(Offer offer) implements Collected {
      public Ready {
        Objects.requireNonNull(offer);
      }

      @Override
      public Keys keys() {
        return offer.keys();
      }
    }

    /** The provider could not prepare it; nothing is stored, the next run tries again. */
    record Failed(Keys keys, String problem) implements Collected {
      public Failed {
        Objects.requireNonNull(keys);
        Objects.requireNonNull(problem);
      }
    }
  }
}
