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
import org.junit.jupiter.params.provider.CsvSource;

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
  @CsvSource({
    "SQLITE, --copy",
    "SQLITE, --in-place",
    "POSTGRES, --copy",
    "POSTGRES, --in-place",
  })
  void skipsAfterwardsWhatIsAlreadyThere(CatalogPlace there, String mode) throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    var line = new ArrayList<>(List.of("import", "ingestify", "football", mode, "--files"));
    line.add("file://" + old);
    if (there == CatalogPlace.POSTGRES) {
      CatalogPlace.Found server = there.make(folder);
      fetch(server.database().url(), "ing_");
      String address = server.address().replace(":postgres@", ":${env:ING_PASSWORD}@");
      line.addAll(List.of("--metadata", address, "--prefix", "ing_"));
    } else {
      fetch("jdbc:sqlite:" + folder.resolve("old.db"), "");
      line.addAll(List.of("--metadata", "sqlite:///" + folder.resolve("old.db")));
    }
    Cli cli = Cli.in(folder).with("ING_PASSWORD", "postgres");
    String[] words = line.toArray(new String[0]);
    assertThat(cli.run(words).exits(0).out())
        .startsWith("Took over 4 datasets, 5 revisions, 8 files, ")
        .endsWith(" 0 datasets were here already.\nNext: leat run --project football\n");
    assertThat(cli.run(words).exits(0).out())
        .startsWith("Took over 0 datasets, 0 revisions, 0 files, 0 B. 4 datasets were here");
    provider.http().forget();
    assertThat(cli.run("run", "football").exits(0).err())
        .contains("competition_id=11/season_id=42 => 0 tasks. 3 skipped.")
        .contains("competition_id=11/season_id=90 => 1 tasks. 0 skipped.");
    long match = provider.matches(11, 90).getFirst();
    assertThat(provider.requests())
        .containsExactlyInAnyOrder(
            "competitions.json",
            "matches/11/42.json",
            "matches/11/90.json",
            "events/" + match + ".json",
            "lineups/" + match + ".json");
    assertThat(
            rows(
                "SELECT d.type, count(*) FROM revision r JOIN dataset d ON d.id = r.dataset"
                    + " WHERE r.origin = 'IMPORT' GROUP BY d.type ORDER BY d.type"))
        .containsExactly("match|4", "season|1");
    for (String file : files(old)) {
      Object links = Files.getAttribute(Path.of(file), "unix:nlink");
      assertThat(links).as(file).isEqualTo(mode.equals("--in-place") ? 2 : 1);
    }
  }

  private List<String> rows(String sql) {
    return new Database("jdbc:sqlite:" + folder.resolve("football/.leat/catalog.db")).rows(sql);
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

  @Test
  void showsNoPasswordOfTheCatalogThere() {
    Cli cli = Cli.in(folder).with("ING_PASSWORD", "s3cret-w0rd");
    for (String address :
        List.of(
            "postgresql://localhost:1/main?user=me&password=${env:ING_PASSWORD}",
            "postgresql://localhost:1/main?user=me&password=s3cret-w0rd",
            "postgresql://localhost:no/main?user=me&password=s3cret-w0rd",
            "postgresql://me:${env:ING_PASSWORD}@localhost:1/main")) {
      Cli.Answer answer =
          cli.run(
                  "import",
                  "ingestify",
                  "football",
                  "--files",
                  ".",
                  "--metadata",
                  address,
                  "--debug")
              .exits(2);
      assertThat(answer.err())
          .containsPattern(
              "INGESTIFY_UNREADABLE: The catalog postgresql://localhost:(1|no)/main cannot")
          .doesNotContain("s3cret");
    }
    assertThat(
            cli.run(
                    "import",
                    "ingestify",
                    "football",
                    "--files",
                    ".",
                    "--metadata",
                    "postgresql://me:${env:ING_PASWORD}@localhost/main")
                .exits(2)
                .err())
        .startsWith(
            "error PROJECT_REFERENCE_MISSING: --metadata:1:1: The variable ING_PASWORD is set"
                + " neither in the environment nor in ");
  }

  private void fetch(String catalog, String prefix) throws Exception {
    try (Connection connection = DriverManager.getConnection(catalog)) {
      var there = new IngestifyStore(connection, folder.resolve("old"), prefix);
      there.at(Instant.parse("2030-01-01T00:00:00Z"));
      there.type("season").dataset("s", "{\"competition_id\": 11, \"season_id\": 42}", "COMPLETE");
      there.revision("s", 0, "PENDING_VALIDATION");
      there.file("s", 0, "matches", new String(provider.body("matches/11/42.json"), UTF_8));
      there.type("match");
      List<Long> matches = provider.matches(11, 42);
      for (long match : matches) {
        add(there, String.valueOf(match), match == matches.getFirst());
      }
    }
  }

  /** As it is now, or with events that were corrected in a second revision. */
  private void add(IngestifyStore there, String id, boolean corrected) throws Exception {
    there.dataset(
        id,
        "{\"competition_id\": 11, \"season_id\": 42, \"match_id\": %s}".formatted(id),
        "COMPLETE");
    there.revision(id, 0, "PENDING_VALIDATION");
    there.file(id, 0, "lineups", new String(provider.body("lineups/" + id + ".json"), UTF_8));
    String events = new String(provider.body("events/" + id + ".json"), UTF_8);
    there.file(id, 0, "events", corrected ? "[]" : events);
    if (corrected) {
      there.revision(id, 1, "APPROVED");
      there.file(id, 1, "events", events);
    }
  }
}
