package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two seasons of a provider over HTTP: fetched once, skipped ever after, corrected where due. */
final class FootballSeasonsTest {
  private static final String MISSING =
      "three-sixty/" + StatsBombProvider.MATCH_WITHOUT_FRAMES + ".json";

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void areFetchedOnceAndSkippedAfterwards(CatalogPlace place) {
    try (var provider = StatsBombProvider.start().missing(MISSING)) {
      Workspace project = Workspace.football(folder, place, provider.url());

      Cli.Answer plan = project.leat("plan").exits(0);
      assertThat(plan.out()).endsWith("\n68 datasets would be fetched.\n");
      if (place == CatalogPlace.SQLITE) {
        assertThat(project.folder().resolve(".leat")).doesNotExist();
      } else {
        assertThat(
                project.catalog().rows("SELECT tablename FROM pg_tables WHERE schemaname='public'"))
            .isEmpty();
      }
      assertThat(project.stored()).isEmpty();
      assertThat(project.tablesFile()).doesNotExist();
      provider.http().forget();

      assertThat(messages(project.leat("run").exits(0)))
          .contains(
              "[INFO] Discovered 33 datasets from statsbomb using selector"
                  + " competition_id=11/season_id=42 => 33 tasks. 0 skipped.",
              "[INFO] Discovered 35 datasets from statsbomb using selector"
                  + " competition_id=11/season_id=90 => 35 tasks. 0 skipped.",
              "[INFO] Scheduled 68 tasks. With 10 workers")
          .doesNotContain("[INFO] Nothing to do.");
      assertThat(provider.requests()).hasSize(1 + 2 + 68 * 2 + 7).doesNotHaveDuplicates();
      List<String> rows = project.rowCounts();
      assertThat(rows).containsAll(expectedRows(provider));
      provider.http().forget();

      int times = place == CatalogPlace.SQLITE ? 3 : 1;
      for (int again = 0; again < times; again++) {
        Cli.Answer answer = project.leat("run").exits(0);
        assertThat(messages(answer))
            .containsExactlyInAnyOrder(
                "[INFO] Discovered 33 datasets from statsbomb using selector"
                    + " competition_id=11/season_id=42 => 0 tasks. 33 skipped.",
                "[INFO] Discovered 35 datasets from statsbomb using selector"
                    + " competition_id=11/season_id=90 => 0 tasks. 35 skipped.",
                "[INFO] Nothing to do.")
            .endsWith("[INFO] Nothing to do.");
        assertThat(answer.outLines())
            .anyMatch(line -> line.matches(summary(42) + " +SKIPPED +0 +0 +33 +0 .*"))
            .anyMatch(line -> line.matches(summary(90) + " +SKIPPED +0 +0 +35 +0 .*"));
      }
      assertThat(provider.requests()).hasSize(times * 3).doesNotContain(MISSING);
      assertThat(project.rowCounts()).isEqualTo(rows);
      assertThat(
              project.catalog().rows("SELECT DISTINCT revisions FROM dataset WHERE type='match'"))
          .containsExactly("1");
    }
  }

  @Test
  void areLoadedOnceWhateverTheCatalogRemembersAndCorrectedMatchByMatch() {
    try (var provider = StatsBombProvider.start()) {
      Workspace project = Workspace.football(folder, CatalogPlace.SQLITE, provider.url());
      project.leat("run").exits(0);
      List<String> columns = columns(project);
      forgetLoads(project);
      List<String> before = project.rowCounts();
      provider.http().forget();
      provider.correct(3_773_369);

      List<String> said = messages(project.leat("run").exits(0));
      assertThat(said).anyMatch(line -> line.endsWith("season_id=90 => 1 tasks. 34 skipped."));
      assertThat(provider.requests())
          .containsExactlyInAnyOrder(
              "competitions.json",
              "matches/11/42.json",
              "matches/11/90.json",
              "lineups/3773369.json",
              "events/3773369.json");
      assertThat(project.rowCounts()).isEqualTo(before);
      assertThat(
              project
                  .catalog()
                  .rows(
                      "SELECT f.feed, f.revision, f.is_current FROM file f JOIN dataset d"
                          + " ON d.id = f.dataset WHERE d.canonical LIKE '%match_id=3773369%'"
                          + " ORDER BY f.feed, f.revision"))
          .containsExactly("events|1|0", "events|2|1", "lineups|1|1");
      String file =
          project
              .catalog()
              .text(
                  "SELECT f.id FROM file f JOIN dataset d ON d.id = f.dataset WHERE f.feed ="
                      + " 'events' AND f.revision = 2 AND d.canonical LIKE '%match_id=3773369%'");
      assertThat(
              project
                  .tables()
                  .rows(
                      "SELECT DISTINCT _leat_file FROM events WHERE match_id = 3773369"
                          + " UNION SELECT file FROM _leat_files WHERE table_name = 'events'"
                          + " AND dataset LIKE '%match_id=3773369%'"))
          .containsExactly(file);
      assertThat(
              project
                  .tables()
                  .rows("SELECT duration FROM events WHERE match_id = 3773369 AND index = 1"))
          .containsExactly("0.100000");
      assertThat(columns(project)).isEqualTo(columns);
      project.leat("load", "--replay").exits(0);
      KillLoop.assertLoadedOnce(project);
    }
  }

