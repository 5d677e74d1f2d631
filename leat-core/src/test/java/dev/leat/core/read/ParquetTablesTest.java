package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.core.read.TableRequest.Declared;
import dev.leat.core.read.TableRequest.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files become tables with the types that they have. */
final class ParquetTablesTest {
  private static final TableRequest T = TableRequest.of("t");

  @TempDir Path folder;
  private Table table;
  private int files;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  private InputFile parquet(String select) throws IOException {
    return parquet(folder, select);
  }

  private InputFile parquet(Path in, String select) throws IOException {
    int id = ++files;
    Path path = in.resolve("p" + id + ".parquet");
    table.workbench.execute("COPY (" + select + ") TO " + Sql.text(path.toString()));
    var dataset = new DatasetId("s", "t", Keys.NONE);
    return new InputFile(id, path, "parquet", dataset, 0, Files.size(path), Instant.EPOCH);
  }

  @Test
  void typesStayAsTheyAre() throws IOException {
    InputFile file =
        parquet(
            "SELECT 1 AS i, 2::BIGINT AS b, 1.50::DECIMAL(10,2) AS m, 0.1::DOUBLE AS d, 'x' AS t,"
                + " DATE '2024-01-01' AS day, TIMESTAMP '2024-01-01 10:00:00' AS ts, true AS ok,"
                + " 'ab'::BLOB AS raw");

    assertThat(Table.columns(table.infer(T, file).tables().getFirst()))
        .containsExactly(
            "i BIGINT",
            "b BIGINT",
            "m DECIMAL(18,2)",
            "d DOUBLE",
            "t VARCHAR",
            "day DATE",
            "ts TIMESTAMP",
            "ok BOOLEAN",
            "raw BLOB");
    assertThat(table.read(T, file))
        .containsExactly("0|1|2|1.50|0.1|x|2024-01-01|2024-01-01 10:00:00|true|ab");
  }

  /** The store's own folders are named so. */
  @Test
  void foldersThatLookLikeColumnsAreNone() throws IOException {
    Path day = Files.createDirectories(folder.resolve("date=2024-05-01").resolve("code=007"));
    InputFile file =
        parquet(day, "SELECT 1 AS id, DATE '2020-02-02' AS date UNION ALL SELECT 2, NULL");

    assertThat(table.read(T, file)).containsExactly("0|1|2020-02-02", "1|2|null");
  }

  @Test
  void wholeNumbersWithinStructuresKeepTheirDigits() throws IOException {
    InputFile whole = parquet("SELECT {'n': 9007199254740993} AS s");
    InputFile broken = parquet("SELECT {'n': 0.5::DOUBLE} AS s");

    assertThat(table.read(T, whole, broken)).contains("0|9007199254740993");
  }

  @Test
  void nestedValuesAreFlattenedLikeThoseOfJson() throws IOException {
    InputFile file =
        parquet(
            "SELECT 7 AS id, {'x': 1, 'y': {'z': 'q'}} AS s, [1, 2] AS l,"
                + " [{'k': 1, 'n': ['a']}, {'k': 2, 'n': []}] AS c, map {'a': 1} AS m"
                + " UNION ALL SELECT 8, NULL, NULL, NULL, NULL");
    TableRequest request = T.withKey("id");

    assertThat(Table.columns(table.infer(request, file).tables().get(0)))
        .containsExactly("id BIGINT", "s__x BIGINT", "s__y__z VARCHAR", "l BIGINT[]", "m JSON");
    assertThat(table.read(request, 0, file))
        .containsExactly("0|7|1|q|[1, 2]|{\"a\":1}", "1|8|null|null|null|null");
    assertThat(table.read(request, 1, file)).containsExactly("0|0|7|1|[a]", "0|1|7|2|[]");
  }

