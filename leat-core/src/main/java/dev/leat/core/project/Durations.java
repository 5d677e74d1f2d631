package dev.leat.core.project;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them. */
final class Durations {
  /** One or more of d, h, m, s, ms, in this order; each at most nine digits. */
  static final String FORM =
      "(?=.)(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?"
          + "(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  private Durations() {}

  /** Reads {@code 30s}, {@code 1h30m}, {@code 500ms}; empty where the text is none. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(amount(matcher, 1))
            .plusHours(amount(matcher, 2))
            .plusMinutes(amount(matcher, 3))
            .plusSeconds(amount(matcher, 4))
            .plusMillis(amount(matcher, 5)));
  }

  private static long amount(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
