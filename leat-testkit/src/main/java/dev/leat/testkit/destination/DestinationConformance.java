package dev.leat.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.AlreadyCommitted;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.Load;
import dev.leat.api.LoadRequest;
import dev.leat.api.Origin;
import dev.leat.api.TableSchema;
import dev.leat.api.TableState;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every destination promises; {@link MergeConformance} adds what merging promises. */
public interface DestinationConformance {
  TableSchema SALES =
      new TableSchema(
          "sales",
          List.of(new Column("id", Simple.BIGINT), new Column("name", Simple.TEXT)),
          List.of("id"),
          0);
  TableSchema LINES =
      new TableSchema("sales__lines", List.of(new Column("item", Simple.TEXT)), List.of(), 1);

  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  /** The private DuckDB from which rows come; the same one whenever a test asks. */
  Connection workbench();

  default LoadBench replacing() {
    return new LoadBench(destination(), workbench(), "sales", new Disposition.Replace());
  }

  @Test
  default void holdsNothingAtFirst() {
    assertThat(destination().states(List.of("sales", "other")))
        .containsExactly(
            Map.entry("sales", TableState.empty("sales")),
            Map.entry("other", TableState.empty("other")));
  }

  @Test
  default void loadsFilesAndRecordsThem() {
    LoadBench bench = replacing();
    CommitOutcome.Effects effects =
        bench.reconcile(
            HandMade.of(7, 0, SALES, List.of("1", "'a'"), List.of("2", "NULL")),
            HandMade.of(8, 0, SALES, List.of("3", "''")));

    assertThat(effects.root()).isEqualTo(new Counts(3, 0, 0, 0, 0));
    assertThat(effects.rows()).isEqualTo(3);
    assertThat(bench.rows("select id, name, _leat_file, _leat_row from sales order by id"))
        .containsExactly(
            row("1", "a", "7", "0"), row("2", "NULL", "7", "1"), row("3", "", "8", "0"));
    assertThat(bench.state().files()).isEqualTo(FileIds.of(7, 8));
    assertThat(bench.state().configuration()).isEqualTo("configuration 1");
    assertThat(bench.value("select count(distinct _leat_load) from sales")).isEqualTo("1");
    assertThat(bench.value("select max(_leat_load) from sales"))
        .isEqualTo(String.valueOf(bench.state().load()));
  }

  @Test
  default void aRepeatedLoadChangesNothing() {
    LoadBench bench = replacing();
    List<HandMade> files = List.of(HandMade.of(7, 0, SALES, List.of("1", "'a'")));
    LoadRequest request = bench.request(files);
    CommitOutcome first = bench.attempt(request, files);
    CommitOutcome second = bench.attempt(request, files);

    assertThat(first).isInstanceOf(Committed.class);
    assertThat(second).isEqualTo(new AlreadyCommitted(((Committed) first).effects()));
    assertThat(bench.value("select count(*) from sales")).isEqualTo("1");
  }

  @Test
  default void aLoadThatAnotherOneOvertookIsRejected() {
    LoadBench bench = replacing();
    List<HandMade> files = List.of(HandMade.of(7, 0, SALES, List.of("1", "'a'")));
    LoadRequest late = bench.request(files);
    bench.reconcile(HandMade.of(8, 0, SALES, List.of("2", "'b'")));

    assertThat(bench.attempt(late, files))
        .isEqualTo(new Rejected(Reason.OVERTAKEN, "Another load of sales was committed first."));
    assertThat(bench.state().files()).isEqualTo(FileIds.of(8));
    assertThat(bench.value("select count(*) from sales")).isEqualTo("1");
  }

  @Test
  default void whatIsNotCommittedIsNotThere() {
    LoadBench bench = replacing();
    bench.reconcile(HandMade.of(7, 0, SALES, List.of("1", "'a'")));
    HandMade more = HandMade.of(8, 0, SALES, List.of("2", "'b'"));
    try (Load load = destination().open(bench.request(List.of(more)))) {
      load.stage(more.batch(workbench()));
      load.apply();
    }

    assertThat(bench.state().files()).isEqualTo(FileIds.of(7));
    assertThat(bench.rows("select id from sales")).containsExactly(row("1"));
    bench.reconcile(more);
    assertThat(bench.rows("select id from sales")).containsExactly(row("2"));
  }

