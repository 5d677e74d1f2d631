package dev.leat.core.fetch;

import dev.leat.api.Secret;
import dev.leat.core.project.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How files of one source are fetched.
 *
 * @param source its name, for messages and for the limits that its files share
 * @param concurrencyMax how many of its files are fetched at once
 * @param limit of requests to any one host, or null
 * @param bytesMax the largest body that is accepted, as it comes
 * @param headers sent with every request to the host that was asked; dropped on another
 */
public record FetchSettings(
    String source,
    int concurrencyMax,
    @Nullable RateLimit limit,
    Timeouts timeouts,
    Retries retries,
    long bytesMax,
    Map<String, Secret> headers) {

  /**
   * How long to wait for the other side.
   *
   * @param connect until the connection stands
   * @param idle until the answer begins, and between any two of its parts
   * @param total for one file, all tries and pauses included, waiting for its turn excluded
   */
  public record Timeouts(Duration connect, Duration idle, Duration total) {
    public static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(30));

    public Timeouts {
      if (!connect.isPositive() || !idle.isPositive() || !total.isPositive()) {
        throw new IllegalArgumentException("a timeout must be positive");
      }
    }
  }

  /**
   * How often and how patiently to try again.
   *
   * @param triesMax the first one included
   * @param base the first pause is at most this, each further one at most twice the one before
   * @param waitMax the longest pause, also where the provider asks for a longer one
   */
  public record Retries(int triesMax, Duration base, Duration waitMax) {
    public static final Retries DEFAULT =
        new Retries(5, Duration.ofSeconds(1), Duration.ofMinutes(2));

    public Retries {
      if (triesMax < 1 || base.isNegative() || waitMax.isNegative()) {
        throw new IllegalArgumentException("there is at least one try, and no pause is negative");
      }
    }
  }

  /** Sixteen gibibytes. */
  public static final long BYTES_MAX_DEFAULT = 16L << 30;

  public static final int CONCURRENCY_DEFAULT = 10;

  public FetchSettings {
    Objects.requireNonNull(source);
    Objects.requireNonNull(timeouts);
    Objects.requireNonNull(retries);
    headers = Map.copyOf(headers);
    if (concurrencyMax < 1 || bytesMax < 1) {
      throw new IllegalArgumentException("a limit must be positive");
    }
  }

  /** The defaults. */
  public static FetchSettings of(String source) {
    return new FetchSettings(
        source,
        CONCURRENCY_DEFAULT,
        null,
        Timeouts.DEFAULT,
        Retries.DEFAULT,
        BYTES_MAX_DEFAULT,
        Map.of());
  }

  public FetchSettings concurrencyMax(int files) {
    return new FetchSettings(source, files, limit, timeouts, retries, bytesMax, headers);
  }

  public FetchSettings limit(@Nullable RateLimit other) {
    return new FetchSettings(source, concurrencyMax, other, timeouts, retries, bytesMax, headers);
  }

  public FetchSettings timeouts(Timeouts other) {
    return new FetchSettings(source, concurrencyMax, limit, other, retries, bytesMax, headers);
  }

  public FetchSettings retries(Retries other) {
    return new FetchSettings(source, concurrencyMax, limit, timeouts, other, bytesMax, headers);
  }

  public FetchSettings bytesMax(long bytes) {
    return new FetchSettings(source, concurrencyMax, limit, timeouts, retries, bytes, headers);
  }

  public FetchSettings headers(Map<String, Secret> other) {
    return new FetchSettings(source, concurrencyMax, limit, timeouts, retries, bytesMax, other);
  }
}
