package dev.leat.connect.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The lines of an answer, as far as they are JSON: a broken one is a row that cannot be read, and
 * no reason to do without the others.
 *
 * @param body with blanks in place of broken lines, so that all others keep their places
 * @param broken how many there are
 */
@SuppressWarnings("ArrayRecordComponent")
record Lines(byte[] body, long readable, long broken) {
  /** A body of which nothing is known to be broken. */
  static Lines whole(byte[] body) {
    return new Lines(body, 0, 0);
  }

  /** Looks at each line. */
  static Lines of(byte[] body) {
    byte[] mended = body.clone();
    long readable = 0;
    long broken = 0;
    int start = 0;
    while (start < body.length) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      byte[] line = Arrays.copyOfRange(body, start, end);
      if (!isBlank(line)) {
        if (isJson(line)) {
          readable++;
        } else {
          broken++;
          Arrays.fill(mended, start, end, (byte) ' ');
        }
      }
      start = end + 1;
    }
    return new Lines(mended, readable, broken);
  }

  private static boolean isBlank(byte[] line) {
    for (byte each : line) {
      if (each != ' ' && each != '\t' && each != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Whether it is JSON to its end. */
  static boolean isJson(byte[] line) {
    var nothing = new Scan.Wanted(Optional.empty(), List.of(), List.of());
    try (Scan scan = Scan.of(line, nothing)) {
      while (scan.next()) {
        // what a line holds is read later
      }
      return scan.records() > 0;
    } catch (JacksonException broken) {
      return false;
    }
  }
}
