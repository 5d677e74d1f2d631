package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Keys;
import dev.leat.core.read.TableRequest.Declared;
import dev.leat.core.read.TableRequest.Mode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read costs itself and nothing else. */
final class BadInputTest {
  private static final TableRequest T = TableRequest.of("t");

  @TempDir Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  private void expect(TableRequest request, InputFile file, List<String> read, String... rejected) {
    InputFile good = table.file("json", "[{\"a\":\"good\"}]");
    Inferred inferred = table.infer(request, file, good);
    try (Rows rows = table.rows(request, inferred.shape(), file, good)) {
      assertThat(rows.unknownFields()).isFalse();
      assertThat(table.print(rows, 0))
          .containsExactlyElementsOf(
              java.util.stream.Stream.concat(read.stream(), java.util.stream.Stream.of("0|good"))
                  .toList());
      assertThat(table.quarantine(rows)).containsExactly(rejected);
    }
    try (var left = Files.list(folder.resolve("tmp"))) {
      assertThat(left.flatMap(BadInputTest::children).filter(p -> p.toString().contains("spool")))
          .isEmpty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static java.util.stream.Stream<Path> children(Path path) {
    try (var children = Files.list(path)) {
      return children.toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void truncatedJsonKeepsWhatCameBefore() {
    expect(
        T,
        table.file("json", "[{\"a\":\"x\"},{\"a\":\"y\"},{\"a\":\"z"),
        List.of("0|x", "1|y"),
        "1|2|null|{\"a\":\"z|the file ends in the middle of a text at byte 28");
    expect(
        T,
        table.file("json", "[{\"a\":\"x\"}"),
        List.of("0|x"),
        "3|1|null||the file ends early at byte 10");
  }

  @Test
  void aNulByteCostsItsRecord() {
    expect(
        T,
        table.file("json", "[{\"a\":\"x\"},{\"a\":\"\0y\"},{\"a\":\"z\"}]"),
        List.of("0|x", "2|z"),
        "1|1|null|{\"a\":\"\uFFFDy\"}|not valid JSON: Illegal unquoted character ((CTRL-CHAR, code"
            + " 0)): has to be escaped using backslash to be included in string value");
  }

  @Test
  void nulBytesAtTheBeginningCostTheFile() {
    expect(
        T,
        table.file("json", "\0\0[{\"a\":\"x\"}]"),
        List.of(),
        "1|-1|null|\uFFFD\uFFFD[{\"a\":\"x\"}]|the file is not JSON: it begins with"
            + " \uFFFD\uFFFD[{\"a\":\"x\"}]");
  }

  @Test
  void aNulInTheNameOfAFieldCostsNothing() {
    InputFile file = table.file("json", "[{\"a\\u0000b\":\"x\"},{\"a\\u0000b\":\"it's\"}]");
    try (Rows rows = table.rows(T, table.infer(T, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|x", "1|it's");
      assertThat(table.quarantine(rows)).isEmpty();
    }
  }

  @Test
  void halfACharacterCostsItsRecord() {
    expect(
        T,
        table.file("json", "[{\"a\":\"x\"},{\"a\":\"\\ud800y\"},{\"a\":\"\\ud83d\\ude00\"}]"),
        List.of("0|x", "2|\uD83D\uDE00"),
        "1|1|a|\uFFFDy|half a character: a lone surrogate");
  }

  @Test
  void bytesThatAreNotUtf8CostTheirRecord() {
    byte[] bytes =
        "[{\"a\":\"x\"},{\"a\":\"_y\"}]".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    bytes[17] = (byte) 0xff;
    InputFile file = table.file("json", bytes, Keys.NONE);
    Inferred inferred = table.infer(T, file);

    try (Rows rows = table.rows(T, inferred.shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|x");
      assertThat(table.quarantine(rows))
          .hasSize(1)
          .first()
          .asString()
          .startsWith("1|1|null|{\"a\":\"");
    }
  }

  @Test
  void aPageInsteadOfJsonIsRejectedWhole() {
    expect(
        T,
        table.file("json", "<!DOCTYPE html><html>sorry</html>"),
        List.of(),
        "1|-1|null|<!DOCTYPE html><html>sorry</html>|the file is not JSON: it begins with"
            + " <!DOCTYPE html><html>sorry</html>");
  }

  @Test
  void anAnswerWithoutRecordsIsRejectedWhole() {
    TableRequest request = T.withRecords(RecordsPath.parse("$.items[*]"));
    InputFile error = table.file("json", "{\"message\": \"too many requests\"}");
    InputFile empty = table.file("json", "{\"items\": []}");
    InputFile none = table.file("json", "{\"items\": null}");
    InputFile good = table.file("json", "{\"items\": [{\"a\": 1}]}");
    Shape shape = table.infer(request, error, empty, none, good).shape();

    try (Rows rows = table.rows(request, shape, error, empty, none, good)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1");
      assertThat(table.quarantine(rows))
          .containsExactly("1|-1|null||the document has no records at the table's path");
    }
  }

  @Test
  void anObjectInPlaceOfRecordsIsRejectedWhole() {
    TableRequest request = T.withKey("id");
    InputFile good = table.file("json", "[{\"id\":1,\"message\":\"hello\"}]");
    InputFile error = table.file("json", "{\"message\":\"too many requests\",\"id\":null}");
    InputFile single = table.file("json", "{\"id\":2}");

    try (Rows rows =
        table.rows(
            request, table.infer(request, good, error, single).shape(), good, error, single)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1|hello", "0|2|null");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "2|-1|null|{\"message\":\"too many requests\",\"id\":null}|the file is one object"
                  + " without the key id, so it is no record of the table");
      assertThat(rows.rejectedFiles()).isEqualTo(1);
    }
  }

  @Test
  void datesInADeclaredFormatAreReadAndChecked() {
    TableRequest request =
        T.withColumns(
            Map.of(
                "d", new Declared(Simple.DATE, null, new DateFormat("%d.%m.%Y"), false),
                "l__at", new Declared(null, null, new DateFormat("%d/%m/%Y %H:%M"), false)));
    InputFile file =
        table.file(
            "json",
            """
            [{"d":"31.12.2023","l":[{"at":"01/02/2024 10:30"}]},{"d":"2023-12-31"},{"d":null},
             {"d":"1.2.2024","l":[{"at":"02/02/2024 00:00"},{"at":"yesterday"}]}]
            """);

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2023-12-31", "2|null");
      assertThat(table.print(rows, 1)).containsExactly("0|0|2024-02-01 10:30:00");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|d|2023-12-31|not a value of type date in the format %d.%m.%Y",
              "1|3|at|yesterday|not a value of type timestamp in the format %d/%m/%Y %H:%M");
    }
    assertThatThrownBy(() -> new DateFormat("%d.%Q"))
        .hasMessage("'%d.%Q' is not a format of dates");
  }

  @Test
  void aLineThatIsNotJsonCostsItself() {
    expect(
        T,
        table.file("jsonl", "{\"a\":\"x\"}\n{\"a\":\n{\"a\":\"y\"}{\n{\"a\":\"z\"}\n"),
        List.of("0|x", "3|z"),
        "1|1|null|{\"a\":|not valid JSON: Unexpected end-of-input within/between Object entries",
        "1|2|null|null|not valid JSON: something follows the record");
  }

  @Test
  void somethingBetweenRecordsEndsTheFile() {
    expect(
        T,
        table.file("json", "[{\"a\":\"x\"} oops {\"a\":\"y\"}]"),
        List.of("0|x"),
        "1|1|null||no comma or bracket at byte 12");
  }

  @Test
  void declaredTypesAreChecked() {
    TableRequest request =
        T.withColumns(
            Map.of("n", new Declared(Simple.BIGINT, null), "d", new Declared(Simple.DATE, "day")));
    InputFile file =
        table.file(
            "json",
            "[{\"n\":\"12\",\"d\":\"2024-01-01\"},{\"n\":1.5},{\"n\":\"x\"},{\"d\":\"2024-13-01\"},{\"n\":3.0}]");

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|12|2024-01-01", "4|3|null");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|n|1.5|not a value of type bigint",
              "1|2|n|x|not a value of type bigint",
              "1|3|day|2024-13-01|not a value of type date");
    }
  }

  @Test
  void rowsWithoutARequiredValueAreRejected() {
    TableRequest request =
        T.withColumns(
            Map.of(
                "text", new Declared(null, "description", null, true),
                "never", new Declared(null, null, null, false)));
    InputFile file =
        table.file("json", "[{\"text\":null,\"n\":1},{\"text\":\"x\"},{\"n\":2},{\"text\":\"\"}]");

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("1|x|null", "3||null");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|0|description|null|has no value, and the project requires one",
              "1|2|description|null|has no value, and the project requires one");
      assertThat(rows.rejectedRows()).isEqualTo(2);
      assertThat(rows.records()).isEqualTo(2);
    }
  }

  @Test
  void aRequiredColumnThatNoRecordHasRejectsAll() {
    TableRequest request = T.withColumns(Map.of("text", new Declared(null, null, null, true)));
    InputFile file = table.file("json", "[{\"n\":1},{\"n\":2}]");

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(rows.records()).isZero();
      assertThat(rows.rejectedRows()).isEqualTo(2);
    }
  }

