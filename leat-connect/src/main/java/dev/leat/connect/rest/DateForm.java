package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PARENT_UNUSABLE;

import dev.leat.api.LeatException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a value is written into a request: {@code yyyyMMdd}, {@code MMMM|lower}.
 *
 * @param pattern of dates and times, in English; null where the value stands as it is
 */
record DateForm(@Nullable String pattern, Letters letters) {
  /** What becomes of its letters. */
  enum Letters {
    AS_THEY_ARE,
    LOWER,
    UPPER
  }

  static DateForm of(@Nullable String pattern, @Nullable String letters) {
    return new DateForm(
        pattern,
        letters == null ? Letters.AS_THEY_ARE : Letters.valueOf(letters.toUpperCase(Locale.ROOT)));
  }

  boolean isPlain() {
    return pattern == null && letters == Letters.AS_THEY_ARE;
  }

  String write(String value) {
    String text = pattern == null ? value : dated(pattern, value);
    return switch (letters) {
      case AS_THEY_ARE -> text;
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case UPPER -> text.toUpperCase(Locale.ROOT);
    };
  }

  private static String dated(String pattern, String value) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(parsed(value));
    } catch (DateTimeException | IllegalArgumentException noDate) {
      throw new LeatException(
          REST_PARENT_UNUSABLE,
          "'" + value + "' cannot be written as " + pattern,
          "let the placeholder name a date such as 2024-10-22, and write its form with y, M, d, H,"
              + " m and s",
          noDate);
    }
  }

  private static TemporalAccessor parsed(String value) {
    return value.length() <= "2024-01-01".length()
        ? LocalDate.parse(value)
        : OffsetDateTime.parse(value.replace(' ', 'T')).withOffsetSameInstant(ZoneOffset.UTC);
  }
}
