package dev.leat.core.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes gzip members as they come, checking each one's checksum and length (RFC 1952).
 *
 * <p>The JDK can only pull from a stream; a body on its way into the store is pushed.
 */
final class Gunzip implements Decoder {
  /** The parts of a member, in order. */
  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CHECK,
    BODY,
    TRAILER
  }

  private static final int FLAG_HEADER_CHECK = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final OutputStream content;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final byte[] out = new byte[1 << 16];

  private Iterator<Part> parts = EnumSet.allOf(Part.class).iterator();
  private Part part = parts.next();
  private int seen;
  private int flags;
  private int extraLength;
  private long trailer;
  private boolean any;
  private boolean sound = true;

  Gunzip(OutputStream content) {
    this.content = content;
  }

  @Override
  public boolean feed(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int at = offset;
    while (sound && at < end) {
      if (part == Part.BODY) {
        at = inflate(bytes, at, end);
      } else {
        frame(bytes[at++] & 0xff);
      }
    }
    return sound;
  }

  private int inflate(byte[] bytes, int from, int end) throws IOException {
    inflater.setInput(bytes, from, end - from);
    try {
      while (!inflater.finished() && !inflater.needsInput() && !inflater.needsDictionary()) {
        pass(inflater.inflate(out));
      }
      // The input may be used up while output is left.
      for (int more = inflater.inflate(out); more > 0; more = inflater.inflate(out)) {
        pass(more);
      }
    } catch (DataFormatException e) {
      sound = false;
    }
    sound &= !inflater.needsDictionary();
    int at = end - inflater.getRemaining();
    nextAfter(inflater.finished());
    return at;
  }

  private void pass(int length) throws IOException {
    check.update(out, 0, length);
    content.write(out, 0, length);
  }

  private void frame(int b) {
    seen++;
    switch (part) {
      case FIXED -> fixed(b);
      case EXTRA_LENGTH -> {
        extraLength |= b << (8 * (seen - 1));
        nextAfter(seen == 2);
      }
      case EXTRA -> nextAfter(seen == extraLength);
      case NAME, COMMENT -> nextAfter(b == 0);
      case HEADER_CHECK -> nextAfter(seen == 2);
      case TRAILER -> {
        trailer |= (long) b << (8 * (seen - 1));
        endAfter(seen == 8);
      }
      case BODY -> throw new IllegalStateException("the body is not framed");
    }
  }

  private void fixed(int b) {
    switch (seen) {
      case 1 -> sound = b == 0x1f;
      case 2 -> sound = b == 0x8b;
      case 3 -> sound = b == 8;
      case 4 -> flags = b;
      default -> nextAfter(seen == 10);
    }
  }

  private void nextAfter(boolean done) {
    if (done) {
      do {
        part = parts.next();
      } while (!present(part));
      seen = 0;
    }
  }

  private boolean present(Part optional) {
    return switch (optional) {
      case EXTRA_LENGTH -> (flags & FLAG_EXTRA) != 0;
      case EXTRA -> extraLength > 0;
      case NAME -> (flags & FLAG_NAME) != 0;
      case COMMENT -> (flags & FLAG_COMMENT) != 0;
      case HEADER_CHECK -> (flags & FLAG_HEADER_CHECK) != 0;
      case FIXED, BODY, TRAILER -> true;
    };
  }

  private void endAfter(boolean done) {
    if (done) {
      long length = inflater.getBytesWritten() & 0xffffffffL;
      sound = trailer == (length << 32 | check.getValue());
      any = true;
      flags = 0;
      extraLength = 0;
      trailer = 0;
      check.reset();
      inflater.reset();
      parts = EnumSet.allOf(Part.class).iterator();
      nextAfter(true);
    }
  }

  @Override
  public boolean whole() {
    return sound && any && part == Part.FIXED && seen == 0;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
