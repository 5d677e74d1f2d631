package dev.leat.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP GET.
 *
 * @param url without credentials
 * @param headers shown in logs
 * @param credentials never shown; dropped when a redirect leads to another host
 */
public record Request(URI url, Map<String, String> headers, @Nullable Credentials credentials) {
  public Request {
    Objects.requireNonNull(url);
    headers = Map.copyOf(headers);
  }

  public static Request get(URI url) {
    return new Request(url, Map.of(), null);
  }

  public Request header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(url, more, credentials);
  }

  public Request as(@Nullable Credentials who) {
    return new Request(url, headers, who);
  }

  /** How a request proves who is asking. */
  public sealed interface Credentials {
    /** HTTP basic authentication. */
    record Basic(String user, Secret password) implements Credentials {}

    /** {@code Authorization: Bearer …}. */
    record Bearer(Secret token) implements Credentials {}

    /** A header of the provider's own. */
    record Header(String name, Secret value) implements Credentials {}
  }
}
