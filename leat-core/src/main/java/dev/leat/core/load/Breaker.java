package dev.leat.core.load;

import dev.leat.api.LeatException;
import dev.leat.core.fetch.Pause;
import dev.leat.core.fetch.Threads;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends what a load is doing, from another thread; thread-safe.
 *
 * <p>A commit is no such part: it is short, and its answer is worth waiting for.
 */
final class Breaker {
  /** A part of a load that may be ended. */
  interface Part extends AutoCloseable {
    @Override
    void close();
  }

  /** An end may come between two statements and meet nobody: it is asked for again. */
  private static final Duration STEP = Duration.ofMillis(100);

  private final Set<Runnable> parts = new LinkedHashSet<>();
  private boolean broken;

  /**
   * Begins a part.
   *
   * @param end ends what runs, and may be called again
   * @throws LeatException where the load is to end
   */
  synchronized Part during(Runnable end) {
    if (broken) {
      throw error(null);
    }
    parts.add(end);
    return () -> forget(end);
  }

  private synchronized void forget(Runnable end) {
    parts.remove(end);
  }

  synchronized boolean isBroken() {
    return broken;
  }

  void breakOff() {
    synchronized (this) {
      if (broken) {
        return;
      }
      broken = true;
    }
    Threads.startVirtual("leat-break-off", this::endAll);
  }

  private void endAll() {
    try {
      for (List<Runnable> left = left(); !left.isEmpty(); left = left()) {
        left.forEach(Runnable::run);
        Pause.SLEEP.pause(STEP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Runnable> left() {
    return List.copyOf(parts);
  }

  /** Why a load has no outcome; the cause is what the end looked like to it. */
  static LeatException error(@Nullable Throwable cause) {
    return new LeatException(
        LoadError.LOAD_INTERRUPTED,
        "The load was interrupted.",
        "Run it again: nothing of it was written.",
        cause);
  }
}
