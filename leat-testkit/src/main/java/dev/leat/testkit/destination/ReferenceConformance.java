package dev.leat.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Destination;
import dev.leat.api.DestinationError;
import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.api.Load;
import dev.leat.api.Reference;
import dev.leat.api.Reference.Orphans;
import dev.leat.api.RowSink;
import dev.leat.api.TableSchema;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a destination promises of rows that refer to others, and of looking before a commit. */
public interface ReferenceConformance {
  TableSchema TEAMS =
      new TableSchema(
          "teams",
          List.of(new Column("id", Simple.BIGINT), new Column("name", Simple.TEXT)),
          List.of("id"),
          0);
  TableSchema PLAYERS =
      new TableSchema(
          "players",
          List.of(new Column("player", Simple.BIGINT), new Column("team", Simple.BIGINT)),
          List.of("player"),
          0);
  TableSchema SHIRTS =
      new TableSchema(
          "players__shirts", List.of(new Column("number", Simple.BIGINT)), List.of(), 1);
  TableSchema HALVES =
      new TableSchema(
          "halves",
          List.of(new Column("match", Simple.BIGINT), new Column("half", Simple.TEXT)),
          List.of("match", "half"),
          0);
  TableSchema GOALS =
      new TableSchema(
          "goals",
          List.of(
              new Column("goal", Simple.BIGINT),
              new Column("match", Simple.BIGINT),
              new Column("half", Simple.TEXT)),
          List.of("goal"),
          0);
  Reference OF_TEAM =
      new Reference("players", List.of("team"), "teams", List.of("id"), Orphans.REFUSED);
  Reference OF_HALF =
      new Reference(
          "goals", List.of("match", "half"), "halves", List.of("match", "half"), Orphans.REFUSED);

  /** An empty destination; the same one whenever a test asks. */
  Destination destination();

  /** The private DuckDB from which rows come; the same one whenever a test asks. */
  Connection workbench();

  private LoadBench bench(TableSchema table, Reference... references) {
    return new LoadBench(
            destination(),
            workbench(),
            table.name(),
            new Disposition.Merge(table.key(), Optional.empty()))
        .with(references);
  }

  private static List<String> row(String... values) {
    return List.of(values);
  }

