package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Cuts a JSON file into records by its brackets and quotes alone.
 *
 * <p>So a record that is not valid JSON, whatever is wrong inside, costs itself and no other. What
 * comes out has still to be parsed.
 */
final class Cutter {
  /** A record beyond this size is not held in memory, and so not read. */
  static final int RECORD_MAX = 64 << 20;

  private static final int BOM_FIRST = 0xEF;
  private static final int BOM_REST = 2;
  private static final int SHOWN = 100;

  private final ByteReader in;
  private final RecordsPath path;
  private final Sink sink;
  private long row;
  private boolean found;

  /** Takes records as they come; their bytes are valid during the call. */
  interface Sink {
    void record(long row, byte[] bytes, int length) throws IOException;

    /**
     * @param row {@link Rejection#WHOLE_FILE} where the file has nothing to offer
     */
    void broken(long row, String value, String reason) throws IOException;
  }

  Cutter(InputStream in, RecordsPath path, Sink sink) {
    this.in = new ByteReader(in, RECORD_MAX);
    this.path = path;
    this.sink = sink;
  }

  /** Ends at the end of the file, or where what follows cannot be told apart. */
  private static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;

    Lost(String reason) {
      super(reason, null, false, false);
    }
  }

  /** Each line that is not blank is a record. */
  void lines() throws IOException {
    skipMark();
    while (in.peek() != ByteReader.END) {
      in.startKeeping();
      boolean blank = true;
      while (in.peek() != ByteReader.END && in.peek() != '\n') {
        blank &= isSpace(in.next());
      }
      in.stopKeeping();
      in.next();
      if (!blank) {
        deliver();
      }
    }
  }

  /** The records at the path, of each document in the file. */
  void documents() throws IOException {
    skipMark();
    try {
      skipSpace();
      if (in.peek() != ByteReader.END && !startsValue(in.peek())) {
        in.startKeeping();
        takeSome();
        in.stopKeeping();
        String beginning = shown().replace('\0', '\uFFFD').strip().replaceAll("\\s+", " ");
        sink.broken(
            Rejection.WHOLE_FILE, shown(), "the file is not JSON: it begins with " + beginning);
        return;
      }
      while (in.peek() != ByteReader.END) {
        document();
        skipSpace();
      }
    } catch (Lost lost) {
      in.stopKeeping();
      sink.broken(row, shown(), lost.getMessage() + " at byte " + in.position());
    }
  }

  private void document() throws IOException, Lost {
    boolean elements = path.automatic() && in.peek() == '[';
    found = path.automatic();
    walk(elements ? List.of(new RecordsPath.Step.Each()) : path.steps());
    if (!found) {
      sink.broken(Rejection.WHOLE_FILE, "", "the document has no records at the table's path");
    }
  }

  private void walk(List<RecordsPath.Step> steps) throws IOException, Lost {
    skipSpace();
    if (steps.isEmpty()) {
      found = true;
      take();
      deliver();
      return;
    }
    List<RecordsPath.Step> rest = steps.subList(1, steps.size());
    int first = in.peek();
    if (steps.getFirst() instanceof RecordsPath.Step.Field field && first == '{') {
      fields(field.name(), rest);
    } else if (steps.getFirst() instanceof RecordsPath.Step.Each && first == '[') {
      elements(rest);
    } else {
      found |= first == 'n';
      take();
    }
  }

  private void elements(List<RecordsPath.Step> rest) throws IOException, Lost {
    found = true;
    in.next();
    skipSpace();
    if (in.peek() == ']') {
      in.next();
      return;
    }
    while (true) {
      walk(rest);
      skipSpace();
      int separator = in.next();
      if (separator == ']') {
        return;
      }
      if (separator != ',') {
        throw new Lost(separator == ByteReader.END ? "the file ends early" : "no comma or bracket");
      }
    }
  }

  private void fields(String wanted, List<RecordsPath.Step> rest) throws IOException, Lost {
    in.next();
    skipSpace();
    if (in.peek() == '}') {
      in.next();
      return;
    }
    while (true) {
      skipSpace();
      String name = name();
      skipSpace();
      if (in.next() != ':') {
        throw new Lost("no colon after a name");
      }
      skipSpace();
      if (name.equals(wanted)) {
        walk(rest);
      } else {
        take();
      }
      skipSpace();
      int separator = in.next();
      if (separator == '}') {
        return;
      }
      if (separator != ',') {
        throw new Lost(separator == ByteReader.END ? "the file ends early" : "no comma or brace");
      }
    }
  }

  private String name() throws IOException, Lost {
    take();
    String text = new String(in.kept(), 0, in.keptLength(), StandardCharsets.UTF_8);
    return text.length() > 1 ? text.substring(1, text.length() - 1) : text;
  }

  /** Keeps one value: a text, a bare word, or all up to the closing bracket. */
  private void take() throws IOException, Lost {
    in.startKeeping();
    int first = in.peek();
    if (first == '"') {
      takeText();
    } else if (first == '{' || first == '[') {
      takeNested();
    } else {
      takeWord();
    }
    in.stopKeeping();
  }

  private void takeNested() throws IOException, Lost {
    int depth = 0;
    do {
      int b = in.peek();
      if (b == '"') {
        takeText();
        continue;
      }
      if (b == ByteReader.END) {
        throw new Lost("the file ends in the middle of a record");
      }
      in.next();
      if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      }
    } while (depth > 0);
  }

  private void takeText() throws IOException, Lost {
    in.next();
    for (int b = in.next(); b != '"'; b = in.next()) {
      if (b == '\\') {
        b = in.next();
      }
      if (b == ByteReader.END) {
        throw new Lost("the file ends in the middle of a text");
      }
    }
  }

  private void takeWord() throws IOException, Lost {
    boolean any = false;
    for (int b = in.peek(); b != ByteReader.END && !endsWord(b); b = in.peek()) {
      in.next();
      any = true;
    }
    if (!any) {
      throw new Lost("a value is missing");
    }
  }

  private void takeSome() throws IOException {
    while (in.keptLength() < SHOWN && in.next() != ByteReader.END) {
      // only the beginning matters
    }
  }

  private void deliver() throws IOException {
    if (in.overflown()) {
      sink.broken(row++, shown(), "the record is larger than 64 MB");
    } else {
      sink.record(row++, in.kept(), in.keptLength());
    }
    in.startKeeping();
    in.stopKeeping();
  }

  private String shown() {
    return new String(in.kept(), 0, Math.min(SHOWN, in.keptLength()), StandardCharsets.UTF_8);
  }

  private void skipMark() throws IOException {
    if (in.peek() == BOM_FIRST) {
      for (int i = 0; i <= BOM_REST; i++) {
        in.next();
      }
    }
  }

  private void skipSpace() throws IOException {
    while (isSpace(in.peek())) {
      in.next();
    }
  }

  private static boolean isSpace(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static boolean endsWord(int b) {
    return b == ',' || b == ']' || b == '}' || b == ':' || isSpace(b);
  }

  private static boolean startsValue(int b) {
    return b == '{'
        || b == '['
        || b == '"'
        || b == '-'
        || (b >= '0' && b <= '9')
        || b == 't'
        || b == 'f'
        || b == 'n';
  }
}
