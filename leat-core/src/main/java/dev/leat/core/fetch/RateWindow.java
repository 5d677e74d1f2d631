package dev.leat.core.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets no stretch of time hold more requests than a limit allows.
 *
 * <p>It remembers when the last ones left, so a burst after a quiet time is as small as any other:
 * a bucket that refills steadily would let through its capacity and the refill within one window.
 * Who waits, waits in line, holding the lock; on a virtual thread that costs nothing.
 */
final class RateWindow {
  /** The edges of a window do not both belong to it. */
  private static final Duration MARGIN = Duration.ofMillis(1);

  private final RateLimit limit;
  private final InstantSource clock;
  private final Pause pause;
  private final ReentrantLock line = new ReentrantLock(true);
  private final ArrayDeque<Instant> left = new ArrayDeque<>();

  RateWindow(RateLimit limit, InstantSource clock, Pause pause) {
    this.limit = limit;
    this.clock = clock;
    this.pause = pause;
  }

  /** Returns when one more request may leave. */
  void await() throws InterruptedException {
    line.lockInterruptibly();
    try {
      if (left.size() == limit.requestsMax()) {
        waitFor(left.getFirst());
        left.removeFirst();
      }
      left.addLast(clock.instant());
    } finally {
      line.unlock();
    }
  }

  private void waitFor(Instant oldest) throws InterruptedException {
    Duration window = limit.per().plus(MARGIN);
    Duration wait = Duration.between(clock.instant(), oldest.plus(window));
    if (wait.isPositive()) {
      // A clock that was set back must not make the wait longer than a window.
      pause.pause(wait.compareTo(window) > 0 ? window : wait);
    }
  }
}
