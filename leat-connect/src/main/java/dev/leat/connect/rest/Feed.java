package dev.leat.connect.rest;

import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One feed of an API: what to ask for, how to read the answers, how to go on.
 *
 * @param keys names of its datasets' keys
 * @param key columns that identify a row of its table
 * @param due windows to leave out, empty for none
 */
record Feed(
    String name,
    List<String> keys,
    List<String> key,
    Ask ask,
    Reading reading,
    Walking walking,
    Optional<Each> each,
    Optional<WindowRule> window,
    Optional<Due> due) {
  /** The version of every feed's files: what they hold is the provider's affair. */
  static final String VERSION = "v1";

  /**
   * What its requests look like, with places to fill.
   *
   * @param ifEmpty parameters to ask with again, in order, where an answer has no records
   * @param places the key that fills each placeholder
   */
  record Ask(
      String method,
      Template path,
      Map<String, List<Template>> query,
      Map<String, Template> headers,
      Call.Body body,
      List<Map<String, List<Template>>> ifEmpty,
      Map<String, String> places) {}

  /** What its answers look like. */
  record Reading(
      Optional<JsonPath> records, Optional<String> format, Checks checks, Optional<PageRule> page) {
    boolean isJson() {
      return !format.equals(Optional.of("csv")) && !format.equals(Optional.of("xml"));
    }
  }

  /** How its pages are walked, and how it is read on. */
  record Walking(Paging paging, int pagesMax, Optional<CursorRule> cursor, Optional<JobRule> job) {}

  FeedVersion id() {
    return new FeedVersion(name, VERSION);
  }

  /** How long after its end a window is first asked for. */
  Duration after() {
    return reading.page().flatMap(PageRule::ready).map(Ready::after).orElse(Duration.ZERO);
  }

  /** The same for people; empty where it is at once. */
  String afterWords() {
    Duration after = after();
    return after.isZero() ? "" : " for " + after.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  /** Whether a window that is not over is left alone. */
  boolean awaitsEnds() {
    return reading.page().flatMap(PageRule::ready).isPresent();
  }

  /** Whether a window's page is taken as it is. */
  boolean isGivenUp(Window window, Instant now) {
    return reading
        .page()
        .flatMap(PageRule::ready)
        .flatMap(Ready::deadline)
        .filter(deadline -> now.isAfter(window.end().plus(deadline)))
        .isPresent();
  }

  boolean isLog() {
    return walking.cursor().isPresent();
  }

  DatasetType type(boolean parent) {
    DatasetType.Reading reads = isLog() ? DatasetType.Reading.LOG : DatasetType.Reading.SNAPSHOT;
    return new DatasetType(
        name,
        keys,
        List.of(new DatasetType.Feed(name, List.of(VERSION), reads)),
        parent ? DatasetType.Role.PARENT : DatasetType.Role.PLANNED,
        hasWindow());
  }

  /** Its own, or that of a feed in which it is found. */
  boolean hasWindow() {
    return window.isPresent()
        || each.map(Each::from)
            .filter(from -> from instanceof Each.From.Parent parent && parent.feed().hasWindow())
            .isPresent();
  }
}
