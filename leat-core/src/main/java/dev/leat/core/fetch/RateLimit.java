package dev.leat.core.fetch;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many requests in any stretch of time, such as {@code 10/minute}. */
public record RateLimit(int requestsMax, Duration per) {
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})\\s*/\\s*([a-z]+)");

  public RateLimit {
    if (requestsMax < 1 || !per.isPositive()) {
      throw new IllegalArgumentException("a rate limit must be positive");
    }
  }

  /**
   * Reads {@code 5/second}, {@code 10/minute}, {@code 100/hour} or {@code 1000/day}.
   *
   * @throws IllegalArgumentException says what was expected
   */
  public static RateLimit parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a rate limit such as 10/minute");
    }
    return new RateLimit(Integer.parseInt(matcher.group(1)), unit(matcher.group(2)));
  }

  private static Duration unit(String word) {
    return switch (word) {
      case "s", "second" -> Duration.ofSeconds(1);
      case "m", "minute" -> Duration.ofMinutes(1);
      case "h", "hour" -> Duration.ofHours(1);
      case "d", "day" -> Duration.ofDays(1);
      default ->
          throw new IllegalArgumentException(
              "'" + word + "' is not one of second, minute, hour, day");
    };
  }

  @Override
  public String toString() {
    return requestsMax + " per " + per;
  }
}
