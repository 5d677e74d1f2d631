package dev.leat.testkit.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Speaks HTTP/1.1 over one socket: only what a test's client needs, and every way to break it. */
final class Connection {
  private static final int HEAD_MAX = 64 << 10;

  private final FakeHttp server;
  private final SocketChannel channel;
  private final ByteBuffer input = ByteBuffer.allocate(8 << 10).flip();
  private boolean answering;

  Connection(FakeHttp server, SocketChannel channel) {
    this.server = server;
    this.channel = channel;
  }

  /** Answers requests until either side closes. */
  void serve() throws IOException, InterruptedException {
    boolean open = true;
    while (open) {
      List<String> head = readHead();
      if (head.isEmpty()) {
        return;
      }
      Received request = request(head);
      answering = true;
      try {
        Answer answer = server.answer(request);
        open = send(request, answer) && !"close".equals(request.headers().get("connection"));
      } finally {
        done();
      }
    }
  }

  private List<String> readHead() throws IOException {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (int total = 0; total < HEAD_MAX; total++) {
      int next = read();
      if (next < 0) {
        return List.of();
      } else if (next != '\n') {
        line.append((char) next);
      } else if (line.toString().isBlank()) {
        return lines;
      } else {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
    }
    throw new IOException("the head of a request is longer than " + HEAD_MAX + " bytes");
  }

  private int read() throws IOException {
    if (!input.hasRemaining()) {
      input.clear();
      int count = channel.read(input);
      input.flip();
      if (count < 0) {
        return -1;
      }
    }
    return input.get() & 0xff;
  }

  private Received request(List<String> head) throws IOException {
    String[] first = head.getFirst().split(" ", -1);
    URI target = URI.create(first[1]);
    Map<String, String> headers = headers(head.subList(1, head.size()));
    byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
    for (int i = 0; i < body.length; i++) {
      int next = read();
      if (next < 0) {
        throw new EOFException("the request ended early");
      }
      body[i] = (byte) next;
    }
    String query = target.getRawQuery() == null ? "" : target.getRawQuery();
    return new Received(first[0], target.getPath(), query, headers, body, server.now());
  }

  private static Map<String, String> headers(List<String> lines) {
    var headers = new HashMap<String, String>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (before, after) -> before + ", " + after);
    }
    return headers;
  }

  /** Whether the connection can be used again. */
  private boolean send(Received request, Answer answer) throws IOException, InterruptedException {
    sleep(answer.delay());
    for (CountDownLatch gate : answer.gates()) {
      gate.await();
    }
    boolean silent = request.method().equals("HEAD");
    return switch (answer.manner()) {
      case Answer.Manner.Whole whole -> {
        sendWhole(answer, silent);
        yield true;
      }
      case Answer.Manner.Hang hang -> {
        server.awaitClose();
        yield false;
      }
      case Answer.Manner.Stall stall -> {
        sendPart(answer, stall.after());
        server.awaitClose();
        yield false;
      }
      case Answer.Manner.Reset reset -> {
        sendPart(answer, reset.after());
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        yield false;
      }
      case Answer.Manner.Truncate truncate -> {
        sendPart(answer, truncate.after());
        yield false;
      }
      case Answer.Manner.Drip drip -> {
        send(answer, drip);
        yield true;
      }
    };
  }

  private void sendPart(Answer answer, long bytes) throws IOException {
    write(head(answer));
    sendBody(answer, 0, bytes);
  }

  private void sendWhole(Answer answer, boolean silent) throws IOException {
    if (silent || answer.body().size() == 0) {
      done();
    }
    write(head(answer));
    if (!silent) {
      sendBody(answer, 0, answer.body().size());
      finish(answer);
    }
  }

  private void send(Answer answer, Answer.Manner.Drip drip)
      throws IOException, InterruptedException {
    write(head(answer));
    for (long at = 0; at < answer.body().size(); at += drip.bytes()) {
      sleep(drip.rest());
      sendBody(answer, at, at + drip.bytes());
    }
    finish(answer);
  }

  private static void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      Thread.sleep(duration);
    }
  }

  private static ByteBuffer head(Answer answer) {
    var head = new StringBuilder("HTTP/1.1 " + answer.status() + " Fake\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (answer.hasLength() && answer.status() != 304) {
      head.append("Content-Length: " + answer.body().size() + "\r\n");
    }
    return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void sendBody(Answer answer, long from, long to) throws IOException {
    long end = Math.min(to, answer.body().size());
    for (long at = from; at < end; ) {
      ByteBuffer part = answer.body().part(at, end - at);
      at += part.remaining();
      if (at == answer.body().size()) {
        done();
      }
      if (!answer.hasLength()) {
        write(ascii(Integer.toHexString(part.remaining()) + "\r\n"));
      }
      write(part);
      if (!answer.hasLength()) {
        write(ascii("\r\n"));
      }
    }
  }

  private void finish(Answer answer) throws IOException {
    if (!answer.hasLength()) {
      write(ascii("0\r\n\r\n"));
    }
  }

  /** Called before the last bytes leave: a client that has them may ask again at once. */
  private void done() {
    if (answering) {
      answering = false;
      server.answered();
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
