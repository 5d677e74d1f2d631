package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a page is what it will be.
 *
 * @param least records of a page that is ready
 * @param asPlanned the column that has as many values as the feed of 'if' under 'window' has
 *     records in the window
 * @param after how long after its window's end a page is first asked for
 * @param every how long to wait between two looks
 * @param timeout how long to wait in all, within one run
 * @param deadline how long after its window's end a page is given up; empty for never
 */
record Ready(
    long least,
    Optional<String> asPlanned,
    Duration after,
    Duration every,
    Duration timeout,
    Optional<Duration> deadline) {
  /**
   * @param feed that it stands in
   */
  static Ready read(Settings ready, Settings feed) {
    Optional<String> asPlanned = ready.text("as_planned");
    if (asPlanned.isPresent()) {
      Set<String> columns = feed.namedTexts("columns").keySet();
      if (!columns.contains(asPlanned.get())) {
        throw ready.invalid(
            "as_planned",
            "The feed has no column '" + asPlanned.get() + "'.",
            columns.isEmpty()
                ? "Name it under 'columns' of the feed, too."
                : "Name one of its columns: " + String.join(", ", columns) + ".");
      }
      if (feed.sections("window").stream().allMatch(window -> window.text("if").isEmpty())) {
        throw ready.invalid(
            "as_planned",
            "Nothing says how much is planned.",
            "Add 'if' under 'window', with the feed that has a record for each: schedule.date.");
      }
    }
    return new Ready(
        ready.integer("least").orElseThrow(),
        asPlanned,
        ready.duration("after").orElseThrow(),
        ready.duration("every").orElseThrow(),
        ready.duration("timeout").orElseThrow(),
        ready.duration("deadline"));
  }
}
