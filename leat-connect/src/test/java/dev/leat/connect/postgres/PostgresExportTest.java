package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition;
import dev.leat.api.Export;
import dev.leat.api.Export.Exported;
import dev.leat.api.Export.Format;
import dev.leat.api.LoadFile;
import dev.leat.api.TableSchema;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from tables in PostgreSQL. */
final class PostgresExportTest {
  private static final TableSchema SCHEMA =
      new TableSchema(
          "sales",
          List.of(
              new Column("id", Simple.BIGINT),
              new Column("Fg%", Simple.TEXT),
              new Column("huge", Simple.HUGEINT),
              new Column("price", new Decimal(18, 2)),
              new Column("at", Simple.TIMESTAMPTZ),
              new Column("bytes", Simple.BYTES),
              new Column("list", new ListOf(Simple.TEXT))),
          List.of(),
          0);

  @TempDir Path folder;
  private final PostgresDestination destination = TestServer.destination(TestServer.database());
  private Connection workbench;

  @BeforeEach
  void load() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
    new LoadBench(destination, workbench, "sales", new Disposition.Replace())
        .reconcile(
            HandMade.of(
                7,
                0,
                SCHEMA,
                List.of(
                    "1",
                    "''",
                    "170141183460469231731687303715884105727",
                    "1.10",
                    "TIMESTAMPTZ '2024-01-01 00:00:00+00'",
                    "'\\x00\\xFF'::BLOB",
                    "['a,b', NULL, '\"']"),
                List.of("2", "NULL", "NULL", "NULL", "NULL", "NULL", "NULL")));
  }

  @AfterEach
  void close() throws SQLException {
    destination.close();
    workbench.close();
  }

  @Test
  void parquetHasTheTypesAndValuesOfTheTable() throws SQLException {
    Exported exported =
        destination.export(new Export("select * from sales", folder, Format.PARQUET, List.of()));
    assertThat(exported.rows()).isEqualTo(2);
    assertThat(exported.origins()).extracting(LoadFile::id).containsExactly(7L);
    assertThat(folder.toFile().list()).containsExactly("data.parquet");
    String file = "'" + folder.resolve("data.parquet") + "'";
    assertThat(
            text(
                "SELECT id || '|' || \"Fg%\" || '|' || price || '|' || epoch(\"at\") || '|' ||"
                    + " hex(bytes) || '|' || list::VARCHAR FROM "
                    + file
                    + " WHERE id = 1"))
        .isEqualTo("1||1.10|1704067200.0|00FF|['a,b', NULL, '\"']");
    assertThat(text("SELECT \"Fg%\" IS NULL AND list IS NULL FROM " + file + " WHERE id = 2"))
        .isEqualTo("true");
    assertThat(text("SELECT string_agg(column_type, ' ') FROM (DESCRIBE FROM " + file + ")"))
        .startsWith("BIGINT VARCHAR ")
        .contains("DECIMAL(18,2) TIMESTAMP WITH TIME ZONE BLOB VARCHAR[]");
  }

  @Test
  void partitionsBecomeFoldersAndNothingElseStays() throws SQLException {
    destination.export(
        new Export("select id, price from sales", folder, Format.CSV, List.of("id")));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("id=1", "id=2");
    assertThat(text("SELECT price FROM '" + folder.resolve("id=1/*.csv") + "'")).isEqualTo("1.1");
  }

  @Test
  void whereNothingIsFoundThereAreNoPartitions() {
    Exported exported =
        destination.export(
            new Export("select * from sales where id > 5", folder, Format.CSV, List.of("id")));
    assertThat(exported.rows()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = workbench.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
