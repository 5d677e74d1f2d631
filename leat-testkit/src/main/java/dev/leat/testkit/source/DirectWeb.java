package dev.leat.testkit.source;

import dev.leat.api.Request;
import dev.leat.api.Web;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends every request at once and takes what comes, without limits or retries; thread-safe. */
public final class DirectWeb implements Web {
  private final InstantSource clock;

  public DirectWeb() {
    this(Clock.systemUTC());
  }

  public DirectWeb(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  /** Does not wait: time is the clock's owner's. */
  @Override
  public void pause(Duration duration) {}

  @Override
  public Answer visit(URI elsewhere, Rules rules) throws IOException {
    return send(Request.get(elsewhere), rules);
  }

  @Override
  public Answer send(Request request, Rules rules) throws IOException {
    HttpURLConnection connection = open(request);
    int status = connection.getResponseCode();
    if (status >= 300 && !rules.take().contains(status)) {
      throw new IOException(request.url() + " answered " + status);
    }
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return new Answer(
          status, headers(connection), body == null ? new byte[0] : body.readAllBytes());
    }
  }

  private static Map<String, List<String>> headers(HttpURLConnection connection) {
    Map<String, List<String>> headers = new HashMap<>();
    connection
        .getHeaderFields()
        .forEach(
            (name, values) -> {
              if (name != null) {
                headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values));
              }
            });
    return headers;
  }

  static HttpURLConnection open(Request request) throws IOException {
    URI url = url(request);
    if (!(url.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException(url + " is not an HTTP address");
    }
    connection.setRequestMethod(request.method());
    request.headers().forEach(connection::setRequestProperty);
    request.credentials().forEach(each -> add(connection, each));
    Request.Body body = request.body();
    if (body != null) {
      connection.setRequestProperty("Content-Type", body.contentType());
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.text().getBytes(StandardCharsets.UTF_8));
      }
    }
    return connection;
  }

  private static void add(HttpURLConnection connection, Request.Credentials credentials) {
    switch (credentials) {
      case Request.Credentials.Basic basic -> {
        String who = basic.user() + ":" + basic.password().reveal();
        byte[] bytes = who.getBytes(StandardCharsets.UTF_8);
        connection.setRequestProperty(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
      }
      case Request.Credentials.Bearer bearer ->
          connection.setRequestProperty("Authorization", "Bearer " + bearer.token().reveal());
      case Request.Credentials.Header header ->
          connection.setRequestProperty(header.name(), header.value().reveal());
      case Request.Credentials.Query query -> {}
    }
  }

  private static URI url(Request request) {
    String url = request.url().toString();
    for (Request.Credentials each : request.credentials()) {
      if (each instanceof Request.Credentials.Query query) {
        url +=
            (url.contains("?") ? "&" : "?")
                + URLEncoder.encode(query.name(), StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(query.value().reveal(), StandardCharsets.UTF_8);
      }
    }
    return URI.create(url);
  }
}
