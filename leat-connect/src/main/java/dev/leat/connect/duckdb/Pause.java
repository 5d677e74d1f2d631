package dev.leat.connect.duckdb;

import java.time.Duration;

/** Waits; a test's pause does not. */
@FunctionalInterface
interface Pause {
  void take(Duration time) throws InterruptedException;
}
