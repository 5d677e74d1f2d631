package dev.leat.core.fetch;

import java.time.Duration;

/** Lets time pass; injected, so that a test need not wait. */
@FunctionalInterface
public interface Pause {
  /** Sleeps in real time. */
  Pause SLEEP = Thread::sleep;

  void pause(Duration duration) throws InterruptedException;
}
