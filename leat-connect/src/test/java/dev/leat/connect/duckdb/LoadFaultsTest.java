package dev.leat.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.CommitOutcome;
import dev.leat.api.Disposition;
import dev.leat.api.LeatException;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.FailingConnection;
import dev.leat.testkit.destination.HandMade;
import dev.leat.testkit.destination.LoadBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever statement of a load fails, the table is as it was and the next load succeeds. */
@Tag("faults")
final class LoadFaultsTest {
  private static final String CONTENT =
      """
      SELECT to_json(r) FROM (SELECT id, name, _leat_file, _leat_row FROM sales) r
      UNION ALL SELECT to_json(r) FROM (SELECT item, _leat_file, _leat_row FROM sales__lines) r
      UNION ALL SELECT to_json(r) FROM (SELECT file, shadowed FROM _leat_files) r
      UNION ALL SELECT to_json(r) FROM (SELECT table_name FROM duckdb_tables()) r
      ORDER BY ALL\
      """;
  private static final HandMade FIRST =
      HandMade.of(7, 0, DestinationConformance.SALES, List.of("1", "'a'"), List.of("2", "'b'"))
          .with(DestinationConformance.LINES, List.of("0", "0", "'x'"));
  private static final HandMade SECOND =
      HandMade.of(8, 1, DestinationConformance.SALES, List.of("2", "'B'"), List.of("3", "'c'"))
          .with(DestinationConformance.LINES, List.of("1", "0", "'y'"))
          .rejecting("odd");
  private static final HandMade THIRD =
      HandMade.of(9, 2, DestinationConformance.SALES, List.of("1", "'A'"));

  @TempDir Path folder;

  @Test
  void ofChangesThatReplace() throws Exception {
    failAtEveryStatement(new Disposition.Replace(), List.of(FIRST, SECOND), List.of(FIRST, THIRD));
  }

  @Test
  void ofChangesThatMerge() throws Exception {
    failAtEveryStatement(
        new Disposition.Merge(List.of("id"), Optional.empty()),
        List.of(FIRST, SECOND),
        List.of(FIRST, THIRD));
  }

  @Test
  void ofAFirstLoad() throws Exception {
    failAtEveryStatement(
        new Disposition.Merge(List.of("id"), Optional.empty()),
        List.of(),
        List.of(FIRST, SECOND, THIRD));
  }

  private void failAtEveryStatement(
      Disposition disposition, List<HandMade> before, List<HandMade> after)
      throws IOException, SQLException {
    Path base = folder.resolve("base.duckdb");
    List<List<String>> untouched = make(base, disposition, before);
    Path whole = folder.resolve("whole.duckdb");
    if (!before.isEmpty()) {
      Files.copy(base, whole);
    }
    List<List<String>> done = make(whole, disposition, after);
    boolean failed = true;
    for (int n = 1; failed; n++) {
      Path file = folder.resolve(n + ".duckdb");
      if (!before.isEmpty()) {
        Files.copy(base, file);
      }
      try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
        var failing = FailingConnection.of(workbench, n);
        boolean committed = attempt(bench(file, failing.connection(), disposition), after);
        failed = failing.hasFailed();
        LoadBench sound = bench(file, workbench, disposition);
        assertThat(content(sound))
            .as("after statement " + n)
            .isEqualTo(committed ? done : untouched);
        if (!committed) {
          sound.reconcile(after.toArray(HandMade[]::new));
          assertThat(content(sound)).as("again after statement " + n).isEqualTo(done);
        }
      }
    }
  }

  private static List<List<String>> make(Path file, Disposition disposition, List<HandMade> files)
      throws SQLException {
    try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
      LoadBench bench = bench(file, workbench, disposition);
      if (!files.isEmpty()) {
        bench.reconcile(files.toArray(HandMade[]::new));
      }
      return content(bench);
    }
  }

  private static boolean attempt(LoadBench bench, List<HandMade> files) {
    try {
      return bench.attempt(bench.request(files), files) instanceof CommitOutcome.Committed;
    } catch (LeatException expected) {
      assertThat(expected).hasMessageContaining("injected failure");
      return false;
    }
  }

  private static List<List<String>> content(LoadBench bench) {
    return bench.state().load() == 0 ? List.of() : bench.rows(CONTENT);
  }

  private static LoadBench bench(Path file, Connection workbench, Disposition disposition) {
    var destination =
        new DuckDbDestination("duckdb:x", file, new Limits(Duration.ZERO, 1), time -> {});
    return new LoadBench(destination, workbench, "sales", disposition);
  }
}