  @Test
  void newDataIsAskedForDiscardedOrQuarantined() {
    Shape known = table.infer(T, table.file("json", "[{\"a\":1,\"o\":{\"x\":1}}]")).shape();
    InputFile file =
        table.file(
            "json",
            """
            [{"a":2},{"a":3,"b":null,"c":[],"o":{}},{"a":4,"b":{"z":[1]}},{"a":"x"},{"o":{"y":1,"x":2}}]
            """);

    try (Rows rows = table.rows(T, known, file)) {
      assertThat(rows.unknownFields()).isTrue();
    }
    try (Rows rows = table.rows(T.withMode(Mode.DISCARD_COLUMN), known, file)) {
      assertThat(table.print(rows, 0))
          .containsExactly("0|2|null", "1|3|null", "2|4|null", "4|null|2");
      assertThat(table.quarantine(rows)).containsExactly("2|3|a|x|not a value of type bigint");
      assertThat(rows.shape()).isEqualTo(known);
    }
    try (Rows rows = table.rows(T.withMode(Mode.QUARANTINE_ROW), known, file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2|null", "1|3|null");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "2|2|b|1|the table has no column for it",
              "2|3|a|x|not a value of type bigint",
              "2|4|o.y|1|the table has no column for it");
    }
  }

  @Test
  void compressedFilesAreReadAsTheyAre() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("[{\"a\":1},{\"a\":2}]".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    InputFile plain = table.file("json", bytes.toByteArray(), Keys.NONE);
    Path path = Files.move(plain.path(), folder.resolve("x.json.gz"));
    var file = new InputFile(9, path, "json", plain.dataset(), 0, 17, Instant.EPOCH);

    assertThat(table.read(T, file)).containsExactly("0|1", "1|2");
  }

