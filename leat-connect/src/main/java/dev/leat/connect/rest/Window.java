package dev.leat.connect.rest;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A stretch of time that is fetched as one dataset; the end is not part of it.
 *
 * @param planned how often another feed names a day in it; empty where none was asked
 */
record Window(Instant start, Instant end, OptionalLong planned) {
  Window(Instant start, Instant end) {
    this(start, end, OptionalLong.empty());
  }

  Window planned(long times) {
    return new Window(start, end, OptionalLong.of(times));
  }
}
