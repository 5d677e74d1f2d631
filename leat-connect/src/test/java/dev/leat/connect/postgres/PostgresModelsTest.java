package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition;
import dev.leat.api.LeatException;
import dev.leat.api.Macro;
import dev.leat.api.Model;
import dev.leat.api.Model.Form;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Models in PostgreSQL: what stands on them, and what they stand on. */
final class PostgresModelsTest {
  private final PostgresUrl place = TestServer.database();
  private final String database = place.server().database();
  private final PostgresDestination destination = TestServer.destination(place);

  @AfterEach
  void close() {
    destination.close();
  }

  private void make(String name, Form form, String sql) {
    destination.materialise(new Model(name, sql, form, "mark of " + name));
  }

  private List<String> rows(String sql) {
    return TestServer.rows(database, sql);
  }

  @Test
  void aTableOfTheSameColumnsIsFilledAnewInPlace() {
    make("numbers", Form.TABLE, "SELECT 1 AS \"fg%\"");
    TestServer.run(database, "CREATE INDEX mine ON shop.numbers (\"fg%\")");
    String oid = rows("SELECT 'shop.numbers'::regclass::oid").getFirst();
    make("numbers", Form.TABLE, "SELECT 2 AS \"fg%\"");
    assertThat(rows("SELECT 'shop.numbers'::regclass::oid, to_regclass('shop.mine')"))
        .containsExactly(oid + "|shop.mine");
    assertThat(rows("SELECT * FROM shop.numbers")).containsExactly("2");
  }

  @Test
  void aTableOfOtherColumnsKeepsItsGrantsAndTheViewsThatFitIt() {
    make("numbers", Form.TABLE, "SELECT 1 AS x, 'a' AS gone");
    make("shown", Form.VIEW, "SELECT x, gone FROM numbers");
    make("doubled", Form.VIEW, "SELECT x * 2 AS y FROM numbers");
    TestServer.run(
        database,
        "CREATE ROLE reader_%1$s; GRANT SELECT ON shop.numbers, shop.doubled TO reader_%1$s"
            .formatted(database));
    TestServer.run(database, "CREATE VIEW public.mine AS SELECT y FROM shop.doubled");

    make("numbers", Form.TABLE, "SELECT 'first' AS w, 21 AS x");
    assertThat(rows("SELECT y FROM public.mine")).containsExactly("42");
    assertThat(
            rows(
                "SELECT has_table_privilege('reader_%1$s', 'shop.numbers', 'SELECT'), has_table_privilege('reader_%1$s', 'shop.doubled', 'SELECT')"
                    .formatted(database)))
        .containsExactly("t|t");
    assertThat(rows("SELECT to_regclass('shop.shown')")).containsExactly("null");
    assertThat(destination.marks()).containsOnlyKeys("numbers");
    make("shown", Form.VIEW, "SELECT x, w FROM numbers");
    assertThat(rows("SELECT * FROM shop.shown")).containsExactly("21|first");
  }

  @Test
  void somebodysOwnViewIsNotTakenAway() {
    make("numbers", Form.TABLE, "SELECT 1 AS x");
    TestServer.run(database, "CREATE VIEW mine AS SELECT x FROM shop.numbers");
    assertThatThrownBy(() -> make("numbers", Form.TABLE, "SELECT 1 AS y"))
        .isInstanceOf(LeatException.class)
        .hasMessage(
            "A table in "
                + place
                + " must change, and the view mine does not fit it then: column \"x\" does not"
                + " exist.");
    assertThat(rows("SELECT x FROM mine")).containsExactly("1");
  }

