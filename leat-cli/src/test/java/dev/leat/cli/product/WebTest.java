package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web pages from lines of YAML to tables. */
final class WebTest {
  private static final String STATS =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        site:
          type: web
          url: http://host/
          limit: 1000/second
          feeds:
            stats:
              each: {list: [2024, 2025], as: {season: season}}
              path: leagues/NBA_{season}_per_game.html
              table: per_game_stats
              columns:
                player: name_display
                player_id: name_display@data-append-csv
                points: pts_per_g
              drop: {player: League Average}
              key: [player_id, season]
              on_status: {404: skip}
      """;

  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder);
    project.http().on("/robots.txt", Answer.status(404));
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static String row(String id, String name, String points) {
    return """
    <tr><th data-stat="ranker">1</th><td data-stat="name_display" data-append-csv="%s">%s</td>
    <td data-stat="pts_per_g">%s</td></tr>
    """
        .formatted(id, name, points);
  }

  private static String stats(String... rows) {
    return """
    <!doctype html><html><body><h1>Per game</h1><!--
    <table id="per_game_stats"><caption>Per Game</caption><thead><tr><th data-stat="ranker">Rk</th>
    <th data-stat="name_display">Player</th><th data-stat="pts_per_g">PTS</th></tr></thead><tbody>
    %s<tr class="thead"><th>Rk</th><th>Player</th><th>PTS</th></tr>%s</tbody></table>
    --></body></html>
    """
        .formatted(
            String.join("", rows),
            "<tr><th></th><td data-stat=\"name_display\">League Average</td>"
                + "<td data-stat=\"pts_per_g\">10.0</td></tr>");
  }

  @Test
  void makesATableOfPagesAndReplaysWithoutARequest() throws Exception {
    String page = stats(row("jokicni01", "Nikola Jokić", "29.6"), row("x01", "Ann", ".5"));
    project.http().on("/leagues/NBA_2025_per_game.html", Answer.html(page).etag("v1"));
    project.http().on("/leagues/NBA_2024_per_game.html", Answer.status(404));
    project.yaml(STATS).leat("run").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/robots.txt", "/leagues/NBA_2024_per_game.html", "/leagues/NBA_2025_per_game.html");
    String rows = "SELECT season, player_id, player, points FROM stats ORDER BY player_id";
    assertThat(project.tables().rows(rows))
        .containsExactly("2025|jokicni01|Nikola Jokić|29.6", "2025|x01|Ann|0.5");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(page.getBytes(StandardCharsets.UTF_8));
    assertThat(project.catalog().rows("SELECT sha256 FROM file WHERE sha256 IS NOT NULL"))
        .containsExactly(HexFormat.of().formatHex(digest));
    assertThat(project.leat("list").exits(0).out()).contains("missing");

    project.leat("run").exits(0);
    assertThat(project.http().requests("/leagues/NBA_2025_per_game.html").getLast())
        .satisfies(it -> assertThat(it.header("if-none-match")).contains("\"v1\""))
        .satisfies(it -> assertThat(it.header("user-agent").orElse("")).startsWith("leat"));
    project.http().forget();

    project.yaml(STATS.replace("points: pts_per_g", "letter: name_display ~ ^(.)"));
    project.leat("load", "--replay").exits(0);
    assertThat(project.asked()).isEmpty();
    assertThat(project.tables().rows("SELECT player_id, letter FROM stats ORDER BY player_id"))
        .containsExactly("jokicni01|N", "x01|A");
  }

  @Test
  void aRedirectDoesNotLeadAroundRobotsTxt() {
    try (FakeHttp other = FakeHttp.start()) {
      String rules = "User-agent: *\nDisallow: /private/";
      project.http().on("/robots.txt", Answer.text("text/plain", rules));
      other.on("/robots.txt", Answer.text("text/plain", rules));
      String page = stats(row("x01", "Ann", ".5"));
      project.http().on("/private/page", Answer.html(page));
      other.on("/private/page", Answer.html(page)).on("/open", Answer.html(page));
      String year = "/leagues/NBA_%d_per_game.html";
      project
          .http()
          .on(year.formatted(2024), Answer.status(302).header("Location", "/private/page"));
      project
          .http()
          .on(
              year.formatted(2025),
              Answer.status(302).header("Location", other.url("/private/page").toString()));
      Cli.Answer answer = project.yaml(STATS).leat("run").exits(2);
      assertThat(answer.out() + answer.err())
          .contains("WEB_ROBOTS_FORBID", "robots.txt forbids " + other.url("/private/page"));
      assertThat(project.asked()).doesNotContain("/private/page");
      assertThat(other.requests()).extracting(it -> it.path()).containsOnly("/robots.txt");

      String open = other.url("/open").toString();
      project.http().on(year.formatted(2024), Answer.status(302).header("Location", open));
      project.http().on(year.formatted(2025), Answer.status(302).header("Location", open));
      project.leat("run").exits(0);
      assertThat(project.tables().number("SELECT count(*) FROM stats")).isEqualTo(2);
    }
  }
}
