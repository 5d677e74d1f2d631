package dev.leat.core.project;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many requests in any window of such a length. */
public record RateLimit(int permits, Duration per) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})\\s*/\\s*([0-9a-z]+)");
  private static final Map<String, Duration> WORDS =
      Map.of(
          "second", Duration.ofSeconds(1),
          "minute", Duration.ofMinutes(1),
          "hour", Duration.ofHours(1),
          "day", Duration.ofDays(1));

  public RateLimit {
    Objects.requireNonNull(per);
    if (permits < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException(permits + " requests in " + per);
    }
  }

  /** Reads {@code 10/minute}, {@code 100/15m}; empty where the text is neither. */
  public static Optional<RateLimit> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2);
    return Optional.ofNullable(WORDS.get(unit))
        .or(() -> Durations.parse(unit))
        .filter(per -> !per.isZero())
        .map(per -> new RateLimit(Integer.parseInt(matcher.group(1)), per));
  }
}
