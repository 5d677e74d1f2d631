package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Offer;
import dev.leat.core.catalog.TestCatalogs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with nothing to do among a hundred thousand datasets. */
final class ManyDatasetsTest {
  private static final int DATASETS = 100_000;
  private static final int BATCH = 1000;
  private static final long ROOM = 64L << 20;

  @TempDir private Path folder;

  @Test
  void aHundredThousandCurrentDatasetsAreSkippedInLittleMemory() throws SQLException {
    try (World world = World.in(folder, TestCatalogs.Kind.SQLITE)) {
      world.fetch();
      fill(world.bucket());
      var most = new long[1];
      long before = usedAfterCollection();
      world
          .source()
          .offers(
              (request, discovery) ->
                  LongStream.range(0, DATASETS / BATCH)
                      .peek(
                          batch -> {
                            if (batch % 40 == 39) {
                              most[0] = Math.max(most[0], usedAfterCollection());
                            }
                          })
                      .mapToObj(ManyDatasetsTest::batch)
                      .iterator());
      RunReport report = world.fetch();

      assertThat(report.jobs().getFirst().skipped()).isEqualTo(DATASETS);
      assertThat(report.jobs().getFirst().tasks()).isZero();
      assertThat(most[0] - before).isLessThan(ROOM);
    }
  }

  private static List<Offer> batch(long number) {
    return LongStream.range(number * BATCH, number * BATCH + BATCH)
        .mapToObj(id -> Offer.of(World.match(id)))
        .toList();
  }

  private static long usedAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Rows as a first run would have left them, without its hundred thousand commits. */
  private void fill(String bucket) throws SQLException {
    String numbers =
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + (DATASETS - 1)
            + ") ";
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO dataset (bucket, source, type, canonical, keys, name, state, metadata,"
              + " revisions, latest, validation, created_at, updated_at, checked_at) "
              + numbers
              + "SELECT '"
              + bucket
              + "', 'fake', 'match', 'competition_id=11/match_id=' || i ||"
              + " '/season_id=90', '{}', '', 'COMPLETE', '{}', 1, 1, 'PENDING', 0, 0, 0 FROM n");
    }
  }
}
