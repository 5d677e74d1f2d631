package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.api.TableSchema;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is particular to tables in PostgreSQL. */
final class PostgresTablesTest {
  private static final HandMade FILE =
      HandMade.of(7, 0, DestinationConformance.SALES, List.of("1", "'a'"));

  private final PostgresUrl place = TestServer.database();
  private final String database = place.server().database();
  private final PostgresDestination destination = TestServer.destination(place);
  private Connection workbench;

  @BeforeEach
  void openWorkbench() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void close() throws SQLException {
    destination.close();
    workbench.close();
  }

  @Test
  void lookingMakesNothing() {
    bench().state();
    assertThat(TestServer.rows(database, "SELECT nspname FROM pg_namespace WHERE nspname = 'shop'"))
        .isEmpty();
  }

  @Test
  void columnsAreOfTheNarrowestTypeThatKeepsEveryValue() {
    LoadBench bench = bench();
    bench.reconcile(
        HandMade.of(
            7,
            0,
            schema(
                Simple.BOOLEAN,
                Simple.BIGINT,
                Simple.HUGEINT,
                new Decimal(18, 2),
                Simple.DOUBLE,
                Simple.TIMESTAMPTZ,
                Simple.JSON,
                Simple.BYTES,
                new ListOf(Simple.BIGINT),
                new ListOf(Simple.TEXT)),
            List.of(
                "false",
                "1",
                "-170141183460469231731687303715884105727",
                "0.10",
                "'nan'::DOUBLE",
                "TIMESTAMPTZ '2024-01-01 00:00:00+02'",
                "'{\"b\": 1.10, \"a\": \"\\u0000\"}'",
                "'\\x00\\xFFa'::BLOB",
                "[1, NULL, 3]",
                "['a,b', 'q\"\\', '', NULL]")));

    assertThat(TestServer.rows(database, "SELECT * FROM shop.sales"))
        .containsExactly(
            "f|1|-170141183460469231731687303715884105727|0.10|NaN|2023-12-31 22:00:00+00|"
                + "{\"b\": 1.10, \"a\": \"\\u0000\"}|\\x00ff61|{1,NULL,3}|"
                + "{\"a,b\",\"q\\\"\\\\\",\"\",NULL}|"
                + bench.state().load()
                + "|7|0");
    assertThat(
            TestServer.rows(
                database,
                "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                    + " WHERE attrelid = 'shop.sales'::regclass AND attnum BETWEEN 1 AND 10"
                    + " ORDER BY attnum"))
        .containsExactly(
            "boolean",
            "bigint",
            "numeric(39,0)",
            "numeric(18,2)",
            "double precision",
            "timestamp with time zone",
            "json",
            "bytea",
            "bigint[]",
            "text[]");
  }

  @Test
  void aRecordThatCannotBeHeldIsInQuarantineWithItsChildren() {
    TableSchema schema = schema(Simple.TEXT, Simple.TIMESTAMP, Simple.DATE);
    HandMade file =
        HandMade.of(
                7,
                0,
                schema,
                List.of("'good'", "TIMESTAMP '0044-03-15 (BC) 12:00:00'", "DATE '294276-01-01'"),
                List.of("'nul' || chr(0)", "NULL", "NULL"),
                List.of("'old'", "TIMESTAMP '10000-01-01 (BC)'", "NULL"),
                List.of("'far'", "NULL", "DATE '5880000-01-01'"),
                List.of("'ends'", "'infinity'::TIMESTAMP", "'-infinity'::DATE"))
            .with(DestinationConformance.LINES, List.of("0", "0", "'x'"), List.of("1", "0", "'y'"));
    assertThat(bench().reconcile(file).tables())
        .containsExactly(
            Map.entry("sales", new Counts(2, 0, 0, 0, 3)),
            Map.entry("sales__lines", new Counts(1, 0, 0, 0, 0)));

    assertThat(TestServer.rows(database, "SELECT c0, c1, c2 FROM shop.sales ORDER BY _leat_row"))
        .containsExactly("good|0044-03-15 12:00:00 BC|294276-01-01", "ends|infinity|-infinity");
    assertThat(
            TestServer.rows(
                database,
                "SELECT file, row_number, column_name, value, reason FROM shop._leat_quarantine"
                    + " ORDER BY row_number"))
        .containsExactly(
            "7|1|c0|nul\\u0000|text with the character U+0000, which PostgreSQL cannot hold",
            "7|2|c1|10000-01-01 (BC) 00:00:00|a time before the year 4713 BC or too far ahead,"
                + " which PostgreSQL cannot hold",
            "7|3|c2|5880000-01-01|a time before the year 4713 BC or too far ahead, which PostgreSQL"
                + " cannot hold");
  }

