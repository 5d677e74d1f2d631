package dev.leat.core.read;

import dev.leat.api.FormatType;
import dev.leat.api.Option;
import dev.leat.api.Place;
import dev.leat.api.RawFile;
import dev.leat.api.RecordSink;
import dev.leat.api.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values between delimiters, in any dialect; what DuckDB reads as it is does not come here. */
public final class DelimitedText implements FormatType {
  private static final char DAMAGED = '\uFFFD';
  private static final int SHOWN = 200;

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String summary() {
    return "Values between delimiters; the dialect is found where it is not stated.";
  }

  @Override
  public List<String> endings() {
    return List.of("csv", "tsv", "tab", "txt");
  }

  @Override
  public List<Option> options() {
    return CsvChoice.OPTIONS;
  }

  @Override
  public void check(Settings settings) {
    CsvChoice.of(settings);
  }

  @Override
  public void read(RawFile file, Settings settings, RecordSink sink) throws IOException {
    CsvChoice choice = CsvChoice.of(settings);
    CsvDialect dialect = dialect(file, choice);
    read(file, dialect, choice, numbers(file, dialect, choice), sink);
  }

  static CsvDialect dialect(RawFile file, CsvChoice choice) throws IOException {
    try (InputStream in = file.open()) {
      byte[] sample = in.readNBytes(CsvSniffer.SAMPLE);
      return CsvSniffer.sniff(sample, sample.length == CsvSniffer.SAMPLE, choice);
    }
  }

  /** How the file writes numbers: as declared, or as all of its values say. */
  static NumberEvidence.Found numbers(RawFile file, CsvDialect dialect, CsvChoice choice)
      throws IOException {
    if (choice.numbers() != NumberStyle.PLAIN) {
      return NumberEvidence.Found.declared(choice.numbers());
    }
    NumberEvidence.Found first = numbers(file, dialect, CsvSniffer.RECORDS_MAX);
    return first.isPlain() ? first : numbers(file, dialect, Long.MAX_VALUE);
  }

  private static NumberEvidence.Found numbers(RawFile file, CsvDialect dialect, long recordsMax)
      throws IOException {
    var evidence = new NumberEvidence(dialect.delimiter());
    try (Reader in = reader(file.open(), dialect)) {
      var parser = new CsvParser(in, dialect);
      parser.skip(dialect.skip());
      if (dialect.header()) {
        parser.next();
      }
      long records = 0;
      for (var it = parser.next(); it != null && records < recordsMax; it = parser.next()) {
        evidence.add(it);
        records++;
      }
    }
    return evidence.found();
  }

  static void read(
      RawFile file,
      CsvDialect dialect,
      CsvChoice choice,
      NumberEvidence.Found numbers,
      RecordSink sink)
      throws IOException {
    try (Reader in = reader(file.open(), dialect)) {
      var parser = new CsvParser(in, dialect);
      parser.skip(dialect.skip());
      List<@Nullable String> first = parser.next();
      if (first == null) {
        return;
      }
      List<String> names = names(first, dialect, choice);
      if (!new HashSet<>(names).containsAll(choice.having())) {
        return;
      }
      if (!dialect.header()) {
        deliver(parser, plain(first, numbers), names, dialect, sink);
      }
      for (var record = parser.next(); record != null; record = parser.next()) {
        deliver(parser, plain(record, numbers), names, dialect, sink);
      }
    }
  }

  private static List<@Nullable String> plain(
      List<@Nullable String> record, NumberEvidence.Found numbers) {
    if (numbers.style() != NumberStyle.PLAIN) {
      for (int i = 0; i < record.size(); i++) {
        String value = record.get(i);
        if (value != null && numbers.holdsFor(i)) {
          record.set(i, numbers.style().plain(value));
        }
      }
    }
    return record;
  }

  /** The line on which a record begins, the first being record 0. */
  static Optional<Long> line(RawFile file, CsvChoice choice, long record) throws IOException {
    CsvDialect dialect = dialect(file, choice);
    try (Reader in = reader(file.open(), dialect)) {
      var parser = new CsvParser(in, dialect);
      parser.skip(dialect.skip());
      long left = dialect.header() ? record + 1 : record;
      var found = parser.next();
      for (; found != null && left > 0; left--) {
        found = parser.next();
      }
      return found == null ? Optional.empty() : Optional.of(parser.line());
    }
  }

  /** The names of the columns of a file. */
  static List<String> names(RawFile file, CsvDialect dialect, CsvChoice choice) throws IOException {
    try (Reader in = reader(file.open(), dialect)) {
      var parser = new CsvParser(in, dialect);
      parser.skip(dialect.skip());
      List<@Nullable String> first = parser.next();
      return first == null ? List.of() : names(first, dialect, choice);
    }
  }

  private static Reader reader(InputStream in, CsvDialect dialect) throws IOException {
    var decoder =
        dialect
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    var reader = new BufferedReader(new InputStreamReader(in, decoder), 1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private static List<String> names(
      List<@Nullable String> first, CsvDialect dialect, CsvChoice choice) {
    if (!choice.columns().isEmpty()) {
      return choice.columns();
    }
    return dialect.header()
        ? ColumnNames.distinct(first.stream().map(it -> it == null ? "" : it).toList())
        : IntStream.rangeClosed(1, first.size()).mapToObj(i -> "column_" + i).toList();
  }

  private static void deliver(
      CsvParser parser,
      List<@Nullable String> record,
      List<String> names,
      CsvDialect dialect,
      RecordSink sink)
      throws IOException {
    Place place = new Place("line", parser.line());
    String wrong = wrong(parser, record, names, dialect);
    if (wrong == null) {
      sink.row(place, longEnough(names, record.size()), record);
    } else {
      sink.reject(place, null, shown(record, dialect), wrong);
    }
  }

  private static @Nullable String wrong(
      CsvParser parser, List<@Nullable String> record, List<String> names, CsvDialect dialect) {
    if (parser.unclosed()) {
      return "a quote is never closed";
    }
    if (parser.tooLong()) {
      return "the record is larger than 16 MB";
    }
    if (record.size() != names.size() && dialect.ragged() == CsvDialect.Ragged.REJECT) {
      return "has " + record.size() + " values, and the table has " + names.size() + " columns";
    }
    boolean damaged = record.stream().anyMatch(it -> it != null && it.indexOf(DAMAGED) >= 0);
    return damaged
        ? "has bytes that are not " + dialect.charset().name().toLowerCase(Locale.ROOT)
        : null;
  }

  /** Values beyond the header get columns of their own. */
  private static List<String> longEnough(List<String> names, int size) {
    if (size <= names.size()) {
      return names;
    }
    var longer = new ArrayList<>(names);
    for (int i = names.size(); i < size; i++) {
      longer.add("column_" + (i + 1));
    }
    return longer;
  }

  private static String shown(List<@Nullable String> record, CsvDialect dialect) {
    String text =
        String.join(
            String.valueOf(dialect.delimiter()),
            record.stream().map(it -> it == null ? "" : it).toList());
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
  }
}
