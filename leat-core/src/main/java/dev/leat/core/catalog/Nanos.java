package dev.leat.core.catalog;

import java.time.Instant;

/**
 * Instants as whole nanoseconds since the epoch, so that nothing that a source offered is rounded.
 *
 * <p>The years 1677 to 2262 are exact; what lies outside becomes the nearest of the two ends.
 */
final class Nanos {
  private static final long SECOND = 1_000_000_000L;

  private Nanos() {}

  static long of(Instant instant) {
    long seconds = instant.getEpochSecond();
    if (seconds >= Long.MAX_VALUE / SECOND) {
      return Long.MAX_VALUE;
    }
    if (seconds <= Long.MIN_VALUE / SECOND) {
      return Long.MIN_VALUE;
    }
    return seconds * SECOND + instant.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
