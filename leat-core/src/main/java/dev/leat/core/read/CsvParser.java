package dev.leat.core.read;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts text into records by a dialect, one at a time.
 *
 * <p>A value without quotes that is empty is no value; within quotes it is an empty text.
 */
final class CsvParser {
  /** A longer record is not held in memory: it is passed. */
  static final int RECORD_MAX = 16 << 20;

  private static final int SHOWN = 200;
  private static final int END = -1;
  private static final int BUFFER = 1 << 16;

  private final Reader in;
  private final CsvDialect dialect;
  private final char[] buffer = new char[BUFFER];
  private final StringBuilder value = new StringBuilder();
  private int at;
  private int filled;
  private long line = 1;
  private long recordLine;
  private int size;
  private boolean unclosed;

  CsvParser(Reader in, CsvDialect dialect) {
    this.in = in;
    this.dialect = dialect;
  }

  /** The line on which the last record began, the first being 1. */
  long line() {
    return recordLine;
  }

  /** Whether the text ended inside the quotes of the last record. */
  boolean unclosed() {
    return unclosed;
  }

  /** Whether the last record was longer than may be held: its values are not whole. */
  boolean tooLong() {
    return size > RECORD_MAX;
  }

  /** Passes lines that are no records, whatever is in them. */
  void skip(int lines) throws IOException {
    for (int i = 0; i < lines && peek() != END; i++) {
      skipLine();
    }
  }

  /** The next record that is neither blank nor a comment; null at the end. */
  @Nullable List<@Nullable String> next() throws IOException {
    while (peek() != END) {
      recordLine = line;
      if (peek() == '\n' || peek() == '\r') {
        endLine();
      } else if (isComment()) {
        skipLine();
      } else {
        return record();
      }
    }
    return null;
  }

  private boolean isComment() throws IOException {
    String mark = dialect.comment();
    if (mark.isEmpty() || peek() != mark.charAt(0)) {
      return false;
    }
    refill(mark.length());
    return filled - at >= mark.length()
        && mark.contentEquals(new String(buffer, at, mark.length()));
  }

  private List<@Nullable String> record() throws IOException {
    var values = new ArrayList<@Nullable String>();
    if (tooLong()) {
      value.setLength(0);
      value.trimToSize();
    }
    size = 0;
    unclosed = false;
    while (true) {
      values.add(value());
      int c = peek();
      if (c == dialect.delimiter()) {
        at++;
      } else {
        if (c != END) {
          endLine();
        }
        return values;
      }
    }
  }

  private @Nullable String value() throws IOException {
    value.setLength(0);
    boolean quoted = dialect.quote() != CsvDialect.NONE && peek() == dialect.quote();
    if (quoted) {
      at++;
      quotedPart();
    }
    plainPart();
    if (tooLong()) {
      return value.substring(0, Math.min(SHOWN, value.length()));
    }
    return value.isEmpty() && !quoted ? null : value.toString();
  }

  private void quotedPart() throws IOException {
    char quote = dialect.quote();
    char escape = dialect.escape();
    for (int c = take(); c != END; c = take()) {
      if (c == escape && escape != quote) {
        int next = take();
        append(next == END ? escape : (char) next);
      } else if (c == quote) {
        if (escape != quote || peek() != quote) {
          return;
        }
        at++;
        append(quote);
      } else {
        if (c == '\n') {
          line++;
        }
        append((char) c);
      }
    }
    unclosed = true;
  }

  private void plainPart() throws IOException {
    for (int c = peek(); c != END && c != dialect.delimiter(); c = peek()) {
      if (c == '\n' || c == '\r') {
        return;
      }
      at++;
      append((char) c);
    }
  }

  private void append(char c) {
    if (size <= RECORD_MAX) {
      size++;
      value.append(c);
    }
  }

  private void skipLine() throws IOException {
    for (int c = peek(); c != END && c != '\n' && c != '\r'; c = peek()) {
      at++;
    }
    endLine();
  }

  private void endLine() throws IOException {
    if (peek() == '\r') {
      at++;
    }
    if (peek() == '\n') {
      at++;
    }
    line++;
  }

  private int take() throws IOException {
    int c = peek();
    at++;
    return c;
  }

  private int peek() throws IOException {
    if (at >= filled) {
      filled = Math.max(0, in.read(buffer, 0, BUFFER));
      at = 0;
      if (filled == 0) {
        return END;
      }
    }
    return buffer[at];
  }

  /** Makes so many characters visible, where there are as many. */
  private void refill(int wanted) throws IOException {
    if (filled - at >= wanted) {
      return;
    }
    System.arraycopy(buffer, at, buffer, 0, filled - at);
    filled -= at;
    at = 0;
    for (int read = 0; read >= 0 && filled < wanted; ) {
      read = in.read(buffer, filled, BUFFER - filled);
      filled += Math.max(0, read);
    }
  }
}
