package dev.leat.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Blame;
import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Disposition;
import dev.leat.api.Export;
import dev.leat.api.Export.Format;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.RowSink;
import dev.leat.api.TableSchema;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to files. */
final class DuckDbFileTest {
  private static final HandMade FILE =
      HandMade.of(7, 0, DestinationConformance.SALES, List.of("1", "'a'"));

  @TempDir Path folder;
  private Connection workbench;
  private Path file;

  @BeforeEach
  void openWorkbench() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
    file = folder.resolve("shop.duckdb");
  }

  @AfterEach
  void closeWorkbench() throws SQLException {
    workbench.close();
  }

  @Test
  void lookingDoesNotMakeAFile() {
    bench(file).state();
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatSomebodyElseHasIsWaitedForAndThenNamed() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      assertThat(other.isValid(0)).isTrue();
      var waits = new int[1];
      var destination =
          new DuckDbDestination(
              "duckdb:x", file, new Limits(Duration.ofSeconds(1), 1), time -> waits[0]++);
      var bench = new LoadBench(destination, workbench, "sales", new Disposition.Replace());
      assertThatThrownBy(() -> bench.reconcile(FILE))
          .isInstanceOf(LeatException.class)
          .hasMessage("The DuckDB file " + file + " is held by another part of this process.")
          .extracting(e -> ((LeatException) e).remedy())
          .isEqualTo("Close the program that has it open, then run the command again.");
      assertThat(waits[0]).isEqualTo(20);
      // The next table does not wait for it once more.
      assertThatThrownBy(() -> bench.reconcile(FILE)).hasMessageContaining("is held by");
      assertThat(waits[0]).isEqualTo(20);
    }
    bench(file).reconcile(FILE);
  }

  @Test
  void aFileThatIsSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(file, "not a database, but long enough to be looked at".repeat(200));
    LeatException error = failure(() -> bench(file).reconcile(FILE));
    assertThat(error)
        .hasMessageStartingWith("The file " + file + " cannot be opened: IO Error: The file");
    assertThat(error.blame()).isEqualTo(Blame.DESTINATION);
    assertThat(Files.readString(file)).startsWith("not a database");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    Path nowhere = Path.of("/proc/leat/shop.duckdb");
    LeatException error = failure(() -> bench(nowhere).reconcile(FILE));
    assertThat(error).hasMessage("The DuckDB file " + nowhere + " cannot be written.");
    assertThat(error.remedy())
        .isEqualTo("Make the file and its folder writable, or name another destination.");
  }

  @Test
  void aTableThatSomebodyElseMadeIsLeftAlone() throws SQLException {
    execute("CREATE TABLE sales AS SELECT 1 AS mine");
    LeatException error = failure(() -> bench(file).reconcile(FILE));
    assertThat(error).hasMessage("The table sales in " + file + " is not one that this load made.");
    assertThat(bench(file).rows("select * from sales")).containsExactly(List.of("1"));
  }

  @Test
  void whatADeadRebuildLeftInItsShadowIsNotTaken() throws SQLException {
    bench(file).reconcile(FILE);
    execute("CREATE TABLE _leat_shadow_sales AS SELECT * REPLACE (99 AS id) FROM sales");
    bench(file).rebuild(FILE);
    assertThat(bench(file).rows("select id from sales")).containsExactly(List.of("1"));
  }

  @Test
  void anIndexInTheWayIsNamedAndKept() throws SQLException {
    bench(file).reconcile(FILE);
    execute("CREATE INDEX mine ON sales (id)");
    LeatException error = failure(() -> bench(file).rebuild(FILE));
    assertThat(error)
        .hasMessage(
            "The table sales in "
                + file
                + " must change, and DuckDB forbids it while it has the index mine.");
    assertThat(bench(file).rows("select id from sales")).containsExactly(List.of("1"));
  }

  @Test
  void aColumnIsNotConvertedIntoWhatItsFilesDoNotSay() {
    LoadBench bench = bench(file);
    HandMade first = HandMade.of(7, 0, priced(new Decimal(18, 2)), List.of("1", "1.5"));
    HandMade second = HandMade.of(8, 0, priced(Simple.TEXT), List.of("2", "'free'"));
    bench.reconcile(first);
    assertThat(bench.attempt(bench.request(List.of(first, second)), List.of(first, second)))
        .isEqualTo(new Rejected(Reason.RESHAPED, "The column sales.price cannot change in place."));
  }

  @Test
  void aNewFileCanBeReadByOlderPrograms() throws SQLException {
    bench(file).reconcile(FILE);
    assertThat(
            bench(file)
                .value(
                    "select tags['storage_version'] from duckdb_databases()"
                        + " where database_name = 'leat_destination'"))
        .isEqualTo("v1.4.0+");
  }

  @Test
  void viewsAndTablesOfOthersSurviveARebuild() throws SQLException {
    bench(file).reconcile(FILE);
    execute("CREATE VIEW names AS SELECT name FROM sales");
    execute("CREATE TABLE notes AS SELECT 'n' AS note");
    bench(file).rebuild(FILE);
    assertThat(bench(file).rows("select name, note from names, notes"))
        .containsExactly(List.of("a", "n"));
  }

  @Test
  void aQueryCannotWrite() {
    bench(file).reconcile(FILE);
    LeatException error = failure(() -> bench(file).rows("delete from sales"));
    assertThat(error).hasMessageContaining("attached in read-only mode");
    assertThat(error.blame()).isEqualTo(Blame.OPERATOR);
  }

  @Test
  void aQueryThatFailsAtItsFirstRowsSaysWhy() {
    bench(file).reconcile(FILE);
    assertThat(failure(() -> bench(file).rows("select name::int from sales; ")))
        .hasMessageContaining("Could not convert string 'a' to INT32");
    assertThat(failure(() -> bench(file).rows("select error('boom') -- why")))
        .hasMessage("The query cannot be answered: Invalid Input Error: boom");
  }

  @Test
  void nestedValuesStayNestedAndReadAsDuckDbWritesThem() {
    bench(file).reconcile(FILE);
    var rows = new ArrayList<@Nullable Object>();
    destination(file)
        .query(
            "select [1.50, null] l, {'a': 1, 'b': ['x']} s, map {'k': date '2026-01-02'} m,"
                + " null::int[] n",
            new RowSink() {
              @Override
              public void columns(List<ResultColumn> columns) {}

              @Override
              public void row(List<@Nullable Object> values) {
                rows.addAll(values);
              }
            });
    assertThat(rows)
        .containsExactly(
            Arrays.asList(new BigDecimal("1.50"), null),
            Map.of("a", 1, "b", List.of("x")),
            Map.of("k", "2026-01-02"),
            null);
    assertThat(rows.subList(0, 3))
        .extracting(String::valueOf)
        .containsExactly("[1.50, NULL]", "{'a': 1, 'b': [x]}", "{k=2026-01-02}");
  }

  @Test
  void exportsNameTheFilesTheyComeFrom() throws IOException {
    bench(file).reconcile(FILE);
    Path out = Files.createDirectory(folder.resolve("out"));
    var export = new Export("select id, name from sales", out, Format.PARQUET, List.of("name"));
    Export.Exported exported = destination(file).export(export);
    assertThat(exported.rows()).isEqualTo(1);
    assertThat(exported.origins()).extracting(LoadFile::id).containsExactly(7L);
    assertThat(bench(file).rows("select id, name from '" + out + "/**/*.parquet'"))
        .containsExactly(List.of("1", "a"));
  }

  @Test
  void aPartitionedExportOfNothingWritesNothing() throws IOException {
    bench(file).reconcile(FILE);
    Path out = Files.createDirectory(folder.resolve("out"));
    var export = new Export("from sales where id = 5", out, Format.CSV, List.of("name"));
    assertThat(destination(file).export(export).rows()).isZero();
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void anUnknownColumnIsAnsweredWithTheKnownOnes() {
    bench(file).reconcile(FILE);
    LeatException error = failure(() -> destination(file).origins("sales", Map.of("nmae", "a")));
    assertThat(error).hasMessage("The table sales has no column nmae.");
    assertThat(error.remedy())
        .isEqualTo("Name one of: id, name, _leat_load, _leat_file, _leat_row.");
  }

  @Test
  void aFullDiskIsNamed() {
    LeatException error =
        DuckDbError.of(
            file,
            new SQLException(
                "IO Error: Could not write file \"shop.duckdb\": No space left on device"));
    assertThat(error).hasMessage("The disk ran full while writing " + file + ".");
    assertThat(error.remedy()).isEqualTo("Make room there; nothing of this load was written.");
    assertThat(error.blame()).isEqualTo(Blame.CAPACITY);
  }

  @Test
  void aUrlMustNameAFile() {
    LeatException error = failure(() -> new DuckDbDestinationType().open("duckdb:", folder));
    assertThat(error).hasMessage("The destination 'duckdb:' names no DuckDB file.");
    assertThat(new DuckDbDestinationType().open("duckdb:a/b.duckdb", folder).name())
        .isEqualTo("duckdb:a/b.duckdb");
  }

  private static TableSchema priced(ColumnType type) {
    return new TableSchema(
        "sales", List.of(new Column("id", Simple.BIGINT), new Column("price", type)), List.of(), 0);
  }

  private static LeatException failure(ThrowingCallable act) {
    return catchThrowableOfType(LeatException.class, act);
  }

  private static DuckDbDestination destination(Path file) {
    return new DuckDbDestination("duckdb:x", file, new Limits(Duration.ZERO, 1), time -> {});
  }

  private LoadBench bench(Path at) {
    return new LoadBench(destination(at), workbench, "sales", new Disposition.Replace());
  }

  private void execute(String sql) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }
}
