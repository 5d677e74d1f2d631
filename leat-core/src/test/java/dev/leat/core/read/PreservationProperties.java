package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Whatever stands in a document stands in its tables. */
final class PreservationProperties {
  private static Path folder = Path.of("");
  private static Table table = new Table(Path.of(System.getProperty("java.io.tmpdir")));

  @BeforeContainer
  static void open() throws IOException {
    table.close();
    folder = Files.createTempDirectory("preservation");
    table = new Table(folder);
  }

  @AfterContainer
  static void close() throws IOException {
    table.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Provide
  Arbitrary<List<String>> documents() {
    Arbitrary<String> object = object(2);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, object), net.jqwik.api.Tuple.of(1, value(2)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "-7",
            "12",
            "9223372036854775807",
            "9223372036854775808",
            "-170141183460469231731687303715884105728",
            "1.50",
            "0.1",
            "-2.25",
            "100.0",
            "3.123456789012345678901234",
            "0.00001",
            "1e3",
            "2.5E-7",
            "1e400",
            "-0.0",
            "123456789012345678901234567890123456789012",
            "\"\"",
            "\"x\"",
            "\"12\"",
            "\"a\\\"b\"",
            "\"2024-02-29\"",
            "\"2024-02-30\"",
            "\"10:00:00\"",
            "\"\\u00e9\\ud83d\\ude00\"",
            "\"line\\nbreak\"",
            "\"{\\\"k\\\":1}\"");
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> array =
        Arbitraries.lazy(() -> value(depth - 1))
            .list()
            .ofMaxSize(3)
            .map(list -> "[" + String.join(",", list) + "]");
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, scalar),
        net.jqwik.api.Tuple.of(2, object(depth - 1)),
        net.jqwik.api.Tuple.of(2, array));
  }

  private static Arbitrary<String> object(int depth) {
    return Arbitraries.maps(
            Arbitraries.of("a", "b", "c d", ""), Arbitraries.lazy(() -> value(depth)))
        .ofMaxSize(3)
        .map(
            fields ->
                fields.entrySet().stream()
                    .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
                    .collect(Collectors.joining(", ", "{", "}")));
  }

  @Property(tries = 250)
  void everyValueOfADocumentIsInItsTables(
      @ForAll("documents") List<String> records, @ForAll @IntRange(max = 3) int depth) {
    String document = "[" + String.join(",\n", records) + "]";
    TableRequest request = TableRequest.of("t").withDepth(depth);
    InputFile file = table.file("json", document);

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(rows.quarantined()).isZero();
      assertThat(rows.records()).isEqualTo(records.size());
      var cells = new ArrayList<String>();
      rows.tables().forEach(one -> cells.addAll(cells(one)));
      assertThat(cells)
          .as("%s at depth %s", document, depth)
          .containsExactlyInAnyOrderElementsOf(scalars(document));
    }
  }

  @Property(tries = 100)
  void typesDoNotDependOnTheOrderOfFiles(@ForAll("documents") List<String> records) {
    TableRequest request = TableRequest.of("t");
    InputFile[] files =
        records.stream()
            .map(record -> table.file("json", "[" + record + "]"))
            .toArray(InputFile[]::new);
    InputFile[] reversed = List.of(files).reversed().toArray(InputFile[]::new);

    assertThat(sorted(table.infer(request, reversed)))
        .isEqualTo(sorted(table.infer(request, files)));
  }

  private static List<String> sorted(Inferred inferred) {
    return inferred.tables().stream()
        .map(schema -> schema.name() + Table.columns(schema).stream().sorted().toList())
        .sorted()
        .toList();
  }

  private static List<String> cells(Rows.TableRows rows) {
    var cells = new ArrayList<String>();
    for (Column column : rows.schema().columns()) {
      String name = Sql.name(column.name());
      boolean list = column.type() instanceof ColumnType.ListOf;
      String sql =
          "SELECT CAST(v AS VARCHAR) FROM (SELECT "
              + (list ? "unnest(" + name + ")" : name)
              + " AS v FROM "
              + rows.relation()
              + ") WHERE v IS NOT NULL";
      for (String cell : table.query(sql)) {
        if (column.type() == Simple.JSON) {
          cells.addAll(scalars(cell));
        } else {
          cells.add(canonical(cell));
        }
      }
    }
    return cells;
  }

  private static List<String> scalars(String json) {
    var scalars = new ArrayList<String>();
    try (JsonParser parser = Json.parser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          scalars.add(canonical(parser.getString()));
        }
      }
    }
    return scalars;
  }

  /** Equal for texts of equal value. */
  private static String canonical(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
        ? new BigDecimal(text).stripTrailingZeros().toString()
        : text;
  }
}
