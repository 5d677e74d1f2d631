package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request before it is sent: its parts can still be set.
 *
 * @param query in the order that they are sent
 * @param secrets parts of the body that are never shown
 */
record Call(
    String method,
    URI url,
    Map<String, List<String>> query,
    Map<String, String> headers,
    Body body,
    List<Secret> secrets) {
  /** What is sent with it. */
  sealed interface Body {
    /** Nothing. */
    record None() implements Body {}

    /** A JSON document. */
    record Json(@Nullable Object document) implements Body {}

    /** The fields of a form. */
    record Form(Map<String, List<String>> fields) implements Body {}
  }

  /** Where a parameter goes. */
  enum Place {
    QUERY,
    BODY
  }

  static Call get(URI url) {
    return new Call("GET", url, Map.of(), Map.of(), new Body.None(), List.of());
  }

  /** With a parameter, in place of one of the same name. */
  Call with(Place place, String name, String value, boolean isNumber) {
    return place == Place.QUERY ? query(name, value) : inBody(name, value, isNumber);
  }

  Call query(String name, String value) {
    return query(name, List.of(value));
  }

  Call query(String name, List<String> values) {
    Map<String, List<String>> more = new LinkedHashMap<>(query);
    more.put(name, values);
    return new Call(method, url, more, headers, body, secrets);
  }

  private Call inBody(String name, String value, boolean isNumber) {
    Body changed =
        switch (body) {
          case Body.Form form -> {
            Map<String, List<String>> more = new LinkedHashMap<>(form.fields());
            more.put(name, List.of(value));
            yield new Body.Form(more);
          }
          case Body.Json json -> new Body.Json(set(json.document(), name, value, isNumber));
          case Body.None none -> new Body.Json(set(null, name, value, isNumber));
        };
    return new Call(method, url, query, headers, changed, secrets);
  }

  private static Object set(
      @Nullable Object document, String name, String value, boolean isNumber) {
    return Json.with(
        document, List.of(name.split("\\.")), isNumber ? new Json.Digits(value) : value);
  }

  Call header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Call(method, url, query, more, body, secrets);
  }

  /** The same at an address that says all that its query says. */
  Call at(URI whole) {
    return new Call(method, whole, Map.of(), headers, body, secrets);
  }

  Request request(List<Request.Credentials> credentials) {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    return new Request(method, address(), sent, sentBody().orElse(null), credentials, "");
  }

  /** Its address, query included. */
  URI address() {
    String text = url.toString();
    String pairs = pairs(query);
    if (pairs.isEmpty()) {
      return url;
    }
    return URI.create(text + (text.contains("?") ? "&" : "?") + pairs);
  }

  private Optional<Request.Body> sentBody() {
    return switch (body) {
      case Body.None none -> Optional.empty();
      case Body.Json json ->
          Optional.of(new Request.Body("application/json", Json.write(json.document()), secrets));
      case Body.Form form ->
          Optional.of(
              new Request.Body("application/x-www-form-urlencoded", pairs(form.fields()), secrets));
    };
  }

  private static String pairs(Map<String, List<String>> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach(
        (name, values) -> values.forEach(value -> pairs.add(encode(name) + "=" + encode(value))));
    return String.join("&", pairs);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Says nothing of a body that may hold secrets. */
  @Override
  public String toString() {
    return method + " " + address();
  }

  /** What tells it from other requests, for a fingerprint. */
  String canonical() {
    String sent = sentBody().map(Request.Body::text).orElse("");
    return method + " " + address() + "\n" + sent;
  }
}
