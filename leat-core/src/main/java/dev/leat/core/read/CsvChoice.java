package dev.leat.core.read;

import dev.leat.api.Option;
import dev.leat.api.Settings;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;

/**
 * What a project says of the dialect of its text files; the rest is found in each file.
 *
 * @param columns the names of the columns where the files have no header, or instead of it
 * @param having columns that a file must have to be one of the table's
 */
record CsvChoice(
    Optional<Charset> charset,
    Optional<Character> delimiter,
    Optional<Character> quote,
    Optional<Character> escape,
    Optional<Integer> skip,
    Optional<String> comment,
    Optional<Boolean> header,
    CsvDialect.Ragged ragged,
    List<String> columns,
    List<String> having) {
  static final List<Option> OPTIONS =
      List.of(
          Option.of("delimiter", Option.Kind.TEXT, "What is between values: a character, or tab."),
          Option.of("quote", Option.Kind.TEXT, "What is around values: a character, or none."),
          Option.of(
              "escape",
              Option.Kind.TEXT,
              "What is before a quote within quotes; the quote itself where it is doubled."),
          Option.of("header", Option.Kind.BOOLEAN, "Whether the first record names the columns."),
          Option.of(
              "columns", Option.Kind.TEXTS, "The names of the columns, instead of a header's."),
          Option.of(
              "encoding", Option.Kind.TEXT, "Such as utf-8, utf-16, iso-8859-1, windows-1252."),
          Option.of("comment", Option.Kind.TEXT, "What lines begin with that are no records."),
          Option.of("skip", Option.Kind.INTEGER, "Lines before the header."),
          Option.of("ragged", Option.Kind.CHOICE, "What becomes of longer and shorter records.")
              .oneOf("reject", "fill")
              .defaultsTo("reject"),
          Option.of(
              "having",
              Option.Kind.TEXTS,
              "Columns that a file must have; other files are none of this table's."));

  static final CsvChoice NONE =
      new CsvChoice(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          CsvDialect.Ragged.REJECT,
          List.of(),
          List.of());

  private static final int SKIP_MAX = 1_000;

  static CsvChoice of(Settings settings) {
    Optional<Character> quote = letter(settings, "quote");
    List<String> columns = settings.texts("columns");
    return new CsvChoice(
        settings.text("encoding").map(name -> charset(settings, name)),
        letter(settings, "delimiter"),
        quote,
        letter(settings, "escape"),
        settings.integer("skip").map(lines -> skip(settings, lines)),
        settings.text("comment"),
        settings.bool("header").or(() -> columns.isEmpty() ? Optional.empty() : Optional.of(false)),
        settings.text("ragged").equals(Optional.of("fill"))
            ? CsvDialect.Ragged.FILL
            : CsvDialect.Ragged.REJECT,
        columns,
        settings.texts("having"));
  }

  private static Charset charset(Settings settings, String name) {
    try {
      return Charset.forName(name.equalsIgnoreCase("latin-1") ? "iso-8859-1" : name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      throw settings.invalid(
          "encoding",
          "'" + name + "' is not an encoding of texts.",
          "Write utf-8, utf-16, iso-8859-1, windows-1252 or another name that Java knows.");
    }
  }

  private static int skip(Settings settings, long lines) {
    if (lines < 0 || lines > SKIP_MAX) {
      throw settings.invalid(
          "skip",
          "A file cannot have " + lines + " lines before its header.",
          "Write a number from 0 to " + SKIP_MAX + ".");
    }
    return (int) lines;
  }

  private static Optional<Character> letter(Settings settings, String option) {
    return settings.text(option).map(text -> letter(settings, option, text));
  }

  private static char letter(Settings settings, String option, String text) {
    return switch (text) {
      case "tab", "\\t", "\t" -> '\t';
      case "space", " " -> ' ';
      case "none", "" -> CsvDialect.NONE;
      default -> {
        if (text.length() != 1) {
          throw settings.invalid(
              option,
              "'" + text + "' is not one character.",
              "Write one character between quotes, such as ';', or tab.");
        }
        yield text.charAt(0);
      }
    };
  }

  /** A dialect with what the project says in place of what was found. */
  CsvDialect over(CsvDialect found) {
    CsvDialect dialect = charset.map(found::withCharset).orElse(found);
    char mark = quote.orElse(dialect.quote());
    char before =
        quote.isPresent() && dialect.escape() == dialect.quote() ? mark : dialect.escape();
    return dialect
        .withQuotes(mark, escape.orElse(before))
        .withDelimiter(delimiter.orElse(dialect.delimiter()))
        .withStart(skip.orElse(dialect.skip()), comment.orElse(dialect.comment()))
        .withHeader(header.orElse(dialect.header()))
        .withRagged(ragged);
  }

  /** Whether files that DuckDB reads as they are need nothing else. */
  boolean isSilent() {
    return columns.isEmpty()
        && having.isEmpty()
        && charset.map(StandardCharsets.UTF_8::equals).orElse(true);
  }
}
