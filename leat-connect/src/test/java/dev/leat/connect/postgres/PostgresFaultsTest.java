package dev.leat.connect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.Batch;
import dev.leat.api.Blame;
import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.AlreadyCommitted;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.CommitOutcome.Rejected;
import dev.leat.api.CommitOutcome.Unknown;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.api.Load;
import dev.leat.api.LoadRequest;
import dev.leat.api.Relation;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.FailingConnection;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever fails, the table is as it was and the next load succeeds. */
final class PostgresFaultsTest {
  private static final List<String> CONTENT =
      List.of(
          "select id, name, _leat_file, _leat_row from sales order by id",
          "select item, _leat_file, _leat_row from sales__lines order by 2, 3",
          "select file, shadowed from _leat_files order by file",
          "select table_name from information_schema.tables where table_schema = 'shop' order by"
              + " 1");
  private static final HandMade FIRST =
      HandMade.of(7, 0, DestinationConformance.SALES, List.of("1", "'a'"), List.of("2", "'b'"))
          .with(DestinationConformance.LINES, List.of("0", "0", "'x'"));
  private static final HandMade SECOND =
      HandMade.of(8, 1, DestinationConformance.SALES, List.of("2", "'B'"), List.of("3", "'c'"))
          .with(DestinationConformance.LINES, List.of("1", "0", "'y'"))
          .rejecting("odd");
  private static final HandMade THIRD =
      HandMade.of(9, 2, DestinationConformance.SALES, List.of("1", "'A'"));
  private static final Disposition MERGE = new Disposition.Merge(List.of("id"), Optional.empty());

  private Connection workbench;

