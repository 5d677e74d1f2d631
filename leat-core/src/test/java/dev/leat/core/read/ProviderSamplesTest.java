package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of real providers, where they are at hand. */
final class ProviderSamplesTest {
  @TempDir Path folder;
  private Table table;

  @BeforeEach
  void open() {
    table = new Table(folder);
  }

  @AfterEach
  void close() {
    table.close();
  }

  private static InputFile sample(String name, String format, Keys keys) throws IOException {
    String samples = System.getProperty("leat.samples", "");
    assumeThat(samples).as("-Dleat.samples").isNotEmpty();
    Path path = Path.of(samples, name);
    return new InputFile(
        1, path, format, new DatasetId("s", "t", keys), 0, Files.size(path), Instant.EPOCH);
  }

  @Test
  void eventsOfAMatchKeepTheirCountAndOrder() throws IOException {
    InputFile file = sample("statsbomb/events_3788741.json", "json", Keys.of("match_id", 3788741));
    TableRequest request = TableRequest.of("events").withKey("id");

    Inferred inferred = table.infer(request, file);
    try (Rows rows = table.rows(request, inferred.shape(), file)) {
      assertThat(rows.unknownFields()).isFalse();
      assertThat(rows.records()).isEqualTo(3803);
      assertThat(inferred.tables().stream().map(TableSchema::name))
          .containsExactly("events", "events__tactics__lineup", "events__shot__freeze_frame");
      String events = rows.tables().getFirst().relation();
      assertThat(
              table.query(
                  "SELECT count(*), min(\"index\"), bool_and(\"index\" = _leat_row + 1) FROM "
                      + events))
          .containsExactly("3803|1|true");
      assertThat(
              table.query(
                  "SELECT type__name, \"timestamp\", location FROM "
                      + events
                      + " WHERE \"index\" = 5"))
          .hasSize(1);
      assertThat(
              table.query(
                  "SELECT count(*), count(DISTINCT parent_id) FROM "
                      + rows.tables().get(1).relation()))
          .containsExactly("33|3");
    }
  }

  @Test
  void lineupsAreReadThreeLevelsDeep() throws IOException {
    InputFile file = sample("statsbomb/lineups_3788741.json", "json", Keys.of("match_id", 3788741));
    TableRequest request = TableRequest.of("lineups").withKey("match_id", "team_id");

    assertThat(table.read(request, 0, file)).hasSize(2);
    assertThat(table.infer(request, file).tables().stream().map(TableSchema::name))
        .startsWith("lineups", "lineups__lineup");
  }

  @Test
  void postsLieWhereTheirPathSays() throws IOException {
    InputFile file = sample("markets/product_hunt_response.json", "json", Keys.NONE);
    TableRequest request =
        TableRequest.of("posts").withRecords(RecordsPath.parse("$.data.posts.edges[*].node"));

    assertThat(table.read(request, file)).hasSize(10);
  }

  @Test
  void commentsKeepTheirTextsAcrossLines() throws IOException {
    InputFile file = sample("sentiment/reddit_comments.csv", "csv", Keys.NONE);
    TableRequest request = TableRequest.of("comments");

    try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
      assertThat(rows.records()).isEqualTo(1000);
      assertThat(rows.quarantined()).isZero();
    }
  }

  @Test
  void everyOtherCsvIsReadWithoutLoss() throws IOException {
    Map<String, Long> expected =
        Map.of(
            "vault/bank.csv", 3L,
            "nba/expected_boxscores_2022-01-10.csv", 145L,
            "nba/expected_per_game_2025.csv", 377L,
            "nba/expected_contracts_2026.csv", 490L);
    for (Map.Entry<String, Long> one : expected.entrySet()) {
      InputFile file = sample(one.getKey(), "csv", Keys.NONE);
      TableRequest request = TableRequest.of("t");
      try (Rows rows = table.rows(request, table.infer(request, file).shape(), file)) {
        assertThat(rows.records()).as(one.getKey()).isEqualTo(one.getValue());
        assertThat(rows.quarantined()).as(one.getKey()).isZero();
      }
    }
  }
}
