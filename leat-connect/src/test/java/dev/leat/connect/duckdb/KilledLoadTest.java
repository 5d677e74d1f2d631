package dev.leat.connect.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Batch;
import dev.leat.api.CommitOutcome.Committed;
import dev.leat.api.DatasetId;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.Keys;
import dev.leat.api.Load;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.Relation;
import dev.leat.api.TableState;
import dev.leat.connect.duckdb.DuckDbDestination.Limits;
import dev.leat.testkit.destination.DestinationConformance;
import dev.leat.testkit.destination.LoadBench;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies while it loads leaves the table as it was, or as it should be. */
@Tag("faults")
final class KilledLoadTest {
  private static final int ROWS = 300_000;
  private static final String SUMS =
      "select _leat_file, count(*), sum(id), min(name) from sales group by all order by all";

  @TempDir Path folder;

  /** Loads file 1, says so, then loads file 2 in its place. */
  static final class Loading {
    public static void main(String[] arguments) throws SQLException {
      Path file = Path.of(arguments[0]);
      load(file, 1, 0);
      System.out.println("first");
      load(file, 2, 1);
      System.out.println("second");
    }

    private Loading() {}
  }

  @RepeatedTest(12)
  void leavesOneOfTwoStates(RepetitionInfo repetition)
      throws IOException, InterruptedException, SQLException {
    Path file = folder.resolve("shop.duckdb");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("first");
      int repeated = repetition.getCurrentRepetition();
      process.waitFor(new Random(repeated).nextLong(80L * repeated), TimeUnit.MILLISECONDS);
    } finally {
      process.destroyForcibly().waitFor();
    }

    List<String> loaded = table(file);
    assertThat(loaded).isIn(expected(1), expected(2));
    load(file, 2, 1);
    assertThat(table(file)).isEqualTo(expected(2));
  }

  private static List<String> expected(int id) {
    long sum = (long) ROWS * (ROWS - 1) / 2;
    return List.of(String.valueOf(id), "" + ROWS, "" + sum, "file " + id);
  }

  private static List<String> table(Path file) throws SQLException {
    try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:")) {
      var bench = new LoadBench(destination(file), workbench, "sales", new Disposition.Replace());
      List<List<String>> rows = bench.rows(SUMS);
      assertThat(rows).hasSize(1);
      assertThat(bench.rows("select file from _leat_files"))
          .containsExactly(List.of(rows.get(0).get(0)));
      return rows.get(0);
    }
  }

  /** Makes the table consist of one file. */
  private static void load(Path file, int id, int revision) throws SQLException {
    DuckDbDestination destination = destination(file);
    TableState state = destination.states(List.of("sales")).values().iterator().next();
    if (state.files().equals(FileIds.of(id))) {
      return;
    }
    var facts =
        new LoadFile(
            id,
            new DatasetId("shop", "day", Keys.of("day", id)),
            revision,
            "sales",
            null,
            "0".repeat(64),
            LoadBench.AT);
    var request =
        new LoadRequest(
            id,
            state.load(),
            "sales",
            state.load() == 0 ? Scope.REBUILD : Scope.CHANGES,
            new Disposition.Merge(List.of("id"), Optional.empty()),
            List.of(facts),
            state.files(),
            "1",
            LoadBench.AT,
            "run",
            List.of());
    String sql =
        "SELECT %d AS _leat_file, i AS _leat_row, i AS id, 'file %d' AS name FROM range(%d) t(i)"
            .formatted(id, id, ROWS);
    try (Connection workbench = DriverManager.getConnection("jdbc:duckdb:");
        Load load = destination.open(request)) {
      load.stage(
          new Batch(
              FileIds.of(id),
              List.of(Relation.of(DestinationConformance.SALES, sql, workbench)),
              Optional.empty()));
      load.apply();
      assertThat(load.commit()).isInstanceOf(Committed.class);
    }
  }

  private static DuckDbDestination destination(Path file) {
    return new DuckDbDestination(
        "duckdb:x", file, new Limits(Duration.ofSeconds(10), 1_000), Thread::sleep);
  }
}