  @Test
  default void rowsGoWithTheirFileAndChildrenFollow() {
    LoadBench bench = replacing();
    HandMade old =
        HandMade.of(7, 0, SALES, List.of("1", "'a'"), List.of("2", "'b'"))
            .with(LINES, row("0", "0", "'x'"), row("0", "1", "'y'"), row("1", "0", "'z'"));
    HandMade corrected =
        HandMade.of(9, 1, SALES, List.of("1", "'a'")).with(LINES, row("0", "0", "'x'"));
    bench.reconcile(old, HandMade.of(8, 0, SALES, List.of("3", "'c'")));
    CommitOutcome.Effects effects =
        bench.reconcile(corrected, HandMade.of(8, 0, SALES, List.of("3", "'c'")));

    assertThat(effects.tables())
        .containsExactly(
            Map.entry("sales", new Counts(1, 0, 0, 2, 0)),
            Map.entry("sales__lines", new Counts(1, 0, 0, 3, 0)));
    assertThat(bench.rows("select id, _leat_file from sales order by id"))
        .containsExactly(row("1", "9"), row("3", "8"));
    assertThat(bench.rows("select item, _leat_file, _leat_row, _leat_index_1 from sales__lines"))
        .containsExactly(row("x", "9", "0", "0"));
    assertThat(bench.state().files()).isEqualTo(FileIds.of(8, 9));

    bench.reconcile();
    assertThat(bench.value("select count(*) from sales")).isEqualTo("0");
    assertThat(bench.value("select count(*) from sales__lines")).isEqualTo("0");
    assertThat(bench.state().files()).isEqualTo(FileIds.NONE);
  }

  @Test
  default void everySnapshotStaysWhenAppending() {
    var bench = new LoadBench(destination(), workbench(), "sales", new Disposition.Append());
    HandMade monday = HandMade.of(7, 0, SALES, List.of("1", "'a'"), List.of("2", "'b'"));
    HandMade tuesday = HandMade.of(8, 1, SALES, List.of("1", "'a'"), List.of("2", "'b'"));
    bench.reconcile(monday);
    bench.reconcile(monday, tuesday);

    assertThat(bench.rows("select _leat_file, count(*) from sales group by 1 order by 1"))
        .containsExactly(row("7", "2"), row("8", "2"));
    assertThat(bench.value("select count(distinct _leat_load) from sales")).isEqualTo("2");
  }

  @Test
  default void columnsAreAddedAndWidenInPlace() {
    LoadBench bench = replacing();
    TableSchema grown =
        new TableSchema(
            "sales",
            List.of(
                new Column("id", Simple.TEXT),
                new Column("name", Simple.TEXT),
                new Column("price", new Decimal(5, 2))),
            List.of("id"),
            0);
    HandMade first = HandMade.of(7, 0, SALES, List.of("1", "'a'"));
    bench.reconcile(first);
    bench.reconcile(first, HandMade.of(8, 0, grown, List.of("'x1'", "'b'", "1.10")));

    assertThat(bench.rows("select id, name, price from sales order by _leat_file"))
        .containsExactly(row("1", "a", "NULL"), row("x1", "b", "1.10"));
    bench.reconcile(
        first,
        HandMade.of(8, 0, grown, List.of("'x1'", "'b'", "1.10")),
        HandMade.of(9, 0, SALES, List.of("5", "'c'")));
    assertThat(bench.rows("select id, name, price from sales where _leat_file = 9"))
        .containsExactly(row("5", "c", "NULL"));
  }

  @Test
  default void anyNameIsLegal() {
    List<String> names = List.of("fg%", "select", "a b", "quo\"te", "it's", "naïve", "table");
    List<Column> columns =
        names.stream().map(name -> new Column(name, (ColumnType) Simple.BIGINT)).toList();
    var schema = new TableSchema("order by", columns, List.of(), 0);
    var bench = new LoadBench(destination(), workbench(), "order by", new Disposition.Replace());
    var values = new ArrayList<String>();
    names.forEach(name -> values.add(String.valueOf(values.size())));
    bench.reconcile(HandMade.of(7, 0, schema, values));

    assertThat(
            bench.rows(
                "select \"fg%\", \"select\", \"a b\", \"quo\"\"te\", \"it's\", \"naïve\", \"table\""
                    + " from \"order by\""))
        .containsExactly(values);
  }

