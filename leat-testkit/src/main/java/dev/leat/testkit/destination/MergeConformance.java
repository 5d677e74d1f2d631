package dev.leat.testkit.destination;

import static dev.leat.testkit.destination.DestinationConformance.LINES;
import static dev.leat.testkit.destination.DestinationConformance.SALES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.Disposition.End;
import dev.leat.api.Disposition.Order;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.TableSchema;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a destination that merges promises. */
public interface MergeConformance {
  TableSchema STAMPED =
      new TableSchema(
          "sales",
          List.of(
              new Column("id", Simple.BIGINT),
              new Column("name", Simple.TEXT),
              new Column("changed", Simple.BIGINT)),
          List.of("id"),
          0);

  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  /** The private DuckDB from which rows come; the same one whenever a test asks. */
  Connection workbench();

  default LoadBench merging(String... key) {
    return new LoadBench(
        destination(), workbench(), "sales", new Disposition.Merge(List.of(key), Optional.empty()));
  }

  @Test
  default void rowsOfTheSameKeyBecomeOne() {
    LoadBench bench = merging("id");
    HandMade first = HandMade.of(7, 0, SALES, List.of("1", "'a'"), List.of("2", "'b'"));
    bench.reconcile(first);
    Effects effects =
        bench.reconcile(first, HandMade.of(8, 1, SALES, List.of("2", "'B'"), List.of("3", "'c'")));

    assertThat(effects.root()).isEqualTo(new Counts(1, 1, 0, 0, 0));
    assertThat(bench.rows("select id, name, _leat_file from sales order by id"))
        .containsExactly(row("1", "a", "7"), row("2", "B", "8"), row("3", "c", "8"));
    assertThat(bench.rows("select file, shadowed from _leat_files order by file"))
        .containsExactly(row("7", "1"), row("8", "0"));
  }

  @Test
  default void nullEqualsNullInAKey() {
    LoadBench bench = merging("id", "name");
    HandMade first = HandMade.of(7, 0, SALES, row("NULL", "NULL"), row("1", "NULL"));
    bench.reconcile(first);
    assertThat(
            bench
                .reconcile(first, HandMade.of(8, 1, SALES, row("NULL", "NULL"), row("1", "NULL")))
                .root())
        .isEqualTo(new Counts(0, 0, 2, 0, 0));
    assertThat(bench.value("select count(*) from sales")).isEqualTo("2");
  }

  /** Longer than an index of any database takes. */
  @Test
  default void aKeyMayBeALongText() {
    LoadBench bench = merging("name");
    String digits =
        IntStream.range(0, 900)
            .mapToObj(i -> Long.toHexString(i * 0x9E3779B97F4A7C15L))
            .collect(Collectors.joining());
    HandMade first = HandMade.of(7, 0, SALES, List.of("1", "'short'"));
    bench.reconcile(first);
    HandMade second = HandMade.of(8, 1, SALES, List.of("2", "'" + digits + "'"));
    bench.reconcile(first, second);
    HandMade third =
        HandMade.of(
            9, 2, SALES, List.of("3", "'" + digits + "'"), List.of("4", "'" + digits + "x'"));
    Effects effects = bench.reconcile(first, second, third);

    assertThat(effects.root()).isEqualTo(new Counts(1, 1, 0, 0, 0));
    assertThat(bench.rows("select id from sales order by id"))
        .containsExactly(row("1"), row("3"), row("4"));
  }

  @Test
  default void unchangedRowsKeepTheirLoadAndNameTheirNewFile() {
    LoadBench bench = merging("id");
    bench.reconcile(HandMade.of(7, 0, SALES, row("1", "'a'"), row("2", "'b'"), row("3", "NULL")));
    long first = bench.state().load();
    Effects effects =
        bench.reconcile(
            HandMade.of(8, 1, SALES, row("3", "NULL"), row("2", "'B'"), row("1", "'a'")));
    long second = bench.state().load();

    assertThat(effects.root()).isEqualTo(new Counts(0, 1, 2, 0, 0));
    assertThat(bench.rows("select id, _leat_file, _leat_row, _leat_load from sales order by id"))
        .containsExactly(
            row("1", "8", "2", "" + first),
            row("2", "8", "1", "" + second),
            row("3", "8", "0", "" + first));
  }

  @Test
  default void rowsThatACorrectionLeftOutGo() {
    LoadBench bench = merging("id");
    bench.reconcile(HandMade.of(7, 0, SALES, row("1", "'a'"), row("2", "'b'")));
    assertThat(bench.reconcile(HandMade.of(8, 1, SALES, row("1", "'a'"))).root())
        .isEqualTo(new Counts(0, 0, 1, 1, 0));
    assertThat(bench.rows("select id from sales")).containsExactly(row("1"));
  }

