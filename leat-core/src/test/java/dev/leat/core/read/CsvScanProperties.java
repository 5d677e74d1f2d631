package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The scan of a plain CSV file says what DuckDB says of the same file. */
final class CsvScanProperties {
  private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
  private static final List<Workbench> OPEN = new ArrayList<>();

  @BeforeContainer
  static void open() {
    OPEN.add(Workbench.open(new Workbench.Settings(FOLDER, 128L << 20, 1)));
  }

  @AfterContainer
  static void close() {
    OPEN.removeFirst().close();
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        numbers(),
        days(),
        times(),
        words(),
        Combinators.combine(days(), times()).as((day, time) -> day + time),
        Arbitraries.strings().withChars("0123456789-.:/eTZ ").ofMaxLength(24));
  }

  private static Arbitrary<String> numbers() {
    return Combinators.combine(
            Arbitraries.of("", "-", "--", "+"),
            Arbitraries.of(
                "",
                "0",
                "00",
                "7",
                "12",
                "007",
                "9223372036854775807",
                "9223372036854775808",
                "123456789012345678901234567890123456789"),
            Arbitraries.of("", ".", ".0", ".00", ".5", ".05", ".50", ".1234567890123456789"),
            Arbitraries.of("", "e", "e5", "E-3", "e+10", "e400", "e1000", "e-320", "e5.5"))
        .as((sign, whole, fraction, exponent) -> sign + whole + fraction + exponent);
  }

  private static Arbitrary<String> days() {
    return Combinators.combine(
            Arbitraries.of("2024", "0001", "0000", "9999", "24", "20240"),
            Arbitraries.of("-", "/", "."),
            Arbitraries.of("01", "2", "02", "12", "13", "00"),
            Arbitraries.of("01", "1", "29", "30", "31", "32"))
        .flatAs(
            (year, mark, month, date) ->
                Arbitraries.of(
                    year + mark + month + mark + date,
                    date + mark + month + mark + year,
                    month + mark + date + mark + year));
  }

  private static Arbitrary<String> times() {
    return Combinators.combine(
            Arbitraries.of("", "T", " ", "t"),
            Arbitraries.of(
                "00:00:00", "23:59:59", "24:00:00", "10:60:00", "10:00:60", "10:00", "1:00:00"),
            Arbitraries.of("", ".5", ".123456", ".1234567", "."),
            Arbitraries.of("", "Z", "+02", "+02:00", "-0330", "+15:59", "+16:00", "z"))
        .as((mark, clock, fraction, zone) -> mark + clock + fraction + zone);
  }

  private static Arbitrary<String> words() {
    return Arbitraries.of(
        "",
        "true",
        "FALSE",
        "True",
        "t",
        "null",
        "x",
        "ł",
        "12 Main",
        "1,5",
        "a\"b",
        "\"",
        "line\nbreak",
        "-",
        ".",
        "/",
        "-x",
        "日本",
        " 1",
        "1 ",
        "NaN",
        "inf");
  }

  @Provide
  Arbitrary<List<String>> columns() {
    return values().filter(value -> !value.isEmpty()).list().ofSize(100);
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void eachValueCountsAsItDoesForDuckDb(@ForAll("columns") List<String> values) {
    var told = new ArrayList<String>();
    var known = new ArrayList<String>();
    for (String value : values) {
      var tally = new CsvTally();
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      try {
        tally.add(bytes, 0, bytes.length);
        known.add(value);
        told.add(value + " " + tally.scalars());
      } catch (Misfit leftToDuckDb) {
        // a file with such a value is not scanned to its end
      }
    }
    String sql =
        "WITH texts AS (SELECT unnest("
            + Sql.texts(known)
            + ") AS c0, unnest(range("
            + known.size()
            + ")) AS i) SELECT i, "
            + CsvTypes.evidence("c0")
            + " FROM "
            + CsvTypes.traits(List.of("c0"), "texts").replace("(SELECT ", "(SELECT i, ")
            + " GROUP BY i ORDER BY i";
    assertThat(
            OPEN.getFirst()
                .query(sql, row -> known.get(row.getInt(1)) + " " + CsvTypes.scalars(row, 2)))
        .containsExactlyElementsOf(told);
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> written =
        Combinators.combine(values(), Arbitraries.of(true, false))
            .as((value, quotes) -> quotes ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    Arbitrary<String> odd =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(30, written),
            net.jqwik.api.Tuple.of(1, Arbitraries.of("\"x\"y", "\"open", "a,b", "", "x\ry")));
    Arbitrary<String> line = Combinators.combine(odd, odd).as((one, other) -> one + "," + other);
    return Combinators.combine(
            line.list().ofMaxSize(6),
            Arbitraries.of("\n", "\r\n"),
            Arbitraries.of("", "\n", "\n\n"),
            Arbitraries.of("", "\uFEFF"))
        .as((lines, mark, last, bom) -> bom + "a,b" + mark + String.join(mark, lines) + last);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aPlainFileHasTheRowsThatDuckDbReads(@ForAll("files") String text) throws IOException {
    Path path = Files.createTempFile("scan", ".csv");
    try {
      Files.writeString(path, text);
      var file =
          new InputFile(
              1, path, "csv", new DatasetId("s", "t", Keys.NONE), 1, text.length(), Instant.EPOCH);
      CsvHead head = CsvHead.of(file);
      Optional<Surveyed> found = new CsvScan(file, head).call();
      if (found.isEmpty()) {
        return;
      }
      String scan = CsvTexts.values(head, file, List.of("VARCHAR", "VARCHAR"));
      String traits = CsvTypes.traits(CsvTexts.columns(head), scan);
      String sql = "SELECT count(*), " + CsvTypes.evidence("c0") + ", " + CsvTypes.evidence("c1");
      List<String> rows =
          OPEN.getFirst()
              .query(
                  sql + " FROM " + traits,
                  row ->
                      row.getLong(1)
                          + " "
                          + CsvTypes.scalars(row, 2)
                          + " "
                          + CsvTypes.scalars(row, 2 + CsvTypes.PARTS));

      Node record = found.get().record();
      List<Node> columns = List.copyOf(record.fields().values());
      assertThat(rows)
          .as(text)
          .containsExactly(
              found.get().records()
                  + " "
                  + columns.get(0).scalars()
                  + " "
                  + columns.get(1).scalars());
    } finally {
      Files.delete(path);
    }
  }
}
