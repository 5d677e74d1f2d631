package dev.leat.core.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A receiver that remembers every stream that it opened. */
final class Landing implements Receiver {
  /** One stream, and what became of it. */
  static final class Stream extends ByteArrayOutputStream {
    final BodyFacts facts;
    boolean isClosed;

    Stream(BodyFacts facts) {
      this.facts = facts;
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  private final List<Stream> streams = new ArrayList<>();

  @Override
  public synchronized OutputStream open(BodyFacts facts) {
    var stream = new Stream(facts);
    streams.add(stream);
    return stream;
  }

  synchronized List<Stream> streams() {
    return List.copyOf(streams);
  }

  /** The only stream that is still open. */
  Stream last() {
    List<Stream> open = streams().stream().filter(stream -> !stream.isClosed).toList();
    if (open.size() != 1) {
      throw new AssertionError(open.size() + " of " + streams.size() + " streams are open");
    }
    return open.getFirst();
  }

  String text() {
    return last().toString(StandardCharsets.UTF_8);
  }

  String unpackedText() {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(last().toByteArray()))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