  @Test
  void aRecordBeyondSixteenMegabytesIsRead() {
    String big = "x".repeat(17 << 20);
    InputFile file = table.file("json", "[{\"a\":\"" + big + "\"},{\"a\":\"y\"}]");

    try (Rows rows = table.rows(T, table.infer(T, file).shape(), file)) {
      assertThat(table.query("SELECT length(a) FROM (" + rows.tables().getFirst().select() + ")"))
          .containsExactly("17825792", "1");
      assertThat(rows.quarantined()).isZero();
    }
  }

  @Test
  void aBombOfBracketsCostsItsRecord() {
    String bomb = "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    InputFile file = table.file("json", "[{\"a\":\"x\"}," + bomb + ",{\"a\":\"y\"}]");

    try (Rows rows = table.rows(T, table.infer(T, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|x", "2|y");
      assertThat(table.query("SELECT \"row\", reason FROM " + rows.quarantine()))
          .containsExactly(
              "1|not valid JSON: Document nesting depth (501) exceeds the maximum allowed (500,"
                  + " from `StreamReadConstraints.getMaxNestingDepth()`)");
    }
  }

  @Test
  void anObjectOfVeryManyFieldsStaysJson() {
    String fields =
        java.util.stream.IntStream.rangeClosed(0, Node.FIELDS_MAX)
            .mapToObj(i -> "\"f" + i + "\":" + i)
            .collect(java.util.stream.Collectors.joining(","));
    InputFile file = table.file("json", "[{\"id\":1,\"m\":{" + fields + "}}]");

    assertThat(Table.columns(table.infer(T, file).tables().getFirst()))
        .containsExactly("id BIGINT", "m JSON");
    assertThat(table.read(T, file)).containsExactly("0|1|{" + fields + "}");
  }
}