  @Test
  void aViewOfAllColumnsIsMadeAnewWhenATableHasMore() throws SQLException {
    try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
      var bench = new LoadBench(destination, workbench, "sales", new Disposition.Replace());
      bench.reconcile(HandMade.of(1, 0, PostgresTablesTest.schema(Simple.BIGINT), List.of("1")));
      make("everything", Form.VIEW, "SELECT * FROM sales");
      assertThat(destination.marks()).containsOnlyKeys("everything");
      bench.reconcile(
          HandMade.of(
              2, 0, PostgresTablesTest.schema(Simple.BIGINT, Simple.TEXT), List.of("2", "'b'")));
      assertThat(destination.marks()).isEmpty();
      make("everything", Form.VIEW, "SELECT * FROM sales");
      assertThat(rows("SELECT c0, c1 FROM shop.everything ORDER BY 1")).containsExactly("2|b");
      assertThat(destination.marks()).containsOnlyKeys("everything");
    }
  }

  @Test
  void whatNoModelMadeIsLeftAlone() {
    TestServer.run(database, "CREATE SCHEMA shop; CREATE TABLE shop.numbers AS SELECT 7 AS x");
    assertThatThrownBy(() -> make("numbers", Form.VIEW, "SELECT 1 AS x"))
        .isInstanceOf(LeatException.class)
        .hasMessage("There is a table 'numbers' in " + place + " that no model made.");
    assertThat(rows("SELECT x FROM shop.numbers")).containsExactly("7");
  }

  @Test
  void aModelIsOneStatement() {
    make("numbers", Form.TABLE, "SELECT 1 AS x");
    assertThatThrownBy(
            () -> make("other", Form.VIEW, "SELECT 1 AS x; DROP TABLE shop.numbers; SELECT 2"))
        .isInstanceOf(LeatException.class)
        .hasMessage("A query is one SQL statement.");
    assertThat(rows("SELECT x FROM shop.numbers")).containsExactly("1");
  }

  private static Macro macro(String name) {
    return new Macro(name, List.of("prices", "n"), "of no matter here");
  }

  @Test
  void functionsAnswerWhateverTheTypeOfPricesAndStayAsTheyAre() {
    List<Macro> macros =
        List.of(
            macro("sma"),
            macro("ema"),
            macro("bollinger_low"),
            macro("bollinger_high"),
            macro("rsi"),
            macro("macd"),
            macro("macd_signal"));
    destination.define(macros);
    String oids =
        "SELECT string_agg(oid::text || xmin::text, ',' ORDER BY oid) FROM pg_proc"
            + " WHERE pronamespace = 'shop'::regnamespace";
    List<String> before = rows(oids);
    destination.define(macros);
    assertThat(rows(oids)).isEqualTo(before);
    make(
        "indicators",
        Form.VIEW,
        """
        SELECT sma(ARRAY[1, 2, 4], 2) AS a, sma(ARRAY[1.5, 2.5, 4.5]::numeric[], 4) AS b,
          ema(ARRAY[1, 2]::bigint[], 3) AS c, bollinger_low(ARRAY[1.0, 3.0], 2, 0) AS d,
          bollinger_high(ARRAY[1.0, 1.0], 2, 2) AS e, rsi(ARRAY[1, 2, 1], 3) AS f,
          rsi(ARRAY[2, 2], 2) AS g, rsi(ARRAY[1, 2], 2) AS h, macd(ARRAY[5, 5], 12, 26) AS i,
          macd_signal(NULL, 12, 26, 9) AS j, ema(ARRAY[]::numeric[], 3) AS k\
        """);
    assertThat(rows("SELECT * FROM shop.indicators"))
        .containsExactly("3|null|1.5|2|1|50|null|100|0|null|null");
  }

  @Test
  void somebodysOwnFunctionStays() {
    TestServer.run(
        database,
        "CREATE SCHEMA shop; CREATE FUNCTION shop.sma(x int) RETURNS int LANGUAGE sql AS 'SELECT"
            + " 1'");
    assertThatThrownBy(() -> destination.define(List.of(macro("sma"))))
        .isInstanceOf(LeatException.class)
        .hasMessage("There is a function 'sma' in " + place + " that Leat did not make.")
        .extracting(e -> ((LeatException) e).remedy())
        .isEqualTo("Drop it, so that the models get Leat's: DROP FUNCTION shop.sma.");
    assertThat(rows("SELECT shop.sma(5)")).containsExactly("1");
    assertThatThrownBy(() -> destination.define(List.of(macro("no_such"))))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("has no function 'no_such'.");
  }
}
