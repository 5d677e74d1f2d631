package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of days: asked for where a schedule says so, until they are ready, and never again. */
final class WebDaysTest {
  private static final String PROJECT =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        site:
          type: web
          url: http://host/
          limit: 1000/second
          feeds:
            schedule:
              path: schedule
              table: schedule
              key: [day, home]
            scores:
              path: scores
              params: {month: "{date:M}", day: "{date:d}"}
              window: {start: 2022-01-10, end: 2022-01-13, if: schedule.day}
              ready: {every: 1m}
              table: stats
              columns: {player: player, player_id: "player@data-append-csv", points: pts}
              key: [player_id, player, window_start]
      """;

  @TempDir private Path folder;
  private RestProject project;
  private final AtomicReference<String> tenth = new AtomicReference<>(scores());

  @BeforeEach
  void serve() {
    project = RestProject.make(folder);
    project.http().on("/robots.txt", Answer.status(404));
    project
        .http()
        .on(
            "/schedule",
            Answer.html(
                    """
                    <table id="schedule"><tr><th>day</th><th>home</th></tr>
                    <tr><td>Mon, Jan 10, 2022</td><td>BOS</td></tr>
                    <tr><td>Wed, Jan 12, 2022</td><td>DAL</td></tr></table>
                    """)
                .etag("s1"));
    project
        .http()
        .on(
            "/scores",
            request ->
                Answer.html(
                    request.query().contains("day=10")
                        ? Objects.requireNonNull(tenth.get())
                        : scores(row("doncilu01", "Luka Dončić", "21"))));
    project.yaml(PROJECT);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private static String row(String id, String name, String points) {
    String key = id.isEmpty() ? "" : " data-append-csv=\"" + id + "\"";
    return "<tr><td data-stat=\"player\""
        + key
        + ">"
        + name
        + "</td><td data-stat=\"pts\">"
        + points
        + "</td></tr>";
  }

  private static String scores(String... rows) {
    return "<table id=\"stats\"><thead><tr><th data-stat=\"player\">Player</th>"
        + "<th data-stat=\"pts\">PTS</th></tr></thead><tbody>"
        + String.join("", rows)
        + "</tbody></table>";
  }

  @Test
  void aDayIsAskedForUntilItIsThereAndThenNeverAgain() {
    Cli.Answer first = project.leat("run");
    first.exits(1);
    assertThat(first.out() + first.err())
        .contains("REST_PAGE_NOT_READY")
        .contains("/scores?month=1&day=10 is not ready: it has fewer than 1 records");
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/robots.txt", "/schedule", "/scores?month=1&day=10", "/scores?month=1&day=12");
    String rows =
        "SELECT window_start, player_id, player, points FROM scores ORDER BY window_start, player";
    assertThat(project.tables().rows(rows)).containsExactly("2022-01-12|doncilu01|Luka Dončić|21");

    tenth.set(
        scores(
            row("tatumja01", "Jayson Tatum", "24"),
            row("jokicni01", "Nikola Jokić", "22"),
            row("jokicni01", "Nikola Jokić", "23"),
            row("", "Ñandú Šćžøå", "0")));
    project.leat("run").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder("/robots.txt", "/schedule", "/scores?month=1&day=10");
    String[] all = {
      "2022-01-10|tatumja01|Jayson Tatum|24",
      "2022-01-10|jokicni01|Nikola Jokić|23",
      "2022-01-10|null|Ñandú Šćžøå|0",
      "2022-01-12|doncilu01|Luka Dončić|21"
    };
    assertThat(project.tables().rows(rows)).containsExactlyInAnyOrder(all);

    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactlyInAnyOrder("/robots.txt", "/schedule");
    assertThat(project.tables().rows(rows)).containsExactlyInAnyOrder(all);

    project.yaml(PROJECT.replace("points: pts", "points: points"));
    Cli.Answer renamed = project.leat("load", "--replay");
    renamed.exits(1);
    assertThat(renamed.out() + renamed.err())
        .contains("the table with id 'stats' has no column 'points'; it has player, pts");
    assertThat(project.tables().rows(rows)).containsExactlyInAnyOrder(all);
  }

  /** Two games were played; the page has one of them, and later both. */
  @Test
  void aPageWithFewerGamesThanWerePlayedIsAskedForUntilItsDeadline() {
    project
        .http()
        .on(
            "/schedule",
            Answer.html(
                """
                <table id="schedule"><tr><th>day</th><th>home</th></tr>
                <tr><td>20220110</td><td>BOS</td></tr><tr><td>20220110</td><td>DEN</td></tr></table>
                """));
    project.http().on("/hook", Answer.status(200));
    String yaml =
        PROJECT
                .replace("ready: {", "ready: {as_planned: home, ")
                .replace("points: pts", "home: home")
                .replace("columns: {", "columns: {points: \"?pts\", ")
            + "notices: [{to: slack, url: \"http://host/hook\"}]\n";
    project.yaml(yaml);
    tenth.set(games("BOS", "BOS"));
    Cli.Answer early = project.leat("run");
    assertThat(early.exits(1).err())
        .contains("/scores?month=1&day=10 is not ready: it has 1 of 2 values of 'home'")
        .contains(
            "The feed 'scores' has nothing to ask for on 2022-01-12 and 1 day before: 'schedule'"
                + " names no such day.");
    assertThat(project.asked()).doesNotContain("/hook", "/scores?month=1&day=11");

    // Who fills that day gets no half of it either, and need not ask when it was to be played.
    assertThat(project.leat("backfill", "site", "--date", "2022-01-10").exits(3).err())
        .contains("REST_PAGE_NOT_READY", "it has 1 of 2 values of 'home'")
        .doesNotContain("REST_NO_WINDOW");
    assertThat(project.asked()).containsExactly("/robots.txt", "/scores?month=1&day=10");

    tenth.set(games("BOS", "DEN", "BOS"));
    project.leat("run").exits(0);
    String rows = "SELECT home, count(*) FROM scores GROUP BY 1 ORDER BY 1";
    assertThat(project.tables().rows(rows)).containsExactly("BOS|2", "DEN|1");
    project.asked();
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactlyInAnyOrder("/robots.txt", "/schedule");
  }

  @Test
  void whatThereIsAtTheDeadlineIsTakenAndPeopleAreTold() {
    project.http().on("/hook", Answer.status(200));
    project.yaml(
        PROJECT.replace("ready: {", "ready: {least: 2, deadline: 2d, ")
            + "notices: [{to: slack, url: \"http://host/hook\"}]\n");
    Cli.Answer late = project.leat("run").exits(0);
    String missing =
        "scores?month=1&day=10 was not ready by 2022-01-13T00:00:00Z: it has fewer than 2 records;"
            + " it counts as missing";
    assertThat(late.err())
        .contains(missing)
        .contains("day=12 was not ready by 2022-01-15T00:00:00Z")
        .contains("it has fewer than 2 records; it is taken as it is");
    assertThat(project.tables().rows("SELECT window_start, player_id FROM scores"))
        .containsExactly("2022-01-12|doncilu01");
    assertThat(project.http().requests("/hook")).hasSize(1);
    assertThat(project.http().requests("/hook").getFirst().bodyText())
        .contains("2 failures in", "REST_PAGE_GIVEN_UP", "day=12 was not ready by");
    project.asked();
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactlyInAnyOrder("/robots.txt", "/schedule");

    // Whoever fills a stretch of time did not ask whether there was anything in it.
    project.leat("backfill", "site/scores", "--from", "2022-01-10", "--to", "2022-01-11").exits(0);
    assertThat(project.asked()).containsExactly("/robots.txt", "/scores?month=1&day=10");
  }

  private static String games(String... homes) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < homes.length; i++) {
      rows.append(
          row("p" + i, "P" + i, "4")
              .replace("</tr>", "<td data-stat=\"home\">" + homes[i] + "</td></tr>"));
    }
    return scores(rows.toString()).replace("PTS</th>", "PTS</th><th data-stat=\"home\">Home</th>");
  }

  private static final String CHILDREN =
      PROJECT
          + """
                players:
                  each: {from: scores, as: {player: player_id}}
                  path: players/{player}
                  table: stats
                  columns: {name: player}
          """;

  @Test
  void aDayThatIsNotReadyKeepsNoOtherFromItsChildren() {
    project.http().under("/players/", request -> Answer.html(scores(row("", "Luka", "1"))));
    tenth.set(scores());
    project.yaml(CHILDREN);
    Cli.Answer first = project.leat("run");
    first.exits(1);
    assertThat(project.asked()).contains("/players/doncilu01");
    assertThat(project.tables().rows("SELECT player, name FROM players"))
        .containsExactly("doncilu01|Luka");

    // Of a day that is over, what is found in it is over, too.
    project.leat("run").exits(3);
    assertThat(project.asked()).doesNotContain("/players/doncilu01");

    // A row without a key is no reason to ask for none.
    tenth.set(scores(row("tatumja01", "Jayson Tatum", "24"), row("", "Nobody", "0")));
    assertThat(project.leat("run").exits(0).err())
        .contains(
            "1 record is passed over: of the feed 'scores' window_start=2022-01-10 those whose"
                + " player_id is missing or empty");
    assertThat(project.asked()).contains("/players/tatumja01");

    // A stretch of time is asked for again, whatever the schedule says, and so are its children.
    project.leat("backfill", "site/scores", "--from", "2022-01-10", "--to", "2022-01-12").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/robots.txt", "/scores?month=1&day=10", "/scores?month=1&day=11");
    String all = "SELECT * FROM scores ORDER BY ALL";
    List<String> before = project.tables().rows(all);
    project.leat("backfill", "site/scores", "--from", "2022-01-10", "--to", "2022-01-12").exits(0);
    assertThat(project.tables().rows(all)).isEqualTo(before);
    project.asked();

    // The page in which they are found was corrected: it has another player.
    tenth.set(scores(row("whitede01", "Derrick White", "19")));
    project.leat("backfill", "site/players", "--date", "2022-01-10").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder("/robots.txt", "/scores?month=1&day=10", "/players/whitede01");
    assertThat(project.leat("backfill", "site", "--date", "2022-01-32").exits(2).err())
        .contains("'2022-01-32' is no day.");
    assertThat(project.leat("backfill", "site/scores", "--date", "2999-01-10").exits(0).err())
        .contains("The feed 'scores' has nothing to ask for yet: a window is asked for when it is");
  }
}
