package dev.leat.core.fetch;

import dev.leat.api.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer; used by one thread.
 *
 * <p>Over {@link HttpURLConnection}: it blocks, reads with a timeout, and takes a third of the
 * processor time of {@code java.net.http} per byte and a quarter of it to start. It follows no
 * redirect here, unpacks nothing, and keeps connections alive.
 */
final class Exchange implements AutoCloseable {
  /** The answer took longer than its time. */
  static final class OvertimeException extends InterruptedIOException {
    private static final long serialVersionUID = 1L;
  }

  private static final int BUFFER_SIZE = 1 << 16;
  private static final String PREMATURE = "Premature EOF";
  private static final int REST_MAX = 1 << 14;

  static {
    // The JDK keeps five idle connections per host; a source may use more at once.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "64");
    }
    // Whether a request that changes something is sent again is decided here.
    System.setProperty("sun.net.http.retryPost", "false");
  }

  private final HttpURLConnection connection;
  private final long deadline;
  private boolean isExhausted;
  private long bytes;

  private Exchange(HttpURLConnection connection, Duration left) {
    this.connection = connection;
    this.deadline = System.nanoTime() + left.toNanos();
  }

  /** Sends a request and waits for the head of the answer. */
  static Exchange send(RequestHead head, Request request, FetchSettings.Timeouts timeouts)
      throws IOException {
    var connection = (HttpURLConnection) head.url().toURL().openConnection();
    connection.setRequestMethod(request.method());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(millis(min(timeouts.connect(), timeouts.total())));
    connection.setReadTimeout(millis(min(timeouts.idle(), timeouts.total())));
    head.headers().forEach(connection::setRequestProperty);
    var exchange = new Exchange(connection, timeouts.total());
    Thread watch = Threads.startVirtual("leat-deadline", () -> exchange.cutAfter(timeouts.total()));
    try {
      exchange.send(request.body());
      if (connection.getResponseCode() < 0) {
        throw new IOException("this is not HTTP");
      }
      return exchange;
    } catch (IOException e) {
      connection.disconnect();
      throw exchange.judged(e);
    } catch (RuntimeException e) {
      connection.disconnect();
      throw e;
    } finally {
      watch.interrupt();
    }
  }

  /** Cuts the connection in time: a head that drips would never be idle for long enough. */
  private void cutAfter(Duration left) {
    try {
      Thread.sleep(left);
      connection.disconnect();
    } catch (InterruptedException answered) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isLate() {
    return System.nanoTime() - deadline > 0;
  }

  /** A connection that was cut in time has no other trouble. */
  private IOException judged(IOException e) {
    return isLate() ? new OvertimeException() : e;
  }

  /** Not in streaming mode: there the JDK hides the answer where that is 401. */
  private void send(Request.@Nullable Body body) throws IOException {
    if (body != null) {
      byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
      connection.setRequestProperty("Content-Type", body.contentType());
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(bytes);
      }
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static int millis(Duration duration) {
    return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
  }

  int status() {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new AssertionError("the head of the answer has been read", e);
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name)).map(String::strip);
  }

  /** All headers, by lower-case name. */
  Map<String, List<String>> headers() {
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

  /** A header that holds a date in any of HTTP's forms. */
  Optional<Instant> date(String name) {
    long millis = connection.getHeaderFieldDate(name, Long.MIN_VALUE);
    return millis == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** How many bytes the body has, where it was said. */
  OptionalLong length() {
    long length = connection.getContentLengthLong();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  /**
   * Passes the body on.
   *
   * @throws EOFException when it is shorter than was said
   * @throws OvertimeException when it does not end in time
   */
  void transferTo(OutputStream sink) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    try (InputStream in = stream()) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        sink.write(buffer, 0, count);
        bytes += count;
        if (isLate()) {
          throw new OvertimeException();
        }
      }
      if (bytes < length().orElse(bytes)) {
        throw new EOFException(bytes + " of " + length().getAsLong() + " bytes");
      }
      isExhausted = true;
    } catch (IOException | RuntimeException e) {
      connection.disconnect();
      throw e;
    }
  }

  /** How many of the body's bytes were read. */
  long bytes() {
    return bytes;
  }

  private InputStream stream() throws IOException {
    try {
      InputStream body = body();
      return body == null ? InputStream.nullInputStream() : body;
    } catch (IOException e) {
      throw judged(e);
    }
  }

  /** Takes the JDK's complaint about a short body for its end: the caller knows how short. */
  private int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      if (length().isPresent() && PREMATURE.equals(e.getMessage())) {
        return -1;
      }
      throw judged(e);
    }
  }

  /** The beginning of an answer that nobody wants; frees the connection where it is short. */
  String rest() {
    try (InputStream in = body()) {
      byte[] beginning = in == null ? new byte[0] : in.readNBytes(REST_MAX);
      bytes += beginning.length;
      isExhausted = beginning.length < REST_MAX;
      return new String(beginning, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private @Nullable InputStream body() throws IOException {
    return status() >= 400 ? connection.getErrorStream() : connection.getInputStream();
  }

  /** Gives the connection back, or cuts it where something is left on it. */
  @Override
  public void close() {
    if (!isExhausted) {
      connection.disconnect();
    }
  }
}
