package dev.leat.testkit.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One request as the server saw it.
 *
 * @param path decoded
 * @param query as it was sent, empty where there was none
 * @param headers by lower-case name; repeated ones are joined by a comma
 * @param at when its head had been read, by the server's clock
 */
@SuppressWarnings("ArrayRecordComponent")
public record Received(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    byte[] body,
    Instant at) {
  public Received {
    Objects.requireNonNull(method);
    Objects.requireNonNull(path);
    Objects.requireNonNull(query);
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body);
    Objects.requireNonNull(at);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** {@code GET /a/b?c=d}. */
  public String line() {
    return method + " " + path + (query.isEmpty() ? "" : "?" + query);
  }
}
