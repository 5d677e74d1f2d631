package dev.leat.core.fetch;

import java.time.Duration;

/** The time that one file may take; only what is spent on it counts. Used by one thread. */
final class Budget {
  private final Duration total;
  private Duration spent = Duration.ZERO;

  Budget(Duration total) {
    this.total = total;
  }

  void spend(Duration more) {
    spent = spent.plus(more);
  }

  Duration left() {
    Duration left = total.minus(spent);
    return left.isNegative() ? Duration.ZERO : left;
  }

  boolean allows(Duration more) {
    return left().compareTo(more) > 0;
  }

  Duration total() {
    return total;
  }
}