  private static void assertRefused(ThrowingCallable load, DestinationError code, String problem) {
    assertThatThrownBy(load)
        .isInstanceOfSatisfying(LeatException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith(problem);
  }

  @Test
  default void orphansAreRefusedAndNothingIsWritten() {
    bench(TEAMS, OF_TEAM).reconcile(HandMade.of(1, 0, TEAMS, row("10", "'A'"), row("11", "'B'")));
    LoadBench players = bench(PLAYERS, OF_TEAM);
    HandMade good = HandMade.of(2, 0, PLAYERS, row("1", "10"), row("2", "NULL"));
    players.reconcile(good);

    HandMade bad = HandMade.of(3, 0, PLAYERS, row("3", "11"), row("4", "12"), row("5", "12"));
    assertRefused(
        () -> players.reconcile(good, bad),
        DestinationError.REFERENCE_ORPHANS,
        "2 rows of players refer to rows of teams that are not there: team = 12 in sales of"
            + " shop/day/day=3, revision 0.");
    assertThat(players.rows("select player, team from players order by player"))
        .containsExactly(row("1", "10"), row("2", "NULL"));
    assertThat(players.state().files().contains(3)).isFalse();
    assertRefused(
        () -> players.rebuild(bad),
        DestinationError.REFERENCE_ORPHANS,
        "2 rows of players refer to rows of teams that are not there");
    assertThat(players.value("select count(*) from players")).isEqualTo("2");
  }

  @Test
  default void aTableThatIsNotThereHasNoRows() {
    assertRefused(
        () -> bench(PLAYERS, OF_TEAM).reconcile(HandMade.of(2, 0, PLAYERS, row("1", "10"))),
        DestinationError.REFERENCE_ORPHANS,
        "1 row of players refers to rows of teams that are not there: team = 10 in ");
    bench(PLAYERS, OF_TEAM).reconcile(HandMade.of(3, 0, PLAYERS, row("1", "NULL")));
    bench(TEAMS, OF_TEAM).reconcile(HandMade.of(1, 0, TEAMS, row("10", "'A'")));
    bench(PLAYERS, OF_TEAM).reconcile(HandMade.of(5, 1, PLAYERS, row("1", "10")));
    assertThat(bench(PLAYERS).rows("select player, team from players"))
        .containsExactly(row("1", "10"));
  }

  @Test
  default void rowsToWhichOthersReferStay() {
    LoadBench teams = bench(TEAMS, OF_TEAM);
    HandMade first = HandMade.of(1, 0, TEAMS, row("10", "'A'"), row("11", "'B'"));
    teams.reconcile(first);
    LoadBench players = bench(PLAYERS, OF_TEAM);
    players.reconcile(HandMade.of(2, 0, PLAYERS, row("1", "10"), row("2", "11")));

    HandMade fewer = HandMade.of(3, 1, TEAMS, row("10", "'A+'"));
    assertRefused(
        () -> teams.reconcile(fewer),
        DestinationError.REFERENCE_IN_USE,
        "Rows of teams would go to which 1 row of players refers: team = 11 in sales of"
            + " shop/day/day=2, revision 0.");
    assertRefused(
        () -> teams.rebuild(fewer),
        DestinationError.REFERENCE_IN_USE,
        "Rows of teams would go to which 1 row of players refers");
    assertThat(teams.rows("select id, name from teams order by id"))
        .containsExactly(row("10", "A"), row("11", "B"));

    assertThat(teams.reconcile(first, fewer).root()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    players.reconcile(HandMade.of(4, 1, PLAYERS, row("1", "10")));
    assertThat(teams.reconcile(fewer).root()).isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(teams.rows("select id, name from teams order by id"))
        .containsExactly(row("10", "A+"));
  }

  @Test
  default void rebuildsKeepReferences() {
    LoadBench teams = bench(TEAMS, OF_TEAM);
    LoadBench players = bench(PLAYERS, OF_TEAM);
    HandMade team = HandMade.of(1, 0, TEAMS, row("10", "'A'"));
    HandMade player = HandMade.of(2, 0, PLAYERS, row("1", "10"));
    teams.reconcile(team);
    players.reconcile(player);
    teams.rebuild(team);
    players.rebuild(player);
    teams.rebuild(team, HandMade.of(5, 1, TEAMS, row("11", "'B'")));
    players.reconcile(player, HandMade.of(3, 0, PLAYERS, row("2", "11")));
    assertRefused(
        () -> players.reconcile(HandMade.of(7, 2, PLAYERS, row("1", "77"))),
        DestinationError.REFERENCE_ORPHANS,
        "1 row of players refers to rows of teams that are not there: team = 77");
    assertThat(players.value("select count(*) from players")).isEqualTo("2");
  }

  @Test
  default void keysOfSeveralColumnsKnowNull() {
    bench(HALVES, OF_HALF)
        .reconcile(HandMade.of(1, 0, HALVES, row("7", "'first'"), row("7", "NULL")));
    LoadBench goals = bench(GOALS, OF_HALF);
    HandMade good =
        HandMade.of(
            2, 0, GOALS, row("1", "7", "'first'"), row("2", "7", "NULL"), row("3", "NULL", "NULL"));
    assertThat(goals.reconcile(good).rows()).isEqualTo(3);
    assertRefused(
        () ->
            goals.reconcile(
                good, HandMade.of(3, 0, GOALS, row("4", "8", "NULL"), row("5", "7", "'second'"))),
        DestinationError.REFERENCE_ORPHANS,
        "2 rows of goals refer to rows of halves that are not there: (match, half) = (7, second) in"
            + " sales of shop/day/day=3, revision 0; (match, half) = (8, null) in sales of");
  }

  @Test
  default void orphansGoToQuarantineWhereTheRuleIsSo() {
    var rule =
        new Reference("players", List.of("team"), "teams", List.of("id"), Orphans.QUARANTINED);
    bench(TEAMS, rule).reconcile(HandMade.of(1, 0, TEAMS, row("10", "'A'")));
    LoadBench players = bench(PLAYERS, rule);
    HandMade first =
        HandMade.of(2, 0, PLAYERS, row("1", "10"), row("2", "77"))
            .with(SHIRTS, row("0", "0", "9"), row("1", "0", "10"));
    assertThat(players.reconcile(first).root()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    HandMade second = HandMade.of(3, 1, PLAYERS, row("1", "88"), row("3", "10"));
    assertThat(players.reconcile(first, second).root()).isEqualTo(new Counts(1, 0, 0, 0, 1));

    assertThat(players.rows("select player, team from players order by player"))
        .containsExactly(row("1", "10"), row("3", "10"));
    assertThat(players.rows("select number from players__shirts")).containsExactly(row("9"));
    assertThat(
            players.rows(
                "select file, row_number, column_name, value, reason from _leat_quarantine"
                    + " order by file"))
        .containsExactly(
            row("2", "1", "team", "77", "refers to no row of teams"),
            row("3", "0", "team", "88", "refers to no row of teams"));
    assertThat(players.rebuild(first, second).root().quarantined()).isEqualTo(2);
    assertThat(players.rows("select player from players order by player"))
        .containsExactly(row("1"), row("3"));
  }

  @Test
  default void columnsThatCannotReferAreNamed() {
    bench(TEAMS).reconcile(HandMade.of(1, 0, TEAMS, row("10", "'A'")));
    assertThatThrownBy(
            () ->
                bench(
                        PLAYERS,
                        new Reference(
                            "players", List.of("club"), "teams", List.of("id"), Orphans.REFUSED))
                    .reconcile(HandMade.of(2, 0, PLAYERS, row("1", "10"))))
        .hasMessageStartingWith("The table players has no column club, which its references need.");
    assertThatThrownBy(
            () ->
                bench(
                        PLAYERS,
                        new Reference(
                            "players", List.of("team"), "teams", List.of("name"), Orphans.REFUSED))
                    .reconcile(HandMade.of(3, 0, PLAYERS, row("1", "10"))))
        .isInstanceOfSatisfying(
            LeatException.class,
            e -> assertThat(e.code()).isEqualTo(DestinationError.REFERENCE_COLUMN));
  }

  @Test
  default void whatALoadWouldLeaveCanBeAsked() {
    LoadBench teams = bench(TEAMS);
    HandMade first = HandMade.of(1, 0, TEAMS, row("10", "'A'"));
    teams.reconcile(first);
    HandMade second = HandMade.of(2, 0, TEAMS, row("11", "'B'"));
    var request = teams.request(List.of(first, second));
    try (Load load = destination().open(request)) {
      load.stage(second.batch(workbench()));
      assertThat(load.apply()).isTrue();
      assertThat(asked(load, "select count(*) from teams")).containsExactly("2");
      assertThat(asked(load, "select name from \"teams\" order by id desc"))
          .containsExactly("B", "A");
      assertThatThrownBy(() -> asked(load, "select nonsense from teams"))
          .isInstanceOf(LeatException.class)
          .hasMessageContaining("nonsense");
    }
    assertThat(teams.value("select count(*) from teams")).isEqualTo("1");
    assertThat(teams.reconcile(first, second).rows()).isEqualTo(2);
    try (Load late = destination().open(request)) {
      late.stage(second.batch(workbench()));
      assertThat(late.apply()).isFalse();
    }
  }

  private static List<String> asked(Load load, String sql) {
    var values = new ArrayList<String>();
    load.ask(
        sql,
        new RowSink() {
          @Override
          public void columns(List<ResultColumn> columns) {}

          @Override
          public void row(List<@Nullable Object> row) {
            values.add(String.valueOf(row.get(0)));
          }
        });
    return values;
  }
}
