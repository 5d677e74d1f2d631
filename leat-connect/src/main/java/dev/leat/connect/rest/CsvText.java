package dev.leat.connect.rest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** As much of CSV as pages need: where lines end. */
final class CsvText {
  private CsvText() {}

  /** How many lines that are not empty; a line break within quotes ends none. */
  static long lines(byte[] body) {
    long lines = 0;
    boolean quoted = false;
    boolean any = false;
    for (byte each : body) {
      quoted ^= each == '"';
      if (each == '\n' && !quoted) {
        lines += any ? 1 : 0;
        any = false;
      } else {
        any |= each != '\r';
      }
    }
    return lines + (any ? 1 : 0);
  }

  /** The first line, without what ends it and without a byte order mark. */
  static String head(byte[] body) {
    int rest = withoutHead(body).length;
    String line = new String(body, 0, body.length - rest, StandardCharsets.UTF_8);
    return (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
  }

  /** Without the first line: its names are known from the page before. */
  static byte[] withoutHead(byte[] body) {
    boolean quoted = false;
    for (int i = 0; i < body.length; i++) {
      quoted ^= body[i] == '"';
      if (body[i] == '\n' && !quoted) {
        return Arrays.copyOfRange(body, i + 1, body.length);
      }
    }
    return new byte[0];
  }

  /** Whether its lines end in a carriage return and a line feed, as the first one does. */
  static boolean returns(byte[] body) {
    int head = body.length - withoutHead(body).length;
    return head > 1 && body[head - 2] == '\r';
  }

  /**
   * Without the line feed at its end, since another one will follow.
   *
   * @param returns whether a carriage return stays before it: where lines end in different ways,
   *     most readers find none
   */
  static byte[] withoutFeed(byte[] body, boolean returns) {
    int end = body.length;
    while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
      end--;
    }
    byte[] lines = Arrays.copyOf(body, returns ? end + 1 : end);
    if (returns) {
      lines[end] = '\r';
    }
    return lines;
  }
}
