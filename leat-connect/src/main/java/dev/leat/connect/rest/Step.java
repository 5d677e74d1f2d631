package dev.leat.connect.rest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The length of a window: {@code 15m}, {@code 6h}, {@code 1d}, {@code 1w}, {@code 1mo}, {@code 1y}.
 */
record Step(int amount, ChronoUnit unit) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})(m|h|d|w|mo|y)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS,
          "w", ChronoUnit.WEEKS,
          "mo", ChronoUnit.MONTHS,
          "y", ChronoUnit.YEARS);

  static Optional<Step> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ChronoUnit unit = UNITS.get(matcher.group(2));
    return unit == null
        ? Optional.empty()
        : Optional.of(new Step(Integer.parseInt(matcher.group(1)), unit));
  }

  /** The end of so many windows after the first one's start; fewer than none go back. */
  Instant after(Instant start, long windows) {
    return utc(start).plus(windows * amount, unit).toInstant(ZoneOffset.UTC);
  }

  /** How many whole windows lie between; one more back where a window has begun before. */
  long windowsUntil(Instant start, Instant at) {
    long count = Math.floorDiv(unit.between(utc(start), utc(at)), amount);
    while (after(start, count).isAfter(at)) {
      count--;
    }
    while (!after(start, count + 1).isAfter(at)) {
      count++;
    }
    return count;
  }

  /** Whether windows begin with days. */
  boolean isOfDays() {
    return unit.compareTo(ChronoUnit.DAYS) >= 0;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
