package dev.leat.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Stands still until a test moves it.
 *
 * <p>Thread-safe. In UTC unless {@link #withZone} says otherwise; clocks made by it share its
 * hands.
 */
public final class ManualClock extends Clock {
  /** Where {@link #start} begins: a Monday morning. */
  public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private static final class Hands {
    private Instant now;

    Hands(Instant now) {
      this.now = now;
    }

    synchronized Instant now() {
      return now;
    }

    synchronized Instant moveTo(Instant then) {
      if (then.isAfter(now)) {
        now = then;
      }
      return now;
    }
  }

  private final Hands hands;
  private final ZoneId zone;

  private ManualClock(Hands hands, ZoneId zone) {
    this.hands = hands;
    this.zone = Objects.requireNonNull(zone);
  }

  public static ManualClock start() {
    return at(START);
  }

  public static ManualClock at(Instant now) {
    return new ManualClock(new Hands(Objects.requireNonNull(now)), ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    return hands.now();
  }

  /** Moves on by a duration and says what time it is then. */
  public Instant advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + by);
    }
    synchronized (hands) {
      return hands.moveTo(hands.now().plus(by));
    }
  }

  /** Moves on to a time; nothing happens where it has passed. */
  public Instant advanceTo(Instant then) {
    return hands.moveTo(then);
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public ManualClock withZone(ZoneId other) {
    return new ManualClock(hands, other);
  }

  @Override
  public String toString() {
    return "ManualClock[" + instant() + "]";
  }
}
