package dev.leat.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Pauses without waiting: the clock moves on instead.
 *
 * <p>Pass {@code pause::pause} where a pause is injected. Threads that pause at the same time wake
 * at the times they would wake at, and the clock shows the latest of them. Thread-safe; a thread
 * that was interrupted does not pause.
 */
public final class ManualPause {
  private final ManualClock clock;
  private final List<Duration> pauses = new ArrayList<>();

  private ManualPause(ManualClock clock) {
    this.clock = clock;
  }

  public static ManualPause on(ManualClock clock) {
    return new ManualPause(clock);
  }

  public void pause(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Instant wake = clock.instant().plus(duration);
    synchronized (pauses) {
      pauses.add(duration);
    }
    clock.advanceTo(wake);
  }

  /** What was paused so far, in the order in which the pauses began. */
  public List<Duration> pauses() {
    synchronized (pauses) {
      return List.copyOf(pauses);
    }
  }
}
