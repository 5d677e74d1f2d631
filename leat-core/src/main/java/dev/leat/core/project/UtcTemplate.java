package dev.leat.core.project;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with times in it: {@code data_{utc:yyyy-MM-dd-HHmmss}.csv}. */
public record UtcTemplate(String text) {
  private static final Pattern FIELD = Pattern.compile("\\{([^{}]*)\\}");
  private static final String UTC = "utc:";

  public UtcTemplate {
    Objects.requireNonNull(text);
  }

  /** What is wrong with it, where anything is. */
  Optional<String> complaint() {
    Matcher field = FIELD.matcher(text);
    while (field.find()) {
      String inside = field.group(1);
      if (!inside.startsWith(UTC) || !isPattern(inside.substring(UTC.length()))) {
        return Optional.of("'" + field.group() + "' is no time.");
      }
    }
    return Optional.empty();
  }

  private static boolean isPattern(String pattern) {
    try {
      format(pattern, Instant.EPOCH);
      return !pattern.isEmpty();
    } catch (IllegalArgumentException | java.time.DateTimeException wrong) {
      return false;
    }
  }

  /** The text with this time in it. */
  public String at(Instant time) {
    return FIELD
        .matcher(text)
        .replaceAll(
            field ->
                Matcher.quoteReplacement(format(field.group(1).substring(UTC.length()), time)));
  }

  private static String format(String pattern, Instant time) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  @Override
  public String toString() {
    return text;
  }
}