  @BeforeEach
  void openWorkbench() throws SQLException {
    workbench = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterEach
  void close() throws SQLException {
    workbench.close();
  }

  @Test
  @Tag("faults")
  void ofChangesThatReplace() {
    failAtEveryStatement(new Disposition.Replace(), List.of(FIRST, SECOND), List.of(FIRST, THIRD));
  }

  @Test
  @Tag("faults")
  void ofChangesThatMerge() {
    failAtEveryStatement(MERGE, List.of(FIRST, SECOND), List.of(FIRST, THIRD));
  }

  @Test
  @Tag("faults")
  void ofFirstLoads() {
    failAtEveryStatement(MERGE, List.of(), List.of(FIRST, SECOND, THIRD));
    failAtEveryStatement(new Disposition.Replace(), List.of(), List.of(FIRST, SECOND));
  }

  private void failAtEveryStatement(
      Disposition disposition, List<HandMade> before, List<HandMade> after) {
    boolean failed = true;
    for (int n = 1; failed; n++) {
      PostgresUrl place = TestServer.database();
      try (PostgresDestination sound = TestServer.destination(place)) {
        LoadBench bench = bench(sound, disposition);
        if (!before.isEmpty()) {
          bench.reconcile(before.toArray(HandMade[]::new));
        }
        List<?> untouched = content(bench);
        LoadRequest request = bench.request(after);
        var failing = new FailingAt(place, n);
        boolean committed = attempt(failing, disposition, request, after);
        failed = failing.hasFailed();
        if (!committed) {
          assertThat(content(bench)).as("after statement " + n).isEqualTo(untouched);
          bench.reconcile(after.toArray(HandMade[]::new));
        }
        assertThat(bench.rows("select id, name from sales order by id"))
            .as("again after statement " + n)
            .isEqualTo(wanted(disposition, after));
      }
    }
  }

  private static List<List<String>> wanted(Disposition disposition, List<HandMade> files) {
    if (disposition.equals(MERGE)) {
      return files.contains(SECOND)
          ? List.of(List.of("1", "A"), List.of("2", "B"), List.of("3", "c"))
          : List.of(List.of("1", "A"), List.of("2", "b"));
    }
    return files.contains(THIRD)
        ? List.of(List.of("1", "a"), List.of("1", "A"), List.of("2", "b"))
        : List.of(List.of("1", "a"), List.of("2", "b"), List.of("2", "B"), List.of("3", "c"));
  }

  private boolean attempt(
      FailingAt place, Disposition disposition, LoadRequest request, List<HandMade> files) {
    try (var destination =
        new PostgresDestination(place.place(), place::connect, Courier.Door.PIPE)) {
      return bench(destination, disposition).attempt(request, files) instanceof Committed;
    } catch (LeatException expected) {
      assertThat(expected).hasMessageContaining("injected failure");
      return false;
    }
  }

  /** A server whose n-th statement fails, counted over all connections. */
  private static final class FailingAt {
    private final PostgresUrl place;
    private final int fails;
    private final List<FailingConnection> made = new ArrayList<>();

    FailingAt(PostgresUrl place, int fails) {
      this.place = place;
      this.fails = fails;
    }

    PostgresUrl place() {
      return place;
    }

    Connection connect() throws SQLException {
      var failing = FailingConnection.of(place.connect(), fails);
      made.add(failing);
      return failing.connection();
    }

    boolean hasFailed() {
      return made.stream().anyMatch(FailingConnection::hasFailed);
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsUnknownAndResolvedByTheRecord() {
    PostgresUrl place = TestServer.database();
    try (PostgresDestination sound = TestServer.destination(place)) {
      LoadBench bench = bench(sound, MERGE);
      LoadRequest request = bench.request(List.of(FIRST));
      CommitOutcome outcome;
      try (var deaf =
          new PostgresDestination(
              place, () -> DeafConnection.of(place.connect()), Courier.Door.PIPE)) {
        outcome = bench(deaf, MERGE).attempt(request, List.of(FIRST));
      }
      assertThat(outcome).isInstanceOf(Unknown.class);
      assertThat(bench.state().load()).isEqualTo(request.id());
      assertThat(bench.attempt(request, List.of(FIRST))).isInstanceOf(AlreadyCommitted.class);
    }
  }

  @Test
  void aServerThatGoesAwayInTheMiddleOfACopyLeavesNothing() throws InterruptedException {
    PostgresUrl place = TestServer.database();
    String database = place.server().database();
    try (PostgresDestination destination = TestServer.destination(place)) {
      LoadBench bench = bench(destination, new Disposition.Replace());
      bench.reconcile(FIRST);
      LoadRequest request = bench.request(List.of(FIRST, SECOND));
      Thread killer = Thread.ofPlatform().start(() -> killTheCopy(database));
      LeatException error;
      try (Load load = destination.open(request)) {
        error = catchThrowableOfType(LeatException.class, () -> load.stage(endless()));
      }
      killer.join();
      assertThat(error).hasMessageStartingWith("The connection to " + place + " failed: ");
      assertThat(error.blame()).isEqualTo(Blame.DESTINATION);
      assertThat(bench.rows("select id from sales order by id"))
          .containsExactly(List.of("1"), List.of("2"));
      bench.reconcile(FIRST, SECOND);
      assertThat(bench.value("select count(*) from sales")).isEqualTo("4");
    }
  }

  @Test
  void rowsThatCannotBeReadToTheEndDoNotArriveAtAll() {
    PostgresUrl place = TestServer.database();
    try (PostgresDestination destination = TestServer.destination(place);
        Load load =
            destination.open(
                bench(destination, new Disposition.Replace()).request(List.of(SECOND)))) {
      LeatException error =
          catchThrowableOfType(
              LeatException.class,
              () ->
                  load.stage(
                      batch(
                          "SELECT 8 AS _leat_file, i AS _leat_row, i AS id,"
                              + " CASE WHEN i < 900000 THEN 'x' ELSE error('broken') END AS name"
                              + " FROM range(1000000) t(i)")));
      assertThat(error).hasMessageContaining("broken");
    }
    assertThat(
            TestServer.rows(
                place.server().database(),
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'shop'"))
        .containsExactly("0");
  }

  @Test
  void loadsOfOneTableTakeTurns() throws InterruptedException {
    PostgresUrl place = TestServer.database();
    try (PostgresDestination one = TestServer.destination(place);
        PostgresDestination other = TestServer.destination(place);
        Connection otherBench = DriverManager.getConnection("jdbc:duckdb:")) {
      LoadBench bench = bench(one, MERGE);
      bench.reconcile(FIRST);
      LoadRequest late = bench.request(List.of(FIRST, THIRD));
      var outcomes = new ArrayList<CommitOutcome>();
      Thread second;
      try (Load load = one.open(bench.request(List.of(FIRST, SECOND)))) {
        load.apply();
        second =
            Thread.ofPlatform()
                .start(
                    () ->
                        outcomes.add(
                            new LoadBench(other, otherBench, "sales", MERGE)
                                .attempt(late, List.of(FIRST, THIRD))));
        String waiting =
            "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted"
                + " AND l.locktype = 'advisory' AND a.datname = '%s'"
                    .formatted(place.server().database());
        while (TestServer.rows("postgres", waiting).isEmpty()) {
          Thread.onSpinWait();
        }
        assertThat(load.commit()).isInstanceOf(Committed.class);
      }
      second.join();
      assertThat(outcomes)
          .containsExactly(
              new Rejected(Reason.OVERTAKEN, "Another load of sales was committed first."));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aConnectionThatDiedInIdlenessIsNotUsed() {
    PostgresUrl place = TestServer.database();
    try (PostgresDestination destination = TestServer.destination(place)) {
      LoadBench bench = bench(destination, MERGE);
      bench.reconcile(FIRST);
      TestServer.run(
          "postgres",
          "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
              + place.server().database()
              + "'");
      assertThat(bench.state().files()).isEqualTo(FileIds.of(7));
    }
  }

  private Batch endless() {
    return batch(
        "SELECT 8 AS _leat_file, i AS _leat_row, i AS id, 'row' AS name"
            + " FROM range(1000000000) t(i)");
  }

  private Batch batch(String sql) {
    return new Batch(
        FileIds.of(8),
        List.of(Relation.of(DestinationConformance.SALES, sql, workbench)),
        Optional.empty());
  }

  private static void killTheCopy(String database) {
    String kill =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_progress_copy WHERE datname = '"
            + database
            + "' AND tuples_processed > 1000";
    while (TestServer.rows("postgres", kill).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private static List<?> content(LoadBench bench) {
    return bench.state().load() == 0 ? List.of() : CONTENT.stream().map(bench::rows).toList();
  }

  private LoadBench bench(PostgresDestination destination, Disposition disposition) {
    return new LoadBench(destination, workbench, "sales", disposition);
  }
}