  @Test
  default void everyTypeKeepsItsValues() {
    var schema =
        new TableSchema(
            "sales",
            List.of(
                new Column("flag", Simple.BOOLEAN),
                new Column("whole", Simple.BIGINT),
                new Column("huge", Simple.HUGEINT),
                new Column("money", new Decimal(38, 24)),
                new Column("real", Simple.DOUBLE),
                new Column("day", Simple.DATE),
                new Column("clock", Simple.TIME),
                new Column("local", Simple.TIMESTAMP),
                new Column("instant", Simple.TIMESTAMPTZ),
                new Column("document", Simple.JSON)),
            List.of(),
            0);
    LoadBench bench = replacing();
    bench.reconcile(
        HandMade.of(
            7,
            0,
            schema,
            List.of(
                "true",
                "-9223372036854775807",
                "170141183460469231731687303715884105727",
                "3.123456789012345678901234",
                "1e-300",
                "DATE '0001-01-01'",
                "TIME '23:59:59.999999'",
                "TIMESTAMP '2024-02-29 12:30:00.123456'",
                "TIMESTAMPTZ '2024-02-29 12:30:00.123456+02'",
                "'{\"a\": [1, null]}'")));

    assertThat(
            bench.rows(
                "select flag, whole, huge, money, \"real\", day, clock, \"local\", instant,"
                    + " document from sales"))
        .containsExactly(
            row(
                "true",
                "-9223372036854775807",
                "170141183460469231731687303715884105727",
                "3.123456789012345678901234",
                "1.0E-300",
                "0001-01-01",
                "23:59:59.999999",
                "2024-02-29T12:30:00.123456",
                "2024-02-29T10:30:00.123456Z",
                "{\"a\": [1, null]}"));
  }

  @Test
  default void everyTextStaysWhatItWas() {
    List<String> texts =
        List.of(
            "", " ", "NULL", "null", "\\N", "\\.", "a,b", "\"q\"", "it's", "a\nb", "\r", "a\tb",
            "日本 ñ");
    var rows = new ArrayList<List<String>>();
    texts.forEach(text -> rows.add(row("" + rows.size(), "'" + text.replace("'", "''") + "'")));
    rows.add(row("99", "NULL"));
    LoadBench bench = replacing();
    bench.reconcile(HandMade.ofRows(7, 0, SALES, rows));

    assertThat(bench.rows("select name from sales where name is not null order by id"))
        .isEqualTo(texts.stream().map(List::of).toList());
    assertThat(bench.rows("select id from sales where name is null")).containsExactly(row("99"));
  }

  @Test
  default void theQuarantineIsThatOfTheFilesThatAreThere() {
    LoadBench bench = replacing();
    HandMade bad = HandMade.of(7, 0, SALES, List.of("1", "'a'")).rejecting("not a number");
    assertThat(bench.reconcile(bad).root()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    String quarantine =
        "select table_name, file, row_number, column_name, value, reason, load"
            + " from _leat_quarantine";
    assertThat(bench.rows(quarantine))
        .containsExactly(
            row(
                "sales",
                "7",
                "99",
                "amount",
                "n/a",
                "not a number",
                String.valueOf(bench.state().load())));

    bench.reconcile(HandMade.of(8, 1, SALES, List.of("1", "'a'"), List.of("2", "'b'")));
    assertThat(bench.rows(quarantine)).isEmpty();
  }

  @Test
  default void aRowLeadsBackToItsFile() {
    LoadBench bench = replacing();
    bench.reconcile(
        HandMade.of(7, 3, SALES, List.of("1", "'a'"), List.of("2", "'b'"))
            .with(LINES, row("1", "0", "'x'")));

    List<Origin> origins = destination().origins("sales", Map.of("id", "2"));
    assertThat(origins)
        .containsExactly(
            new Origin(
                "sales",
                LoadBench.facts(HandMade.of(7, 3, SALES)),
                1,
                bench.state().load(),
                "run-1",
                LoadBench.AT));
    assertThat(destination().origins("sales__lines", Map.of("item", "x"))).hasSize(1);
    assertThat(destination().origins("sales", Map.of("id", "77"))).isEmpty();
  }

  @Test
  default void tablesDoNotMix() {
    var other = new TableSchema("other", List.of(new Column("id", Simple.BIGINT)), List.of(), 0);
    LoadBench sales = replacing();
    var others = new LoadBench(destination(), workbench(), "other", new Disposition.Replace());
    sales.reconcile(HandMade.of(7, 0, SALES, List.of("1", "'a'")));
    others.reconcile(HandMade.of(7, 0, other, List.of("1")), HandMade.of(8, 0, other));
    sales.reconcile();

    assertThat(others.value("select count(*) from other")).isEqualTo("1");
    assertThat(others.state().files()).isEqualTo(FileIds.of(7, 8));
    assertThat(destination().states(List.of("other", "sales")).values())
        .extracting(TableState::files)
        .containsExactly(FileIds.of(7, 8), FileIds.NONE);
  }

  private static List<String> row(String... values) {
    return List.of(values);
  }
}