  @Test
  void longNamesAreShortenedWithoutMeeting() {
    String stem = "ü".repeat(40);
    var schema =
        new TableSchema(
            stem,
            List.of(new Column(stem + "1", Simple.BIGINT), new Column(stem + "2", Simple.BIGINT)),
            List.of(),
            0);
    var bench =
        new LoadBench(
            destination,
            workbench,
            stem,
            new Disposition.Merge(List.of(stem + "1"), Optional.empty()));
    bench.reconcile(HandMade.of(7, 0, schema, List.of("1", "2")));
    bench.reconcile(HandMade.of(8, 1, schema, List.of("1", "3")));

    String short1 = Sql.fitting(stem + "1");
    assertThat(short1).startsWith("ü".repeat(27) + "_").hasSize(36);
    assertThat(bench.rows("select * from \"" + Sql.fitting(stem) + "\"").get(0))
        .startsWith("1", "3");
    assertThat(destination.origins(stem, Map.of(stem + "2", "3"))).hasSize(1);
  }

  @Test
  void aMergedTableHasItsKeyAsAConstraintOnceAndForAll() {
    LoadBench bench = merging("id", "name");
    HandMade nulls = HandMade.of(7, 0, DestinationConformance.SALES, List.of("1", "NULL"));
    bench.reconcile(nulls);
    String constraints =
        "SELECT oid, pg_get_constraintdef(oid) FROM pg_constraint"
            + " WHERE conrelid = 'shop.sales'::regclass AND contype = 'u'";
    List<String> made = TestServer.rows(database, constraints);
    assertThat(made).singleElement().asString().endsWith("|UNIQUE NULLS NOT DISTINCT (id, name)");

    HandMade more = HandMade.of(8, 1, DestinationConformance.SALES, List.of("1", "NULL"));
    assertThat(bench.reconcile(nulls, more).root()).isEqualTo(new Counts(0, 0, 1, 0, 0));
    assertThat(TestServer.rows(database, constraints)).isEqualTo(made);
    bench.rebuild(nulls);
    assertThat(TestServer.rows(database, constraints)).isEqualTo(made);
    merging("id").rebuild(nulls);
    assertThat(TestServer.rows(database, constraints))
        .singleElement()
        .asString()
        .endsWith("|UNIQUE NULLS NOT DISTINCT (id)");
  }

  @Test
  void viewsAndGrantsAndIndexesSurviveWhateverLoads() {
    LoadBench bench = bench();
    bench.reconcile(FILE);
    TestServer.run(database, "CREATE VIEW names AS SELECT name FROM shop.sales");
    TestServer.run(database, "CREATE INDEX mine ON shop.sales (name)");
    TestServer.run(database, "CREATE ROLE reader_" + database);
    TestServer.run(database, "GRANT SELECT ON shop.sales TO reader_" + database);
    bench.rebuild(HandMade.of(8, 1, DestinationConformance.SALES, List.of("2", "'b'")));
    bench.reconcile(HandMade.of(9, 2, DestinationConformance.SALES, List.of("3", "'c'")));

    assertThat(TestServer.rows(database, "SELECT * FROM names")).containsExactly("c");
    assertThat(
            TestServer.rows(
                database,
                "SELECT has_table_privilege('reader_"
                    + database
                    + "', 'shop.sales', 'SELECT'),"
                    + " (SELECT count(*) FROM pg_indexes WHERE indexname = 'mine')"))
        .containsExactly("t|1");
  }

  @Test
  void aRebuildGivesColumnsTheTypesOfItsFilesAndDropsThoseThatAreGone() {
    LoadBench bench = bench();
    bench.reconcile(HandMade.of(7, 0, schema(Simple.TEXT, Simple.TEXT), List.of("'1'", "'x'")));
    bench.rebuild(HandMade.of(7, 0, schema(Simple.BIGINT), List.of("1")));
    assertThat(
            TestServer.rows(
                database,
                "SELECT column_name, data_type FROM information_schema.columns WHERE table_name ="
                    + " 'sales' AND column_name NOT LIKE '\\_leat%' ORDER BY ordinal_position"))
        .containsExactly("c0|bigint");
  }

