package dev.leat.testkit.destination;

import static dev.leat.testkit.destination.DestinationConformance.LINES;
import static dev.leat.testkit.destination.DestinationConformance.SALES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Absence;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.TableSchema;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a destination that keeps histories promises. */
public interface HistoryConformance {
  Instant MONDAY = Instant.parse("2024-06-03T08:00:00Z");
  Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));
  String VERSIONS =
      "select id, name, valid_from, valid_to, is_current from sales order by id, valid_from";

  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  /** The private DuckDB from which rows come; the same one whenever a test asks. */
  Connection workbench();

  default LoadBench historising(Absence absence) {
    return new LoadBench(
        destination(),
        workbench(),
        "sales",
        new Disposition.Scd2(List.of("id"), Optional.empty(), absence));
  }

  @Test
  default void aRowThatReturnsToAnEarlierValueHasThreeVersions() {
    LoadBench bench = historising(Absence.CLOSES);
    HandMade a = day(1, MONDAY, row("1", "'A'"), row("2", "'x'"));
    HandMade b = day(2, TUESDAY, row("1", "'B'"), row("2", "'x'"));
    HandMade again = day(3, WEDNESDAY, row("1", "'A'"), row("2", "'x'"));
    assertThat(bench.reconcile(a).root()).isEqualTo(new Counts(2, 0, 0, 0, 0));
    long first = bench.state().load();
    assertThat(bench.reconcile(a, b).root()).isEqualTo(new Counts(1, 1, 1, 0, 0));
    assertThat(bench.reconcile(a, b, again).root()).isEqualTo(new Counts(1, 1, 1, 0, 0));

    List<List<String>> versions =
        List.of(
            row("1", "A", "" + MONDAY, "" + TUESDAY, "false"),
            row("1", "B", "" + TUESDAY, "" + WEDNESDAY, "false"),
            row("1", "A", "" + WEDNESDAY, "NULL", "true"),
            row("2", "x", "" + MONDAY, "NULL", "true"));
    assertThat(bench.rows(VERSIONS)).isEqualTo(versions);
    assertThat(bench.rows("select _leat_load, _leat_file from sales where id = 2"))
        .containsExactly(row("" + first, "1"));
    assertThat(bench.rebuild(a, b, again).root()).isEqualTo(new Counts(4, 0, 0, 4, 0));
    assertThat(bench.rows(VERSIONS)).isEqualTo(versions);
  }

  @Test
  default void aRowThatASnapshotLeavesOutIsClosed() {
    LoadBench bench = historising(Absence.CLOSES);
    HandMade monday = day(1, MONDAY, row("1", "'A'"), row("2", "'x'"));
    HandMade tuesday = day(2, TUESDAY, row("1", "'A'"));
    HandMade wednesday = day(3, WEDNESDAY, row("1", "'A'"), row("2", "'x'"));
    bench.reconcile(monday);
    assertThat(bench.reconcile(monday, tuesday).root()).isEqualTo(new Counts(0, 0, 1, 1, 0));
    assertThat(bench.reconcile(monday, tuesday, wednesday).root())
        .isEqualTo(new Counts(1, 0, 1, 0, 0));
    assertThat(bench.rows(VERSIONS))
        .containsExactly(
            row("1", "A", "" + MONDAY, "NULL", "true"),
            row("2", "x", "" + MONDAY, "" + TUESDAY, "false"),
            row("2", "x", "" + WEDNESDAY, "NULL", "true"));
  }

  @Test
  default void anEmptySnapshotClosesEverything() {
    LoadBench bench = historising(Absence.CLOSES);
    HandMade monday = day(1, MONDAY, row("1", "'A'"));
    bench.reconcile(monday);
    assertThat(bench.reconcile(monday, day(2, TUESDAY)).root())
        .isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(bench.rows(VERSIONS))
        .containsExactly(row("1", "A", "" + MONDAY, "" + TUESDAY, "false"));
  }

  @Test
  default void aRowThatALogLeavesOutStays() {
    LoadBench bench = historising(Absence.KEEPS);
    HandMade monday = day(1, MONDAY, row("1", "'A'"), row("2", "'x'"));
    HandMade tuesday = day(2, TUESDAY, row("1", "'B'"), row("1", "'C'"));
    bench.reconcile(monday);
    assertThat(bench.reconcile(monday, tuesday).root()).isEqualTo(new Counts(1, 1, 0, 0, 0));
    assertThat(bench.rows(VERSIONS))
        .containsExactly(
            row("1", "A", "" + MONDAY, "" + TUESDAY, "false"),
            row("1", "C", "" + TUESDAY, "NULL", "true"),
            row("2", "x", "" + MONDAY, "NULL", "true"));
  }

  @Test
  default void datasetsDoNotDeleteOneAnothersRows() {
    LoadBench bench = historising(Absence.CLOSES);
    HandMade mine = HandMade.of(1, 0, SALES, row("1", "'A'")).fetched("mine", MONDAY);
    HandMade yours = HandMade.of(2, 0, SALES, row("2", "'x'")).fetched("yours", TUESDAY);
    bench.reconcile(mine);
    assertThat(bench.reconcile(mine, yours).root()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    assertThat(bench.rows("select id from sales where is_current order by id"))
        .containsExactly(row("1"), row("2"));
  }

  @Test
  default void aNullKeyIsAKeyAndNotTheTextNull() {
    TableSchema named =
        new TableSchema(
            "sales",
            List.of(new Column("id", Simple.TEXT), new Column("name", Simple.TEXT)),
            List.of("id"),
            0);
    LoadBench bench = historising(Absence.CLOSES);
    bench.reconcile(
        HandMade.of(1, 0, named, row("NULL", "'a'"), row("'NULL'", "'b'"), row("''", "'c'")));
    assertThat(bench.value("select count(*) from sales where is_current")).isEqualTo("3");
    assertThat(bench.value("select count(distinct _leat_key) from sales")).isEqualTo("3");
  }

  @Test
  default void aFileThatComesLateAsksForARebuild() {
    LoadBench bench = historising(Absence.CLOSES);
    HandMade monday = day(1, MONDAY, row("1", "'A'"));
    HandMade tuesday = day(2, TUESDAY, row("1", "'B'"));
    bench.reconcile(tuesday);
    List<HandMade> both = List.of(monday, tuesday);
    assertThat(bench.attempt(bench.request(both), both))
        .isEqualTo(
            new Rejected(Reason.RESHAPED, "A file of sales is older than what the table holds."));
    bench.rebuild(monday, tuesday);
    assertThat(bench.rows(VERSIONS))
        .containsExactly(
            row("1", "A", "" + MONDAY, "" + TUESDAY, "false"),
            row("1", "B", "" + TUESDAY, "NULL", "true"));
    assertThat(bench.attempt(bench.request(List.of(monday)), List.of(monday)))
        .isEqualTo(
            new Rejected(Reason.RESHAPED, "A file of sales is gone, and its history with it."));
  }

  @Test
  default void whatAHistoryCannotKeepIsRefused() {
    LoadBench bench = historising(Absence.CLOSES);
    HandMade lines = HandMade.of(1, 0, SALES, row("1", "'A'")).with(LINES, row("0", "0", "'item'"));
    assertThatThrownBy(() -> bench.reconcile(lines))
        .hasMessageContaining(
            "A list of objects would become the table sales__lines, and a history keeps no child"
                + " tables.");
    TableSchema taken =
        new TableSchema(
            "sales",
            List.of(new Column("id", Simple.BIGINT), new Column("is_current", Simple.BOOLEAN)),
            List.of("id"),
            0);
    assertThatThrownBy(() -> bench.reconcile(HandMade.of(1, 0, taken, row("1", "true"))))
        .hasMessageContaining("The table sales has a column is_current of its own.");
    TableSchema keyless =
        new TableSchema("sales", List.of(new Column("name", Simple.TEXT)), List.of(), 0);
    assertThatThrownBy(() -> bench.reconcile(HandMade.of(1, 0, keyless, row("'A'"))))
        .hasMessageContaining("The table sales has no column id, which is in its key.");
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  private static HandMade day(long file, Instant at, List<String>... rows) {
    return HandMade.ofRows(file, 0, SALES, List.of(rows)).fetched("daily", at);
  }

  private static List<String> row(String... values) {
    return List.of(values);
  }
}
