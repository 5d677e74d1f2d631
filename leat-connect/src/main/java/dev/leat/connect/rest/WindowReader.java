package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads {@code window:}. */
final class WindowReader {
  private WindowReader() {}

  static WindowRule read(Settings window) {
    Instant start = time(window, "start").orElseThrow();
    Optional<Instant> end = time(window, "end");
    if (end.filter(it -> !it.isAfter(start)).isPresent()) {
      throw window.invalid("end", "The last window ends before the first.", "Correct 'end'.");
    }
    Step step =
        Step.parse(window.text("step").orElseThrow())
            .orElseThrow(
                () ->
                    window.invalid(
                        "step", "This is no length of time.", "Write 15m, 6h, 1d, 1w, 1mo or 1y."));
    return new WindowRule(
        start,
        step,
        end,
        window.duration("lag").orElseThrow(),
        parameter(window, "from"),
        parameter(window, "to"),
        form(window, step),
        window.bool("inclusive").orElse(false)
            ? WindowRule.End.INCLUSIVE
            : WindowRule.End.EXCLUSIVE);
  }

  private static WindowRule.Form form(Settings window, Step step) {
    return window.text("format").isPresent()
        ? FeedReader.choice(window, "format", WindowRule.Form.class)
        : step.isOfDays() ? WindowRule.Form.DATE : WindowRule.Form.DATETIME;
  }

  private static Optional<Paging.Parameter> parameter(Settings window, String option) {
    return window.text(option).map(name -> new Paging.Parameter(FeedReader.place(window), name));
  }

  private static Optional<Instant> time(Settings window, String option) {
    return window.text(option).map(text -> time(window, option, text));
  }

  private static Instant time(Settings window, String option, String text) {
    try {
      return text.length() == "2024-01-01".length()
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException noTime) {
      throw window.invalid(
          option,
          "'" + text + "' is not a time.",
          "Write a day such as 2024-01-01, or a time such as 2024-01-01T06:00:00Z.");
    }
  }
}
