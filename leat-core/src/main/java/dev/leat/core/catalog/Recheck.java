package dev.leat.core.catalog;

import java.time.Duration;

/** Says when to ask again for what is wrong here and still the same upstream. */
final class Recheck {
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(1);

  private Recheck() {}

  /** Twice as long after each time, a day at most. */
  static Duration after(int times) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(times - 1, 10));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
