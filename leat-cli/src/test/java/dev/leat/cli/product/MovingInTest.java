package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.ingestify.IngestifyStore;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taking over what another program has fetched. */
final class MovingInTest {
  @TempDir private Path folder;
  private final StatsBombProvider provider =
      StatsBombProvider.on(FakeHttp.start()).season(11, 42, 3).season(11, 90, 1);

  @BeforeEach
  void makeProject() {
    Football.project(folder.resolve("football"), provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void skipsAfterwardsWhatIsAlreadyThere() throws Exception {
    fetchThere();
    Cli cli = Cli.in(folder);
    String[] words = {
      "import",
      "ingestify",
      "football",
      "--metadata",
      "sqlite:///" + folder.resolve("old.db"),
      "--files",
      "file://" + folder.resolve("old")
    };
    assertThat(cli.run(words).exits(0).out())
        .startsWith("Took over 3 datasets, 3 revisions, 6 files, ")
        .endsWith(" 0 datasets were here already.\nNext: leat run --project football\n");
    assertThat(cli.run(words).exits(0).out())
        .startsWith("Took over 0 datasets, 0 revisions, 0 files, 0 B. 3 datasets were here");
    assertThat(cli.run("fetch", "football").exits(0).err())
        .contains("competition_id=11/season_id=42 => 0 tasks. 3 skipped.")
        .contains("competition_id=11/season_id=90 => 1 tasks. 0 skipped.");
  }

  @Test
  void saysWhatItNeeds() {
    assertThat(Cli.in(folder).run("import", "ingestify", "football").exits(2).err())
        .isEqualTo(
            """
            error USAGE: leat import needs --metadata.
              fix: Add its URL. See: leat import --help
            """);
  }

  private void fetchThere() throws Exception {
    Files.createDirectories(folder.resolve("old"));
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("old.db"))) {
      var there = new IngestifyStore(connection, folder.resolve("old"), "");
      there.at(Instant.parse("2030-01-01T00:00:00Z"));
      for (long match : provider.matches(11, 42)) {
        String id = String.valueOf(match);
        there.dataset(
            id,
            "{\"competition_id\": 11, \"season_id\": 42, \"match_id\": %s}".formatted(id),
            "COMPLETE");
        there.revision(id, 0, "PENDING_VALIDATION");
        for (String feed : new String[] {"lineups", "events"}) {
          there.file(id, 0, feed, new String(provider.body(feed + "/" + id + ".json"), UTF_8));
        }
      }
    }
  }
}
