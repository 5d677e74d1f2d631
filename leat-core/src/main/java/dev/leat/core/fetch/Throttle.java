package dev.leat.core.fetch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how long a provider asks to be left alone.
 *
 * <p>{@code Retry-After} (RFC 9110, seconds or a date) wins over the reset headers in use: seconds
 * from now, seconds since 1970 or milliseconds since 1970, told apart by their size.
 */
final class Throttle {
  private static final List<String> RESETS =
      List.of(
          "X-RateLimit-Reset", "RateLimit-Reset", "X-Rate-Limit-Reset", "X-RequestCounter-Reset");
  private static final List<String> REMAINING =
      List.of(
          "X-RateLimit-Remaining",
          "RateLimit-Remaining",
          "X-Rate-Limit-Remaining",
          "X-Requests-Available-Minute");

  /** {@code RateLimit: "default";r=0;t=30}, as the IETF drafts it. */
  private static final Pattern DRAFT =
      Pattern.compile("r=([0-9]{1,15})\\s*;\\s*t=([0-9]{1,9})(?![0-9])");

  /** In 2001 as seconds; nobody asks for a pause of 31 years. */
  private static final long EPOCH_SECONDS_MIN = 1_000_000_000L;

  private static final long EPOCH_MILLIS_MIN = EPOCH_SECONDS_MIN * 1000;

  private Throttle() {}

  /** Zero where it does not ask. */
  static Duration asked(Exchange exchange, Instant now) {
    Optional<Duration> seconds =
        exchange.header("Retry-After").flatMap(Throttle::number).map(Duration::ofSeconds);
    return seconds
        .or(() -> exchange.date("Retry-After").map(then -> Duration.between(now, then)))
        .or(() -> reset(exchange, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  /** Whether an answer of 403 means too many requests and not a wrong password. */
  static boolean isUsedUp(Exchange exchange) {
    return REMAINING.stream()
            .flatMap(name -> exchange.header(name).stream())
            .anyMatch(Throttle::isNone)
        || drafted(exchange).filter(found -> found.group(1).matches("0+")).isPresent();
  }

  /** Less than one request; some count in fractions. */
  private static boolean isNone(String remaining) {
    return remaining.matches("0+(\\.[0-9]*)?");
  }

  private static Optional<Duration> reset(Exchange exchange, Instant now) {
    return RESETS.stream()
        .flatMap(name -> exchange.header(name).flatMap(Throttle::number).stream())
        .findFirst()
        .map(value -> untilReset(value, now))
        .or(() -> drafted(exchange).map(it -> Duration.ofSeconds(Long.parseLong(it.group(2)))));
  }

  private static Optional<MatchResult> drafted(Exchange exchange) {
    return exchange
        .header("RateLimit")
        .map(DRAFT::matcher)
        .filter(Matcher::find)
        .map(Matcher::toMatchResult);
  }

  private static Duration untilReset(long value, Instant now) {
    if (value >= EPOCH_MILLIS_MIN) {
      return Duration.between(now, Instant.ofEpochMilli(value));
    }
    if (value >= EPOCH_SECONDS_MIN) {
      return Duration.between(now, Instant.ofEpochSecond(value));
    }
    return Duration.ofSeconds(value);
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,15}(\\.[0-9]{1,15})?")
        ? Optional.of(new BigDecimal(text).setScale(0, RoundingMode.CEILING).longValueExact())
        : Optional.empty();
  }
}