  @Test
  void viewsFollowColumnsThatChangeAndKeepWhatTheyWere() {
    LoadBench bench = bench();
    bench.reconcile(HandMade.of(7, 0, schema(Simple.BIGINT), List.of("1")));
    TestServer.run(
        database,
        """
        CREATE ROLE owner_%1$s; CREATE ROLE reader_%1$s;
        CREATE VIEW mine WITH (security_barrier=true) AS SELECT c0 AS "fg%%" FROM shop.sales;
        CREATE VIEW further AS SELECT "fg%%" FROM mine;
        COMMENT ON VIEW mine IS 'It''s mine';
        GRANT SELECT ON mine TO PUBLIC;
        GRANT SELECT ("fg%%") ON further TO reader_%1$s WITH GRANT OPTION;
        ALTER VIEW further OWNER TO owner_%1$s\
        """
            .formatted(database));
    String about =
        """
        SELECT relname, format_type(atttypid, atttypmod), pg_get_userbyid(relowner), reloptions,
          obj_description(c.oid), relacl, attacl, pg_get_viewdef(c.oid)
        FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid AND attnum > 0
        WHERE relname IN ('mine', 'further') ORDER BY 1\
        """;
    List<String> before = TestServer.rows(database, about);
    bench.reconcile(HandMade.of(8, 0, schema(Simple.TEXT), List.of("'x'")));
    assertThat(TestServer.rows(database, about))
        .isEqualTo(before.stream().map(row -> row.replace("|bigint|", "|text|")).toList());
    assertThat(TestServer.rows(database, "SELECT * FROM further")).containsExactly("x");
  }

  @Test
  void whatCannotFollowAChangeIsNamedAndKept() {
    LoadBench bench = bench();
    bench.reconcile(HandMade.of(7, 0, schema(Simple.BIGINT), List.of("1")));
    TestServer.run(database, "CREATE MATERIALIZED VIEW mine AS SELECT c0 FROM shop.sales");
    LeatException error =
        failure(() -> bench.reconcile(HandMade.of(8, 0, schema(Simple.TEXT), List.of("'x'"))));
    assertThat(error)
        .hasMessage(
            "A table in "
                + place
                + " must change, and PostgreSQL forbids it: cannot alter type of a column used by a"
                + " view or rule (rule _RETURN on materialized view mine depends on column"
                + " \"c0\").");
    assertThat(error.remedy())
        .isEqualTo("Drop what stands in the way, load again, then create it anew.");
    assertThat(bench.rows("select c0 from sales")).containsExactly(List.of("1"));

    TestServer.run(database, "DROP MATERIALIZED VIEW mine");
    TestServer.run(database, "CREATE VIEW mine AS SELECT c0 + 1 AS more FROM shop.sales");
    assertThat(
            failure(() -> bench.reconcile(HandMade.of(8, 0, schema(Simple.TEXT), List.of("'x'")))))
        .hasMessage(
            "A table in "
                + place
                + " must change, and the view mine does not fit it then: operator does not exist:"
                + " text + integer.");
    assertThat(bench.rows("select more from mine")).containsExactly(List.of("2"));
  }

  @Test
  void aColumnIsNotConvertedIntoWhatItsFilesDoNotSay() {
    LoadBench bench = bench();
    HandMade first = HandMade.of(7, 0, schema(new Decimal(18, 2)), List.of("1.5"));
    HandMade second = HandMade.of(8, 0, schema(Simple.TEXT), List.of("'free'"));
    bench.reconcile(first);
    assertThat(bench.attempt(bench.request(List.of(first, second)), List.of(first, second)))
        .isEqualTo(new Rejected(Reason.RESHAPED, "The column sales.c0 cannot change in place."));
  }

  @Test
  void aTableThatSomebodyElseMadeIsLeftAlone() {
    TestServer.run(database, "CREATE SCHEMA shop; CREATE TABLE shop.sales AS SELECT 1 AS mine");
    LeatException error = failure(() -> bench().reconcile(FILE));
    assertThat(error)
        .hasMessage("The table sales in " + place + " is not one that this load made.");
    assertThat(error.remedy()).isEqualTo("Rename one of the two, or load into another schema.");
    assertThat(TestServer.rows(database, "SELECT mine FROM shop.sales")).containsExactly("1");
  }

  @Test
  void rowsCanLeaveThroughAFileWhereThereAreNoPipes() {
    try (var files = new PostgresDestination(place, place::connect, Courier.Door.FILE)) {
      var bench = new LoadBench(files, workbench, "sales", new Disposition.Replace());
      assertThat(bench.reconcile(FILE).root()).isEqualTo(new Counts(1, 0, 0, 0, 0));
      assertThat(bench.rows("select id, name from sales")).containsExactly(List.of("1", "a"));
    }
  }

  private LoadBench bench() {
    return new LoadBench(destination, workbench, "sales", new Disposition.Replace());
  }

  private LoadBench merging(String... key) {
    return new LoadBench(
        destination, workbench, "sales", new Disposition.Merge(List.of(key), Optional.empty()));
  }

  private static LeatException failure(Runnable work) {
    return catchThrowableOfType(LeatException.class, work::run);
  }

  static TableSchema schema(ColumnType... types) {
    var columns = new ArrayList<Column>();
    for (ColumnType type : types) {
      columns.add(new Column("c" + columns.size(), type));
    }
    return new TableSchema("sales", columns, List.of(), 0);
  }
}
