package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.ingestify.IngestifyStore;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void skipsAfterwardsWhatIsAlreadyThere(CatalogPlace there) throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    List<String> more;
    if (there == CatalogPlace.POSTGRES) {
      CatalogPlace.Found server = there.make(folder);
      fetch(server.database().url(), "ing_");
      more = List.of("--metadata", server.address(), "--prefix", "ing_", "--in-place");
    } else {
      fetch("jdbc:sqlite:" + folder.resolve("old.db"), "");
      more = List.of("--metadata", "sqlite:///" + folder.resolve("old.db"));
    }
    Cli cli = Cli.in(folder);
    var line = new ArrayList<>(List.of("import", "ingestify", "football", "--files"));
    line.add("file://" + old);
    line.addAll(more);
    String[] words = line.toArray(new String[0]);
    assertThat(cli.run(words).exits(0).out())
        .startsWith("Took over 3 datasets, 3 revisions, 6 files, ")
        .endsWith(" 0 datasets were here already.\nNext: leat run --project football\n");
    assertThat(cli.run(words).exits(0).out())
        .startsWith("Took over 0 datasets, 0 revisions, 0 files, 0 B. 3 datasets were here");
    assertThat(cli.run("fetch", "football").exits(0).err())
        .contains("competition_id=11/season_id=42 => 0 tasks. 3 skipped.")
        .contains("competition_id=11/season_id=90 => 1 tasks. 0 skipped.");
    for (String file : files(old)) {
      Object links = Files.getAttribute(Path.of(file), "unix:nlink");
      assertThat(links).as(file).isEqualTo(there == CatalogPlace.POSTGRES ? 2 : 1);
    }
  }

  private static List<String> files(Path old) throws IOException {
    try (Stream<Path> files = Files.walk(old)) {
      return files.filter(Files::isRegularFile).map(Path::toString).toList();
    }
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

  private void fetch(String catalog, String prefix) throws Exception {
    try (Connection connection = DriverManager.getConnection(catalog)) {
      var there = new IngestifyStore(connection, folder.resolve("old"), prefix);
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
