package dev.leat.testkit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What the server says to one request, and how it misbehaves while saying it.
 *
 * <p>A value: every method returns another one. An answer with a validator ({@link #etag}, {@link
 * #lastModified}) becomes a 304 by itself where the request's condition holds.
 */
public final class Answer {
  /** How the body goes wrong, or not. */
  sealed interface Manner {
    /** All of it, at once. */
    record Whole() implements Manner {}

    /** The request is read and never answered. */
    record Hang() implements Manner {}

    /** So many bytes of the body, then silence. */
    record Stall(long after) implements Manner {}

    /** So many bytes of the body, then a connection reset. */
    record Reset(long after) implements Manner {}

    /** So many bytes of the body, then an orderly close. */
    record Truncate(long after) implements Manner {}

    /** A few bytes, a rest, a few more. */
    record Drip(int bytes, Duration rest) implements Manner {}
  }

  private record Timing(Duration delay, List<CountDownLatch> gates) {
    static final Timing NONE = new Timing(Duration.ZERO, List.of());
  }

  private final int status;
  private final Map<String, String> headers;
  private final Body body;
  private final Manner manner;
  private final Timing timing;

  private Answer(int status, Map<String, String> headers, Body body, Manner manner, Timing timing) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
    this.manner = manner;
    this.timing = timing;
  }

  /** A status without a body. */
  public static Answer status(int status) {
    return of(status, Body.EMPTY);
  }

  public static Answer json(String json) {
    return text("application/json", json);
  }

  public static Answer html(String html) {
    return text("text/html; charset=utf-8", html);
  }

  public static Answer text(String contentType, String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8)).header("Content-Type", contentType);
  }

  public static Answer bytes(byte[] bytes) {
    return of(200, Body.of(bytes));
  }

  /** A file's bytes, mapped: cheap to serve many times. */
  public static Answer file(Path file) {
    return of(200, Body.of(file));
  }

  /** Lines of numbers, as many bytes as asked; takes little memory whatever the size. */
  public static Answer generated(long size) {
    return of(200, Body.generated(size));
  }

  public static Answer redirect(URI to) {
    return redirect(302, to.toString());
  }

  public static Answer redirect(int status, String location) {
    return status(status).header("Location", location);
  }

  /** 429 with {@code Retry-After}: seconds or an HTTP date. */
  public static Answer throttled(String retryAfter) {
    return status(429).header("Retry-After", retryAfter);
  }

  /** Accepts the request and never answers. */
  public static Answer hang() {
    return status(200).in(new Manner.Hang());
  }

  private static Answer of(int status, Body body) {
    return new Answer(status, Map.of(), body, new Manner.Whole(), Timing.NONE);
  }

  public Answer header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body, manner, timing);
  }

  /** The same answer under another status. */
  public Answer as(int otherStatus) {
    return new Answer(otherStatus, headers, body, manner, timing);
  }

  /** Sets a strong validator; quotes are added. */
  public Answer etag(String value) {
    return header("ETag", '"' + value + '"');
  }

  public Answer lastModified(Instant at) {
    return header(
        "Last-Modified", DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)));
  }

  /** Compresses the body and says so. */
  public Answer gzipped() {
    return new Answer(status, headers, body.gzipped(), manner, timing)
        .header("Content-Encoding", "gzip");
  }

  /** Sends the body in chunks, without a length. */
  public Answer chunked() {
    return header("Transfer-Encoding", "chunked");
  }

  /** Waits in real time before it answers; prefer {@link #after} in tests. */
  public Answer delayed(Duration delay) {
    return new Answer(status, headers, body, manner, new Timing(delay, timing.gates()));
  }

  /** Waits for the gate before it answers. */
  public Answer after(CountDownLatch gate) {
    var gates = new ArrayList<>(timing.gates());
    gates.add(gate);
    return new Answer(status, headers, body, manner, new Timing(timing.delay(), gates));
  }

  /** Sends so many bytes of the body, then nothing more. */
  public Answer stallsAfter(long bytes) {
    return in(new Manner.Stall(bytes));
  }

  /** Sends so many bytes of the body, then resets the connection. */
  public Answer resetsAfter(long bytes) {
    return in(new Manner.Reset(bytes));
  }

  /** Promises the whole length, sends so many bytes, then closes. */
  public Answer truncatedAfter(long bytes) {
    return in(new Manner.Truncate(bytes));
  }

  /** Sends a few bytes at a time, resting in between in real time. */
  public Answer dripping(int bytes, Duration rest) {
    return in(new Manner.Drip(bytes, rest));
  }

  private Answer in(Manner other) {
    return new Answer(status, headers, body, other, timing);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  Body body() {
    return body;
  }

  Manner manner() {
    return manner;
  }

  Duration delay() {
    return timing.delay();
  }

  List<CountDownLatch> gates() {
    return timing.gates();
  }

  boolean hasLength() {
    return !headers.containsKey("Transfer-Encoding");
  }

  /** What a request gets whose condition may hold. */
  Answer to(Received request) {
    if (status != 200 || !isFresh(request)) {
      return this;
    }
    var kept = new LinkedHashMap<>(headers);
    kept.keySet().retainAll(List.of("ETag", "Last-Modified"));
    return new Answer(304, kept, Body.EMPTY, new Manner.Whole(), timing);
  }

  private boolean isFresh(Received request) {
    String etag = headers.get("ETag");
    String conditionalTag = request.headers().get("if-none-match");
    if (conditionalTag != null) {
      return etag != null && strong(conditionalTag).equals(strong(etag));
    }
    String modified = headers.get("Last-Modified");
    String since = request.headers().get("if-modified-since");
    return modified != null && since != null && !date(modified).isAfter(date(since));
  }

  private static String strong(String etag) {
    return etag.startsWith("W/") ? etag.substring(2) : etag;
  }

  private static Instant date(String text) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
  }
}
