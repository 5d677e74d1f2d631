package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Looks at every value of one CSV file, once, and gives up at the first thing that is not plain.
 *
 * <p>Plain is what no two readers disagree about: lines that all end alike and have as many values
 * as the head, quotes around whole values, UTF-8. So where this scan comes to the end, every line
 * can be read, and DuckDB reads the same values.
 */
final class CsvScan implements Callable<Optional<Surveyed>> {
  private static final int END = -1;
  private static final int BUFFER = 1 << 18;

  /** DuckDB takes lines of up to twice as many bytes. */
  private static final int LINE_MAX = 1_000_000;

  private static final int[] BOM = {0xEF, 0xBB, 0xBF};

  private final InputFile file;
  private final CsvHead head;
  private final CsvTally[] columns;

  /** Whether a byte, as an unsigned number, may end a run of plain characters. */
  private final boolean[] stops = new boolean[1 << Byte.SIZE];

  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int at;
  private int end;

  /** How many bytes were before those of the buffer. */
  private long before;

  private String lineEnd = "";
  private long records;

  CsvScan(InputFile file, CsvHead head) {
    this.file = file;
    this.head = head;
    this.columns =
        IntStream.range(0, head.names().size())
            .mapToObj(column -> new CsvTally())
            .toArray(CsvTally[]::new);
    for (int b = 0; b < stops.length; b++) {
      stops[b] = b > Byte.MAX_VALUE || b == 0 || b == '\n' || b == '\r' || b == '"';
    }
    stops[head.delimiter()] = true;
  }

  /** What the file holds; empty where it is not plain throughout. */
  @Override
  public Optional<Surveyed> call() throws IOException {
    try (InputStream in = Decoded.open(file.path())) {
      passHead(in);
      while (peek(in) != END) {
        record(in);
      }
    } catch (Misfit notPlain) {
      return Optional.empty();
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    for (int i = 0; i < columns.length; i++) {
      fields.put(head.names().get(i), Node.ofScalars(columns[i].scalars()));
    }
    return Optional.of(Surveyed.plain(Node.ofFields(fields), records));
  }

  private void passHead(InputStream in) throws IOException, Misfit {
    for (int i = 0; i < BOM.length && (i > 0 || peek(in) == BOM[0]); i++) {
      if (peek(in) != BOM[i]) {
        throw odd();
      }
      at++;
    }
    for (int column = 0; column < columns.length; column++) {
      if (column > 0) {
        passDelimiter(in);
      }
      passValue(in);
    }
    passLineEnd(in);
  }

  private void record(InputStream in) throws IOException, Misfit {
    long first = before + at;
    if (peek(in) == '\n' || peek(in) == '\r') {
      throw odd();
    }
    for (int column = 0; column < columns.length; column++) {
      if (column > 0) {
        passDelimiter(in);
      }
      value(in, columns[column]);
    }
    if (before + at - first > LINE_MAX) {
      throw odd();
    }
    passLineEnd(in);
    records++;
  }

  private void value(InputStream in, CsvTally column) throws IOException, Misfit {
    boolean quoted = peek(in) == '"';
    boolean doubled = passValue(in);
    int from = quoted ? start + 1 : start;
    int to = quoted ? at - 1 : at;
    if (from < to && !doubled) {
      column.add(buffer, from, to);
    } else if (quoted) {
      column.addText();
    } else {
      column.addNothing();
    }
  }

  /** Passes a value, which begins at the start then; whether there are quotes within it. */
  private boolean passValue(InputStream in) throws IOException, Misfit {
    start = at;
    if (peek(in) == '"') {
      return passQuoted(in);
    }
    while (true) {
      int b = passPlain(in);
      if (b == END || b == head.delimiter() || b == '\n' || b == '\r') {
        return false;
      }
      if (b <= Byte.MAX_VALUE) {
        throw odd();
      }
      passCharacter(in, b);
    }
  }

  private boolean passQuoted(InputStream in) throws IOException, Misfit {
    boolean doubled = false;
    at++;
    while (true) {
      int b = passPlain(in);
      if (b > Byte.MAX_VALUE) {
        passCharacter(in, b);
      } else if (b == '"') {
        at++;
        if (peek(in) != '"') {
          return doubled;
        }
        doubled = true;
        at++;
      } else if (b == END || b == 0) {
        throw odd();
      } else {
        at++;
      }
    }
  }

  /** Passes what means nothing by itself; the byte that may. */
  private int passPlain(InputStream in) throws IOException, Misfit {
    do {
      at = plainEnd(buffer, at, end, stops);
    } while (at == end && fill(in));
    return at == end ? END : buffer[at] & 0xff;
  }

  private static int plainEnd(byte[] bytes, int from, int to, boolean[] stops) {
    int i = from;
    while (i < to && !stops[bytes[i] & 0xff]) {
      i++;
    }
    return i;
  }

  /** Passes one character of several bytes, as the Unicode standard's table 3-7 has them. */
  private void passCharacter(InputStream in, int lead) throws IOException, Misfit {
    int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (lead < 0xC2 || lead > 0xF4) {
      throw odd();
    }
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    at++;
    for (int i = 0; i < more; i++) {
      int b = peek(in);
      if (b < low || b > high) {
        throw odd();
      }
      at++;
      low = 0x80;
      high = 0xBF;
    }
  }

  private void passDelimiter(InputStream in) throws IOException, Misfit {
    if (peek(in) != head.delimiter()) {
      throw odd();
    }
    at++;
  }

  private void passLineEnd(InputStream in) throws IOException, Misfit {
    start = at;
    int b = peek(in);
    if (b == END) {
      return;
    }
    at++;
    String found = "\n";
    if (b == '\r' && peek(in) == '\n') {
      at++;
      found = "\r\n";
    } else if (b != '\n') {
      throw odd();
    }
    lineEnd = lineEnd.isEmpty() ? found : lineEnd;
    if (!lineEnd.equals(found)) {
      throw odd();
    }
  }

  private int peek(InputStream in) throws IOException, Misfit {
    return at < end || fill(in) ? buffer[at] & 0xff : END;
  }

  /** Reads on, keeping what lies after the start; false at the end of the file. */
  private boolean fill(InputStream in) throws IOException, Misfit {
    int kept = end - start;
    if (kept > LINE_MAX) {
      throw odd();
    }
    byte[] next = kept > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, start, next, 0, kept);
    buffer = next;
    before += start;
    at -= start;
    start = 0;
    end = kept;
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read > 0;
  }

  private static Misfit odd() {
    return new Misfit(null, null, "not plain");
  }
}
