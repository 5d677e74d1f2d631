package dev.leat.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param method in upper case
 * @param url without credentials
 * @param headers shown in logs
 * @param body or null where it has none
 * @param credentials never shown; dropped when a redirect leads to another host
 * @param account whose limits and quotas it uses up, beside others at the same host; empty where
 *     nothing tells them apart
 */
public record Request(
    String method,
    URI url,
    Map<String, String> headers,
    @Nullable Body body,
    List<Credentials> credentials,
    String account) {
  public Request {
    Objects.requireNonNull(method);
    Objects.requireNonNull(url);
    headers = Map.copyOf(headers);
    credentials = List.copyOf(credentials);
    Objects.requireNonNull(account);
  }

  public static Request get(URI url) {
    return new Request("GET", url, Map.of(), null, List.of(), "");
  }

  public static Request post(URI url, Body body) {
    return new Request("POST", url, Map.of(), Objects.requireNonNull(body), List.of(), "");
  }

  public Request header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, url, more, body, credentials, account);
  }

  /** With one more proof of who is asking; null adds none. */
  public Request as(@Nullable Credentials who) {
    if (who == null) {
      return this;
    }
    var more = new ArrayList<>(credentials);
    more.add(who);
    return new Request(method, url, headers, body, more, account);
  }

  /** On account of somebody. */
  public Request on(String otherAccount) {
    return new Request(method, url, headers, body, credentials, otherAccount);
  }

  /**
   * What a request sends.
   *
   * @param secrets parts of the text that are never shown
   */
  public record Body(String contentType, String text, List<Secret> secrets) {
    public Body {
      Objects.requireNonNull(contentType);
      Objects.requireNonNull(text);
      secrets = List.copyOf(secrets);
    }

    public static Body json(String text) {
      return new Body("application/json", text, List.of());
    }

    /** Says nothing of a text that may hold secrets. */
    @Override
    public String toString() {
      return "Body[" + contentType + ", " + text.length() + " characters]";
    }
  }

  /** How a request proves who is asking. */
  public sealed interface Credentials {
    /** HTTP basic authentication. */
    record Basic(String user, Secret password) implements Credentials {}

    /** {@code Authorization: Bearer …}. */
    record Bearer(Secret token) implements Credentials {}

    /** A header of the provider's own. */
    record Header(String name, Secret value) implements Credentials {}

    /** A parameter of the query, added when the request is sent. */
    record Query(String name, Secret value) implements Credentials {}
  }
}
