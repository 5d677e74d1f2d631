package dev.leat.api;

import java.time.Instant;

/** A stretch of time, the end not included. */
public record Span(Instant from, Instant to) {
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(from + " is not before " + to);
    }
  }
}