  /** As if the process had died between a load's commit and the catalog's copy of its record. */
  private static void forgetLoads(Workspace project) {
    List<String> loads = project.catalog().rows("SELECT id, files, inserted FROM load");
    project.catalog().change("DELETE FROM load");
    project.catalog().change("DELETE FROM table_schema");
    project.catalog().change("DELETE FROM event WHERE type = 'LoadCommitted'");
    assertThat(messages(project.leat("load").exits(0))).contains("[INFO] Nothing to do.");
    assertThat(project.catalog().rows("SELECT id, files, inserted FROM load"))
        .containsExactlyInAnyOrderElementsOf(loads);
    KillLoop.assertLoadedOnce(project);
  }

  @Test
  void startFromTheTemplate() throws IOException {
    try (var provider =
        StatsBombProvider.on(FakeHttp.start()).season(11, 42, 3).season(11, 90, 2)) {
      Cli cli = Cli.in(folder);
      cli.run("init", "--template", "statsbomb", "mine").exits(0);
      Path yaml = folder.resolve("mine/leat.yaml");
      String text = Files.readString(yaml);
      String url =
          "url: ${env:STATSBOMB_URL:https://raw.githubusercontent.com/statsbomb/open-data/master/data/}";
      assertThat(text).contains(url);
      Files.writeString(yaml, text.replace(url, "url: " + provider.url()), UTF_8);
      assertThat(messages(cli.run("run", "mine").exits(0)))
          .contains("[INFO] Scheduled 5 tasks. With 10 workers");
      assertFive("mine");

      Path example = QuickstartTest.EXAMPLE.resolveSibling("statsbomb");
      Path copy = QuickstartTest.copy(example, folder.resolve("example")).resolve("leat.yaml");
      String shown = "    # url: file:///home/me/open-data/data/\n";
      assertThat(copy).content().contains(shown);
      QuickstartTest.change(copy, shown, "    url: " + provider.url() + "\n");
      cli.run("run", "example").exits(0);
      assertFive("example");
    }
  }

  private void assertFive(String project) {
    var tables = new Database("jdbc:duckdb:" + folder.resolve(project + "/football.duckdb"));
    assertThat(tables.number("SELECT count(*) FROM matches")).isEqualTo(5);
    assertThat(tables.number("SELECT count(*) FROM events")).isEqualTo(5 * 40);
    assertThat(tables.number("SELECT count(*) FROM lineups")).isEqualTo(5 * 2);
  }

  @Test
  void keepTheRowsOfTheProvidersOwnFiles() throws IOException {
    Path samples = samples();
    byte[] events = Files.readAllBytes(samples.resolve("events_3788741.json"));
    byte[] lineups = Files.readAllBytes(samples.resolve("lineups_3788741.json"));
    try (var provider = StatsBombProvider.on(FakeHttp.start()).season(55, 43, 1)) {
      long match = provider.matches(55, 43).getFirst();
      provider.answer("events/" + match + ".json", dev.leat.testkit.http.Answer.bytes(events));
      provider.answer("lineups/" + match + ".json", dev.leat.testkit.http.Answer.bytes(lineups));
      Workspace project =
          Workspace.make(
              folder,
              CatalogPlace.SQLITE,
              "sources:\n  statsbomb:\n    type: statsbomb\n    url: " + provider.url() + "\n");
      project.leat("run").exits(0);
      assertThat(project.tables().number("SELECT count(*) FROM events"))
          .isEqualTo(occurrences("\"timestamp\"", events));
      assertThat(project.tables().number("SELECT count(*) FROM lineups")).isEqualTo(2);
      assertThat(project.tables().number("SELECT count(*) FROM lineups__lineup"))
          .isEqualTo(occurrences("\"player_nickname\"", lineups));
    }
  }

  /** How the line of a season begins. */
  private static String summary(int season) {
    return "statsbomb +match +competition_id=11/season_id=" + season;
  }

  private static List<String> columns(Workspace project) {
    return project
        .tables()
        .rows(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
                + " ORDER BY ALL");
  }

  /** Every JSON array of the provider is so many rows. */
  private static List<String> expectedRows(StatsBombProvider provider) {
    List<Long> matches = new ArrayList<>(provider.matches(11, 42));
    matches.addAll(provider.matches(11, 90));
    long events = 0;
    long players = 0;
    long starts = 0;
    for (long match : matches) {
      events += occurrences("\"possession_team\"", provider.body("events/" + match + ".json"));
      starts += occurrences("\"jersey_number\"", provider.body("events/" + match + ".json"));
      players += occurrences("\"jersey_number\"", provider.body("lineups/" + match + ".json"));
    }
    return List.of(
        "events|" + events,
        "events__tactics__lineup|" + starts,
        "frames|" + 6 * 20,
        "lineups|" + 68 * 2,
        "lineups__lineup|" + players,
        "matches|68");
  }

  private static long occurrences(String text, byte[] body) {
    return Pattern.compile(text, Pattern.LITERAL)
        .matcher(new String(body, UTF_8))
        .results()
        .count();
  }

  /** Log lines without their time. */
  private static List<String> messages(Cli.Answer answer) {
    return answer.err().lines().map(line -> line.replaceFirst("^[-0-9]+ [:0-9]+ ", "")).toList();
  }

  private static Path samples() {
    String given = System.getProperty("leat.samples", "");
    org.junit.jupiter.api.Assumptions.assumeFalse(given.isEmpty(), "no -Dleat.samples");
    return Path.of(given, "statsbomb");
  }
}
