package dev.leat.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * What an answer carries: a block outside the heap, repeated until the size is reached.
 *
 * <p>The kernel copies straight from the block, so that a server costs a benchmark next to nothing.
 */
record Body(ByteBuffer block, long size) {
  private static final int GENERATED_BLOCK = 1 << 20;

  static final Body EMPTY = of(new byte[0]);

  static Body of(byte[] bytes) {
    ByteBuffer block = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return new Body(block, bytes.length);
  }

  /** Maps the file; a change of its bytes shows, a change of its size does not. */
  static Body of(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer block = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new Body(block, channel.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of numbers, 16 bytes each. */
  static Body generated(long size) {
    ByteBuffer block = ByteBuffer.allocateDirect((int) Math.min(size, GENERATED_BLOCK));
    for (long line = 0; block.hasRemaining(); line++) {
      byte[] bytes = "%015d\n".formatted(line).getBytes(StandardCharsets.US_ASCII);
      block.put(bytes, 0, Math.min(bytes.length, block.remaining()));
    }
    return new Body(block.flip(), size);
  }

  Body gzipped() {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a body of " + size + " bytes is too large to compress");
    }
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (long at = 0; at < size; ) {
        ByteBuffer part = part(at, size - at);
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        gzip.write(copy);
        at += copy.length;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(bytes.toByteArray());
  }

  /** As much as one block holds from a position on, at most so many bytes; safe across threads. */
  ByteBuffer part(long from, long max) {
    int start = block.limit() == 0 ? 0 : (int) (from % block.limit());
    int length = (int) Math.min(Math.min(max, size - from), block.limit() - start);
    return block.slice(start, length);
  }
}
