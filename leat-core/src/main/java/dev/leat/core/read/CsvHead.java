package dev.leat.core.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first line of a CSV file: its delimiter and the names of its columns.
 *
 * <p>Nothing of it is guessed from the rows below, so that a bad row cannot change how the others
 * are read.
 */
record CsvHead(char delimiter, List<String> names) {
  static final CsvHead NONE = new CsvHead(',', List.of());

  private static final CsvHead PACKED = new CsvHead('\0', List.of(""));

  private static final int LINE_MAX = 1 << 20;
  private static final int BOM_FIRST = 0xEF;
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  CsvHead {
    names = List.copyOf(names);
  }

  /** Whether there is nothing in the file. */
  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Whether there are more columns than a table may have. */
  boolean isWide() {
    return names.size() > Node.FIELDS_MAX;
  }

  /** Whether this is a page for people rather than a table. */
  boolean isHtml() {
    String first = names.isEmpty() ? "" : names.getFirst().strip().toLowerCase(Locale.ROOT);
    return first.startsWith("<!doctype") || first.startsWith("<html") || first.startsWith("<?xml");
  }

  /** Whether this is what gzip or zip makes, once more than the file's name says. */
  boolean isPacked() {
    return equals(PACKED);
  }

  static CsvHead of(InputFile file) throws IOException {
    try (InputStream in = Decoded.open(file.path())) {
      String line = firstRecord(new ByteReader(in, LINE_MAX));
      return isPacked(line) ? PACKED : line.isBlank() ? NONE : parse(line);
    }
  }

  private static boolean isPacked(String line) {
    return line.startsWith("\u001f\uFFFD\b") || line.startsWith("PK\u0003\u0004");
  }

  private static String firstRecord(ByteReader in) throws IOException {
    var line = new ByteArrayOutputStream();
    if (in.peek() == BOM_FIRST) {
      in.next();
      in.next();
      in.next();
    }
    boolean quoted = false;
    for (int b = in.next(); b != ByteReader.END && line.size() < LINE_MAX; b = in.next()) {
      if (b == '"') {
        quoted = !quoted;
      } else if (b == '\n' && !quoted) {
        break;
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static CsvHead parse(String line) {
    char best = ',';
    List<String> names = split(line, best);
    for (char delimiter : DELIMITERS) {
      List<String> parts = split(line, delimiter);
      if (parts.size() > names.size()) {
        best = delimiter;
        names = parts;
      }
    }
    return new CsvHead(best, ColumnNames.distinct(names));
  }

  private static List<String> split(String line, char delimiter) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          part.append('"');
          i += 1;
        } else {
          quoted = !quoted;
        }
      } else if (c == delimiter && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }
}
