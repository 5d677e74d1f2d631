package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.core.fetch.Threads;
import dev.leat.core.store.Dataset;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Datasets while they are fetched: bounded, cancelled by closing, and honest about errors.
 *
 * <p>A slow consumer slows the fetch. What goes wrong comes out of {@link #hasNext} once all that
 * went well has been given. For one consuming thread.
 */
public final class DatasetFeed implements Iterator<Dataset>, AutoCloseable {
  private static final int AHEAD_MAX = 100;

  /** What the fetching side hands over. */
  private sealed interface Signal {
    record Ready(DatasetId id) implements Signal {}

    record Ended(@Nullable LeatException failure) implements Signal {}
  }

  private final Datasets datasets;
  private final ArrayBlockingQueue<Signal> signals = new ArrayBlockingQueue<>(AHEAD_MAX);
  private final Stop stop;
  private final Thread fetching;
  private volatile boolean closed;
  private boolean ended;
  private @Nullable Dataset next;

  DatasetFeed(Datasets datasets) {
    this.datasets = datasets;
    this.stop = datasets.stop();
    this.fetching = Threads.startVirtual("leat-feed", this::fetch);
  }

  private void fetch() {
    LeatException failure = null;
    try {
      RunReport report = datasets.fetch(id -> hand(new Signal.Ready(id)), stop);
      failure = report.allFailures().stream().findFirst().map(Failure::error).orElse(null);
    } catch (Throwable e) {
      // Whatever ends the fetch must reach the consumer, who would wait for ever.
      failure = RunError.unexpected("the fetch", e);
    }
    hand(new Signal.Ended(failure));
  }

  /** Waits for the consumer, or for its end: an interrupted fetch has an end to tell, too. */
  private void hand(Signal signal) {
    boolean interrupted = false;
    boolean handed = false;
    while (!closed && !handed) {
      try {
        handed = signals.offer(signal, 100, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @throws LeatException the first failure of the fetch
   */
  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      switch (take()) {
        case Signal.Ready ready -> next = current(ready.id()).orElse(null);
        case Signal.Ended end -> {
          ended = true;
          if (end.failure() != null) {
            throw end.failure();
          }
        }
      }
    }
    return next != null;
  }

  private Signal take() {
    try {
      return signals.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Signal.Ended(RunError.unexpected("waiting for datasets", e));
    }
  }

  private Optional<Dataset> current(DatasetId id) {
    return datasets.workshop().store().dataset(id).filter(datasets::admits);
  }

  @Override
  public Dataset next() {
    Dataset dataset = hasNext() ? next : null;
    if (dataset == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return dataset;
  }

  /** Stops the fetch, interrupts what is in flight, and waits for its end. */
  @Override
  public void close() {
    closed = true;
    stop.abandon();
    signals.clear();
    try {
      fetching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
