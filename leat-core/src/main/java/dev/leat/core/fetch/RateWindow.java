package dev.leat.core.fetch;

import dev.leat.core.project.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets no stretch of time hold more requests than a limit allows, as the provider counts them.
 *
 * <p>It remembers the last ones, so a burst after a quiet time is as small as any other: a bucket
 * that refills steadily would let its capacity and the refill through within one window. A request
 * reaches the provider at some time between leaving and being answered; so its place becomes free a
 * whole period after the <em>answer</em>, and a slow connection cannot push two windows into one.
 *
 * <p>Who waits, waits in line, holding the lock; on a virtual thread that costs nothing.
 */
final class RateWindow {
  /** A request that has left. */
  final class Ticket {
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile Instant at = Instant.MAX;

    /** The provider has seen the request, or never will; only the first call counts. */
    void answered() {
      if (answered.getCount() > 0) {
        at = clock.instant();
        answered.countDown();
      }
    }

    private Instant await() throws InterruptedException {
      answered.await();
      return at;
    }
  }

  /** Something else that a request has to wait for. */
  @FunctionalInterface
  interface Calm {
    void await() throws InterruptedException;
  }

  /** The edges of a window do not both belong to it. */
  private static final Duration MARGIN = Duration.ofMillis(1);

  private final RateLimit limit;
  private final InstantSource clock;
  private final Pause pause;
  private final ReentrantLock line = new ReentrantLock(true);
  private final ArrayDeque<Ticket> left = new ArrayDeque<>();

  RateWindow(RateLimit limit, InstantSource clock, Pause pause) {
    this.limit = limit;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Returns when one more request may leave; {@link Ticket#answered} must follow.
   *
   * @param calm waited for last, by the first in line alone
   */
  Ticket await(Calm calm) throws InterruptedException {
    line.lockInterruptibly();
    try {
      if (left.size() == limit.permits()) {
        waitFor(left.getFirst().await());
        left.removeFirst();
      }
      calm.await();
      var ticket = new Ticket();
      left.addLast(ticket);
      return ticket;
    } finally {
      line.unlock();
    }
  }

  /** How long one more request would wait: a whole window where that cannot be told. */
  Duration queue() {
    if (!line.tryLock()) {
      return limit.per();
    }
    try {
      Ticket oldest = left.size() < limit.permits() ? null : left.getFirst();
      if (oldest == null) {
        return Duration.ZERO;
      }
      return oldest.at.equals(Instant.MAX)
          ? limit.per()
          : Duration.between(clock.instant(), oldest.at.plus(limit.per()));
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
