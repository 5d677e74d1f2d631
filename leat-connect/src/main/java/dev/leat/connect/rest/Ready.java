package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * When a page is what it will be.
 *
 * @param least records of a page that is ready
 * @param after how long after its window's end a page is first asked for
 * @param every how long to wait between two looks
 * @param timeout how long to wait in all, within one run
 * @param deadline how long after its window's end a page is given up; empty for never
 */
record Ready(
    long least, Duration after, Duration every, Duration timeout, Optional<Duration> deadline) {
  static Ready read(Settings ready) {
    return new Ready(
        ready.integer("least").orElseThrow(),
        ready.duration("after").orElseThrow(),
        ready.duration("every").orElseThrow(),
        ready.duration("timeout").orElseThrow(),
        ready.duration("deadline"));
  }
}