  @Test
  void filesOfOneTableMayDiffer() throws IOException {
    InputFile one = parquet("SELECT 1 AS a, {'x': 1} AS s");
    InputFile two = parquet("SELECT 2.5::DECIMAL(5,1) AS a, 'new' AS b, 'odd' AS s");

    assertThat(table.read(T, one)).containsExactly("0|1|1");
    assertThat(Table.columns(table.infer(T, one, two).tables().getFirst()))
        .containsExactly("a DECIMAL(18,1)", "s VARCHAR", "s__x BIGINT", "b VARCHAR");
    assertThat(table.read(T, one, two)).containsExactly("0|1.0|null|1|null", "0|2.5|odd|null|new");
  }

  @Test
  void longIntegersBecomeDecimalsThatHoldThem() throws IOException {
    InputFile whole = parquet("SELECT 9223372036854775807 AS a, 12 AS b");
    InputFile broken = parquet("SELECT 2.5::DECIMAL(18,2) AS a, 0.5::DOUBLE AS b");

    assertThat(Table.columns(table.infer(T, whole, broken).tables().getFirst()))
        .containsExactly("a DECIMAL(38,2)", "b DOUBLE");
    assertThat(table.read(T, whole, broken))
        .containsExactly("0|9223372036854775807.00|12.0", "0|2.50|0.5");
  }

  @Test
  void declaredTypesAreChecked() throws IOException {
    TableRequest request =
        T.withColumns(
            Map.of(
                "n", new Declared(Simple.BIGINT, null),
                "s__d", new Declared(Simple.DATE, "day"),
                "l__m", new Declared(new ColumnType.Decimal(5, 1), null)));
    InputFile file =
        parquet(
            "SELECT '1' AS n, {'d': TIMESTAMP '2024-01-01 00:00:00'} AS s, [{'m': 0.5::DOUBLE}] AS"
                + " l UNION ALL SELECT 'x', NULL, NULL UNION ALL SELECT '3', {'d': TIMESTAMP"
                + " '2024-01-01 10:00:00'}, NULL UNION ALL SELECT '4', NULL, [{'m': 1}, {'m':"
                + " 0.25}] UNION ALL SELECT NULL, NULL, []");

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1|2024-01-01", "4|null|null");
      assertThat(table.print(rows, 1)).containsExactly("0|0|0.5");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "1|1|n|x|not a value of type bigint",
              "1|2|day|2024-01-01 10:00:00|not a value of type date",
              "1|3|m|0.25|not a value of type decimal(5,1)");
    }
  }

  @Test
  void newDataIsDiscardedOrQuarantined() throws IOException {
    Shape known = table.infer(T, parquet("SELECT 1 AS a")).shape();
    InputFile file =
        parquet(
            "SELECT 2.0::DOUBLE AS a, NULL AS b UNION ALL SELECT 2.5, NULL UNION ALL SELECT 4,"
                + " 'x'");

    try (Rows rows = table.rows(T.withMode(Mode.DISCARD_COLUMN), known, file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2", "2|4");
      assertThat(table.quarantine(rows)).containsExactly("2|1|a|2.5|not a value of type bigint");
    }
    try (Rows rows = table.rows(T.withMode(Mode.QUARANTINE_ROW), known, file)) {
      assertThat(table.print(rows, 0)).containsExactly("0|2");
      assertThat(table.quarantine(rows))
          .containsExactly(
              "2|1|a|2.5|not a value of type bigint", "2|2|b|x|the table has no column for it");
    }
  }

  @Test
  void aFileThatIsNoParquetIsRejectedWhole() throws IOException {
    InputFile bad = table.file("parquet", "no");
    files++;
    InputFile good = parquet("SELECT 1 AS a");

    try (Rows rows = table.rows(T, table.infer(T, bad, good).shape(), bad, good)) {
      assertThat(table.print(rows, 0)).containsExactly("0|1");
      assertThat(table.quarantine(rows)).containsExactly("1|-1|null|null|the file is not Parquet");
    }
  }
}
