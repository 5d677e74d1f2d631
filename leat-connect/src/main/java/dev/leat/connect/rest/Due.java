package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PARENT_UNUSABLE;

import dev.leat.api.LeatException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Which windows there is something in: those with a day that another feed names.
 *
 * @param each the feed whose records name days; its one key is the field that does
 */
record Due(Each each) {
  static final String DAY = "day";

  /** As calendars of games, fixtures and releases write days. */
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.BASIC_ISO_DATE,
          DateTimeFormatter.ofPattern("EEE, MMM d, yyyy", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH));

  static Optional<LocalDate> day(String text) {
    for (DateTimeFormatter form : FORMS) {
      try {
        return Optional.of(LocalDate.parse(text, form));
      } catch (DateTimeParseException notThisForm) {
        // The next one may be.
      }
    }
    try {
      return Optional.of(LocalDate.parse(text.length() < 10 ? text : text.substring(0, 10)));
    } catch (DateTimeParseException none) {
      return Optional.empty();
    }
  }

  /** None of a feed's records names a day. */
  static LeatException none(String text) {
    return new LeatException(
        REST_PARENT_UNUSABLE,
        "'" + text + "' is not a day",
        "let 'if' under 'window' name a field with days such as 2024-10-22, 20241022 or Tue, Oct"
            + " 22, 2024");
  }

  /** How often days of a window are named. */
  static long planned(Window window, NavigableMap<LocalDate, Long> days) {
    LocalDate first = window.start().atOffset(ZoneOffset.UTC).toLocalDate();
    long planned = 0;
    for (Map.Entry<LocalDate, Long> day : days.tailMap(first, true).entrySet()) {
      if (!day.getKey().atStartOfDay().toInstant(ZoneOffset.UTC).isBefore(window.end())) {
        break;
      }
      planned += day.getValue();
    }
    return planned;
  }

  /** What names no day of some windows, for people; empty where there are none. */
  Optional<String> idle(String feed, List<Window> windows) {
    if (windows.isEmpty()) {
      return Optional.empty();
    }
    LocalDate last = windows.getLast().start().atOffset(ZoneOffset.UTC).toLocalDate();
    int more = windows.size() - 1;
    Each.From.Parent parent = (Each.From.Parent) each.from();
    return Optional.of(
        "The feed '%s' has nothing to ask for on %s%s: '%s' names no such day."
            .formatted(
                feed,
                last,
                more == 0 ? "" : " and " + more + (more == 1 ? " day before" : " days before"),
                parent.feed().name()));
  }
}
