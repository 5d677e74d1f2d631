package dev.leat.core.fetch;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Says how long to pause before the next try: exponential, with full jitter. */
record Backoff(FetchSettings.Retries retries, RandomGenerator random) {

  /**
   * The pause after so many tries.
   *
   * @param asked by the provider; zero where it did not ask; kept in full, jitter on top
   */
  Duration after(int tries, Duration asked) {
    long base = retries.base().toMillis();
    long waitMax = retries.waitMax().toMillis();
    long ceiling = Math.min(waitMax, base << Math.min(tries - 1, 16));
    long jitter = random.nextLong(ceiling + 1);
    if (asked.isPositive()) {
      return asked.plusMillis(Math.min(jitter, base));
    }
    return Duration.ofMillis(jitter);
  }

  /** Whether the provider asks for more patience than there is. */
  boolean isTooLong(Duration asked) {
    return asked.compareTo(retries.waitMax()) > 0;
  }
}