  @Test
  default void theNewestRevisionWinsInAnyOrderOfLoads() {
    LoadBench bench = merging("id");
    HandMade old = HandMade.of(7, 0, SALES, row("1", "'old'"));
    HandMade young = HandMade.of(8, 1, SALES, row("1", "'young'"));
    bench.reconcile(young);
    assertThat(bench.reconcile(young, old).root()).isEqualTo(Counts.NONE);

    assertThat(bench.rows("select name, _leat_file from sales")).containsExactly(row("young", "8"));
    assertThat(bench.rows("select file, shadowed from _leat_files order by file"))
        .containsExactly(row("7", "1"), row("8", "0"));
  }

  @Test
  default void aDeclaredCursorComesBeforeTheRevision() {
    var bench =
        new LoadBench(
            destination(),
            workbench(),
            "sales",
            new Disposition.Merge(List.of("id"), Optional.of("changed")));
    HandMade first = HandMade.of(7, 0, STAMPED, row("1", "'newest'", "9"), row("2", "'x'", "NULL"));
    HandMade second = HandMade.of(8, 1, STAMPED, row("1", "'older'", "5"), row("2", "'y'", "1"));
    bench.reconcile(first);
    bench.reconcile(first, second);
    assertThat(bench.rows("select id, name from sales order by id"))
        .containsExactly(row("1", "newest"), row("2", "y"));
  }

  /** By the project's rule first, then by the cursor, then by age; null behind any value. */
  @Test
  default void aRuleOfTheProjectComesBeforeAll() {
    List<Order> lowest = List.of(new Order("changed", End.LOWEST), new Order("name", End.HIGHEST));
    HandMade first =
        HandMade.of(
            7,
            0,
            STAMPED,
            row("1", "'low'", "3"),
            row("1", "'high'", "9"),
            row("2", "'some'", "4"),
            row("3", "'a'", "5"),
            row("4", "'old'", "6"));
    HandMade second =
        HandMade.of(
            8,
            1,
            STAMPED,
            row("1", "'middle'", "5"),
            row("2", "'none'", "NULL"),
            row("3", "'b'", "5"),
            row("3", "NULL", "5"),
            row("4", "'old'", "6"));
    List<List<String>> kept =
        List.of(
            row("1", "low", "3", "7"),
            row("2", "some", "4", "7"),
            row("3", "b", "5", "8"),
            row("4", "old", "6", "8"));
    String content = "select id, name, changed, _leat_file from sales order by id";
    var bench =
        new LoadBench(
            destination(), workbench(), "sales", new Disposition.Merge(List.of("id"), lowest));
    bench.reconcile(first);
    bench.reconcile(first, second);
    assertThat(bench.rows(content)).isEqualTo(kept);
    bench.rebuild(first, second);
    assertThat(bench.rows(content)).isEqualTo(kept);
    bench.reconcile(second);
    assertThat(bench.rows(content).getFirst()).isEqualTo(row("1", "middle", "5", "8"));
    bench.reconcile(second, first);
    assertThat(bench.rows(content)).isEqualTo(kept);
  }

