package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a file seems to be.
 *
 * @param format the word for it; empty where its name says all, as with archives
 * @param options that say how it differs from what such files usually are
 */
public record FormatGuess(String format, Map<String, String> options) {
  public FormatGuess {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Looks at the name and the beginning of a file.
   *
   * @throws LeatException where nothing reads such a file
   */
  public static FormatGuess of(InputFile file, FileReading reading) throws IOException {
    if (Unpacking.packs(file.format())) {
      return new FormatGuess("", Map.of());
    }
    String word = FormatSniffer.word(reading, file);
    Formats format = Formats.named(word).orElse(null);
    if (format == Formats.CSV) {
      try (var raw = new LocalFile(file, () -> file.path())) {
        return new FormatGuess("csv", options(DelimitedText.dialect(raw, CsvChoice.NONE)));
      }
    }
    if (format == null && reading.type(word).isEmpty()) {
      throw Formats.unknown(word, TableRequest.of(file.path().getFileName().toString()));
    }
    String name =
        format != null ? word : reading.type(word).map(it -> it.type().name()).orElse(word);
    return new FormatGuess(name, Map.of());
  }

  private static Map<String, String> options(CsvDialect dialect) {
    var options = new LinkedHashMap<String, String>();
    CsvDialect plain = CsvDialect.PLAIN;
    if (dialect.isPlain()) {
      return options;
    }
    if (!dialect.charset().equals(plain.charset())) {
      options.put("encoding", dialect.charset().name().toLowerCase(Locale.ROOT));
    }
    options.put("delimiter", dialect.delimiter() == '\t' ? "tab" : "'" + dialect.delimiter() + "'");
    if (dialect.quote() != plain.quote()) {
      options.put("quote", '"' + String.valueOf(dialect.quote()) + '"');
    }
    if (dialect.escape() != dialect.quote()) {
      options.put("escape", "'" + dialect.escape() + "'");
    }
    if (dialect.skip() > 0) {
      options.put("skip", String.valueOf(dialect.skip()));
    }
    if (!dialect.comment().isEmpty()) {
      options.put("comment", "'" + dialect.comment() + "'");
    }
    if (!dialect.header()) {
      options.put("header", "false");
    }
    return options;
  }
}
