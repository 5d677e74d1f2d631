package dev.leat.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Absence;
import dev.leat.api.TableSchema;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A table's columns may have the names that the SQL of a load uses for its own. */
public interface NamesConformance {
  List<String> KEY = List.of("file", "revision", "sf");
  List<String> NAMES =
      List.of(
          "moment",
          "winner",
          "of_file",
          "shadowed",
          "place",
          "hashed",
          "sr",
          "tf",
          "tr",
          "gone",
          "newer",
          "load",
          "verdict",
          "r",
          "s",
          "t",
          "l",
          "c",
          "f",
          "p",
          "rv",
          "sv",
          "tv",
          "value",
          "key",
          "k",
          "h",
          "b",
          "d",
          "n",
          "v",
          "x",
          "pos",
          "added",
          "dataset",
          "source",
          "owner",
          "held",
          "moved",
          "since",
          "until",
          "next",
          "nth",
          "event",
          "row_number",
          "created",
          "modified",
          "as_of",
          "satellite",
          "hub",
          "link",
          "created_at");

  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  /** The private DuckDB from which rows come; the same one whenever a test asks. */
  Connection workbench();

  @Test
  default void aMergeTakesColumnsOfAnyName() {
    keepsRows("merged", new Disposition.Merge(KEY, Optional.empty()));
  }

  @Test
  default void stampsTakeColumnsOfAnyName() {
    keepsRows(
        "stamped",
        new Disposition.Merge(
            KEY, List.of(), Optional.of(new Disposition.Stamps("born", "changed"))));
  }

  @Test
  default void aHistoryTakesColumnsOfAnyName() {
    keepsRows("told", new Disposition.Scd2(KEY, Optional.of("place"), Absence.KEEPS));
  }

  @Test
  default void aVaultTakesColumnsOfAnyName() {
    var history = new Disposition.Scd2(KEY, Optional.empty(), Absence.KEEPS);
    keepsRows(
        "kept",
        new Disposition.Vault(
            "odd", "shop", "me", history, List.of(), Map.of("kind", "source"), List.of()));
  }

  private void keepsRows(String table, Disposition disposition) {
    var columns = new ArrayList<Column>();
    KEY.forEach(name -> columns.add(new Column(name, Simple.BIGINT)));
    NAMES.forEach(name -> columns.add(new Column(name, Simple.TEXT)));
    var schema = new TableSchema(table, columns, KEY, 0);
    List<String> one = row("1", "x");
    List<String> other = row("2", "x");
    var bench = new LoadBench(destination(), workbench(), table, disposition);
    String content = "select file, \"value\" from " + table + " %s order by file, \"value\"";

    HandMade first = HandMade.of(7, 0, schema, one, other, one).fetched("a", LoadBench.AT);
    bench.reconcile(first);
    assertThat(bench.rows(content.formatted("")))
        .containsExactly(List.of("1", "x"), List.of("2", "x"));
    HandMade second =
        HandMade.of(8, 1, schema, row("1", "y"))
            .fetched("b", LoadBench.AT.plus(Duration.ofDays(1)));
    Effects effects = bench.reconcile(first, second);
    assertThat(effects.root().updated()).isEqualTo(1);
    boolean versions = !(disposition instanceof Disposition.Merge);
    String current = versions ? "where is_current" : "";
    assertThat(bench.rows(content.formatted(current)))
        .containsExactly(List.of("1", "y"), List.of("2", "x"));
    bench.rebuild(first, second);
    assertThat(bench.rows(content.formatted(current)))
        .containsExactly(List.of("1", "y"), List.of("2", "x"));
  }

  private static List<String> row(String file, String text) {
    var values = new ArrayList<>(List.of(file, "2", "3"));
    values.addAll(Collections.nCopies(NAMES.size(), "'" + text + "'"));
    return values;
  }
}
