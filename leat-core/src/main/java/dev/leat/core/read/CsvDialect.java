package dev.leat.core.read;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How a text file writes its table.
 *
 * @param quote {@link #NONE} where there is none
 * @param escape before a quote inside quotes; the quote itself where it is doubled
 * @param skip lines before the header, comments not counted
 * @param comment what lines begin with that are no records, empty where none is
 * @param header whether the first record names the columns
 * @param ragged what becomes of records with too few or too many values
 */
record CsvDialect(
    Charset charset,
    char delimiter,
    char quote,
    char escape,
    int skip,
    String comment,
    boolean header,
    Ragged ragged) {
  static final char NONE = '\0';

  /** What DuckDB reads without help, of whatever delimiter. */
  static final CsvDialect PLAIN =
      new CsvDialect(StandardCharsets.UTF_8, ',', '"', '"', 0, "", true, Ragged.REJECT);

  /** What becomes of records that are longer or shorter than the header. */
  enum Ragged {
    REJECT,
    FILL
  }

  /** The delimiters that are looked for, the likelier first. */
  static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  CsvDialect {
    Objects.requireNonNull(charset);
    Objects.requireNonNull(comment);
    Objects.requireNonNull(ragged);
  }

  CsvDialect withCharset(Charset other) {
    return new CsvDialect(other, delimiter, quote, escape, skip, comment, header, ragged);
  }

  CsvDialect withDelimiter(char other) {
    return new CsvDialect(charset, other, quote, escape, skip, comment, header, ragged);
  }

  CsvDialect withQuotes(char newQuote, char newEscape) {
    return new CsvDialect(charset, delimiter, newQuote, newEscape, skip, comment, header, ragged);
  }

  CsvDialect withStart(int lines, String commentMark) {
    return new CsvDialect(charset, delimiter, quote, escape, lines, commentMark, header, ragged);
  }

  CsvDialect withHeader(boolean there) {
    return new CsvDialect(charset, delimiter, quote, escape, skip, comment, there, ragged);
  }

  CsvDialect withRagged(Ragged rule) {
    return new CsvDialect(charset, delimiter, quote, escape, skip, comment, header, rule);
  }

  /** Whether DuckDB reads such a file as it is, the delimiter aside. */
  boolean isPlain() {
    return equals(PLAIN.withDelimiter(delimiter));
  }

  /** What it is, in words, as far as it is not plain. */
  String words() {
    var words = new ArrayList<String>();
    words.add(charset.name().toLowerCase(Locale.ROOT));
    words.add("delimiter " + (delimiter == '\t' ? "tab" : "'" + delimiter + "'"));
    if (quote != '"') {
      words.add(quote == NONE ? "no quotes" : "quote " + quote);
    }
    if (escape != quote && quote != NONE) {
      words.add("escape " + escape);
    }
    if (skip > 0) {
      words.add(skip + (skip == 1 ? " line" : " lines") + " before the header");
    }
    if (!comment.isEmpty()) {
      words.add("comments after " + comment);
    }
    if (!header) {
      words.add("no header");
    }
    return String.join(", ", words);
  }
}