  @Test
  default void ofTwoRowsInOneFileTheLastIsKept() {
    LoadBench bench = merging("id");
    HandMade twice = HandMade.of(7, 0, SALES, row("1", "'a'"), row("1", "'b'"), row("2", "'c'"));
    assertThat(bench.reconcile(twice).root()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    assertThat(bench.rows("select id, name from sales order by id"))
        .containsExactly(row("1", "b"), row("2", "c"));
    assertThat(bench.value("select shadowed from _leat_files")).isEqualTo("0");
  }

  @Test
  default void aHiddenRowComesBackWhenTheFileThatHidItGoes() {
    LoadBench bench = merging("id");
    HandMade old =
        HandMade.of(7, 0, SALES, row("1", "'old'"), row("2", "'only'"))
            .with(LINES, row("0", "0", "'x'"));
    HandMade young = HandMade.of(8, 1, SALES, row("1", "'young'"));
    bench.reconcile(old, young);
    Effects effects = bench.reconcile(old);

    assertThat(effects.root()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertThat(bench.rows("select id, name, _leat_file from sales order by id"))
        .containsExactly(row("1", "old", "7"), row("2", "only", "7"));
    assertThat(bench.rows("select item from sales__lines")).containsExactly(row("x"));
    assertThat(bench.rows("select file, shadowed from _leat_files")).containsExactly(row("7", "0"));
  }

  @Test
  default void childrenAreComparedByThemselves() {
    LoadBench bench = merging("id");
    bench.reconcile(
        HandMade.of(7, 0, SALES, row("1", "'a'"), row("2", "'b'"))
            .with(LINES, row("0", "0", "'x'"), row("0", "1", "'y'"), row("1", "0", "'z'")));
    long first = bench.state().load();
    Effects effects =
        bench.reconcile(
            HandMade.of(8, 1, SALES, row("1", "'a'"))
                .with(LINES, row("0", "0", "'x'"), row("0", "1", "'Y'"), row("0", "2", "'new'")));
    long second = bench.state().load();

    assertThat(effects.tables())
        .containsExactly(
            Map.entry("sales", new Counts(0, 0, 1, 1, 0)),
            Map.entry("sales__lines", new Counts(1, 1, 1, 1, 0)));
    assertThat(bench.rows("select item, _leat_load from sales__lines order by _leat_index_1"))
        .containsExactly(row("x", "" + first), row("Y", "" + second), row("new", "" + second));
  }

  /** The key came with the first of them, the row as it is with the one that changed it last. */
  @Test
  default void stampsSayWhenRowsCameAndChanged() {
    var rule =
        new Disposition.Merge(
            List.of("id"), List.of(), Optional.of(new Disposition.Stamps("born", "moved")));
    List<List<String>> expected =
        List.of(row("1", "a", "0", "0"), row("2", "b", "0", "2"), row("3", "C", "1", "2"));
    for (String table : List.of("steps", "once")) {
      TableSchema schema = new TableSchema(table, SALES.columns(), List.of("id"), 0);
      HandMade first = HandMade.of(7, 0, schema, row("1", "'a'"), row("2", "'b'"));
      HandMade second =
          HandMade.of(8, 1, schema, row("1", "'a'"), row("2", "'B'"), row("3", "'c'"))
              .fetched("8", LoadBench.AT.plusSeconds(1));
      HandMade third =
          HandMade.of(9, 2, schema, row("1", "'a'"), row("2", "'b'"), row("3", "'C'"))
              .fetched("9", LoadBench.AT.plusSeconds(2));
      var bench = new LoadBench(destination(), workbench(), table, rule);
      String content =
          "select id, name, cast(extract(epoch from born) as bigint) - %1$d, cast(extract(epoch from moved) as bigint) - %1$d from %2$s order by id"
              .formatted(LoadBench.AT.getEpochSecond(), table);
      if (table.equals("steps")) {
        bench.reconcile(first);
        bench.reconcile(first, second);
        assertThat(bench.rows(content))
            .containsExactly(
                row("1", "a", "0", "0"), row("2", "B", "0", "1"), row("3", "c", "1", "1"));
      }
      bench.reconcile(first, second, third);
      assertThat(bench.rows(content)).isEqualTo(expected);
      bench.rebuild(third);
      assertThat(bench.rows(content)).isEqualTo(expected);
      bench.reconcile(third, HandMade.of(10, 3, schema).fetched("9", LoadBench.AT));
      assertThat(bench.rows(content)).isEqualTo(expected);
    }
  }

  @Test
  default void aRebuildGivesTheSameRows() {
    LoadBench bench = merging("id");
    HandMade a = HandMade.of(7, 0, SALES, row("1", "'a'"), row("2", "'b'"));
    HandMade b = HandMade.of(8, 1, SALES, row("2", "'B'")).with(LINES, row("0", "0", "'x'"));
    bench.reconcile(a);
    bench.reconcile(a, b);
    String content = "select id, name, _leat_file, _leat_row from sales order by id";
    List<?> before = bench.rows(content);
    assertThat(bench.rebuild(a, b).root()).isEqualTo(new Counts(2, 0, 0, 2, 0));
    assertThat(bench.rows(content)).isEqualTo(before);
    assertThat(bench.rows("select file, shadowed from _leat_files order by file"))
        .containsExactly(row("7", "1"), row("8", "0"));
    assertThat(bench.rows("select item from sales__lines")).containsExactly(row("x"));
  }

  /** Whatever files come and go, a table is what a single load of the last set would have made. */
  @Test
  default void aTableDependsOnItsLastSetOfFilesAlone() {
    for (int seed = 1; seed <= 6; seed++) {
      var history = new RandomHistory(seed);
      var rule =
          switch (seed % 3) {
            case 0 -> new Disposition.Merge(List.of("id"), Optional.empty());
            case 1 -> new Disposition.Merge(List.of("id", "name"), Optional.of("changed"));
            default ->
                new Disposition.Merge(
                    List.of("id"),
                    List.of(new Order("changed", End.LOWEST), new Order("name", End.HIGHEST)));
          };
      String steps = "steps_" + seed;
      String once = "once_" + seed;
      var bench = new LoadBench(destination(), workbench(), steps, rule);
      for (Set<Integer> set : history.sets()) {
        bench.reconcile(history.files(steps, set));
      }
      new LoadBench(destination(), workbench(), once, rule)
          .reconcile(history.files(once, history.last()));
      for (String content : RandomHistory.CONTENT) {
        assertThat(bench.rows(content.formatted(steps)))
            .as("seed " + seed)
            .isEqualTo(bench.rows(content.formatted(once)));
      }
    }
  }

  private static List<String> row(String... values) {
    return List.of(values);
  }
}
