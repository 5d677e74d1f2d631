package dev.leat.core.run;

import dev.leat.core.fetch.Pause;
import dev.leat.core.fetch.Threads;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a run to start nothing more; what is in flight may finish, but not for ever.
 *
 * <p>What has not finished after a grace period, or when asked a second time, is interrupted: it
 * stays undone and the next run takes it up. Thread-safe; may be asked from a signal handler.
 */
public final class Stop {
  private static final String STOPPED = "stopped";
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Ends the interest in a stop. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private final @Nullable Stop whole;
  private final Duration grace;
  private final Pause pause;
  private final Set<Runnable> inFlight = new LinkedHashSet<>();
  private @Nullable String reason;
  private boolean abandoned;

  public Stop() {
    this(null, GRACE, Pause.SLEEP);
  }

  Stop(Duration grace, Pause pause) {
    this(null, grace, pause);
  }

  private Stop(@Nullable Stop whole, Duration grace, Pause pause) {
    this.whole = whole;
    this.grace = grace;
    this.pause = pause;
  }

  /** A stop of one part alone, which also stops with the whole. */
  Stop part() {
    return new Stop(this, grace, pause);
  }

  /** Asked a second time, it abandons what is in flight. */
  public void ask() {
    if (ask(STOPPED)) {
      Threads.startVirtual("leat-stop", this::abandonLater);
    } else {
      abandon();
    }
  }

  /**
   * What is in flight may take its time.
   *
   * @return whether this was the first time
   */
  synchronized boolean ask(String why) {
    boolean first = reason == null;
    reason = first ? why : reason;
    return first;
  }

  /** Why, for people. */
  String reason() {
    synchronized (this) {
      if (reason != null) {
        return reason;
      }
    }
    return whole == null ? STOPPED : whole.reason();
  }

  private void abandonLater() {
    try {
      pause.pause(grace);
      abandon();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts nothing more and waits for nothing; each thing in flight is interrupted once. */
  void abandon() {
    if (isAbandoned()) {
      return;
    }
    List<Runnable> now;
    synchronized (this) {
      ask(STOPPED);
      abandoned = true;
      now = List.copyOf(inFlight);
    }
    now.forEach(Runnable::run);
  }

  public boolean asked() {
    synchronized (this) {
      if (reason != null) {
        return true;
      }
    }
    return whole != null && whole.asked();
  }

  /** Whether what is in flight is to be interrupted. */
  boolean isAbandoned() {
    synchronized (this) {
      if (abandoned) {
        return true;
      }
    }
    return whole != null && whole.isAbandoned();
  }

  /** Interrupts something when it is abandoned, at once where that has happened. */
  Watch watch(Runnable interrupt) {
    Watch above = whole == null ? () -> {} : whole.watch(interrupt);
    boolean late;
    synchronized (this) {
      inFlight.add(interrupt);
      late = abandoned;
    }
    if (late) {
      interrupt.run();
    }
    return () -> {
      above.close();
      synchronized (this) {
        inFlight.remove(interrupt);
      }
    };
  }
}
