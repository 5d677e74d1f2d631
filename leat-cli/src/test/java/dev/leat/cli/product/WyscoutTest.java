package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template wyscout: competitions, seasons, matches, events, all in pages. */
final class WyscoutTest {
  private static final String PASSWORD = "wy-p@ss/w0rd";

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private TemplateProject project;

  @BeforeEach
  void init() {
    http.on("/v3/competitions", request -> paged(request, "competitions", COMPETITIONS));
    http.on("/v3/competitions/364/seasons", request -> paged(request, "seasons", SEASONS));
    http.on("/v3/competitions/365/seasons", request -> paged(request, "seasons", List.of()));
    http.on("/v3/seasons/188/matches", request -> paged(request, "matches", MATCHES));
    http.on("/v3/matches/1/events", request -> paged(request, "events", EVENTS));
    http.on("/v3/matches/2/events", Answer.json("{\"error\": \"no events\"}").as(404));
    project =
        TemplateProject.init(folder, "wyscout")
            .with("WYSCOUT_URL", http.url("/v3/").toString())
            .with("WYSCOUT_USER", "ada")
            .with("WYSCOUT_PASSWORD", PASSWORD);
  }

  @AfterEach
  void close() {
    http.close();
  }

  private static final List<String> COMPETITIONS =
      List.of("{\"wyId\": 364, \"name\": \"League\"}", "{\"wyId\": 365, \"name\": \"Cup\"}");
  private static final List<String> SEASONS =
      List.of("{\"seasonId\": 188, \"season\": {\"wyId\": 188, \"name\": \"2024/2025\"}}");
  private static final List<String> MATCHES =
      List.of(
          "{\"matchId\": 1, \"label\": \"A - B, 2 - 0\", \"date\": \"2024-08-16\"}",
          "{\"matchId\": 2, \"label\": \"B - A, 0 - 0\", \"date\": \"2025-01-02\"}");
  private static final List<String> EVENTS =
      List.of(
          event(11, "pass", "1H", "{\"x\": 50, \"y\": 50}")
              + ", \"pass\": {\"accurate\": true, \"endLocation\": {\"x\": 60, \"y\": 100}}}",
          event(12, "shot", "2H", "{\"x\": 90, \"y\": 40}")
              + ", \"shot\": {\"isGoal\": true, \"onTarget\": true, \"goalZone\": \"gb\"}}",
          event(13, "duel", "2H", "{\"x\": 10, \"y\": 0}")
              + ", \"groundDuel\": {\"keptPossession\": false, \"recoveredPossession\": false}}",
          event(14, "game_interruption", "2H", "null") + "}");

  private static String event(int id, String type, String period, String location) {
    return """
    {"id": %d, "matchId": 1, "matchPeriod": "%s", "minute": 10, "second": 5,
     "type": {"primary": "%s", "secondary": []}, "location": %s,
     "team": {"id": 7, "name": "A"}, "player": {"id": 70, "name": "P"}
    """
        .formatted(id, period, type, location)
        .strip();
  }

  /** Two records a page, whatever the limit asks for. */
  private static Answer paged(Received request, String name, List<String> all) {
    int page = Integer.parseInt(request.query().replaceAll(".*\\bpage=(\\d+).*", "$1"));
    int from = Math.min(all.size(), (page - 1) * 2);
    List<String> here = all.subList(from, Math.min(all.size(), from + 2));
    int pages = Math.max(1, (all.size() + 1) / 2);
    return Answer.json(
        "{\"meta\": {\"page_current\": %d, \"page_count\": %d}, \"%s\": [%s]}"
            .formatted(page, pages, name, String.join(",", here)));
  }

  private List<String> asked() {
    List<String> asked = new ArrayList<>();
    http.requests().forEach(request -> asked.add(request.line()));
    return asked;
  }

  @Test
  void walksDownToTheEventsOfEachMatchPageByPage() {
    project.leat("run").exits(0);
    assertThat(asked())
        .containsExactlyInAnyOrder(
            "GET /v3/competitions?areaId=ENG&limit=100&page=1",
            "GET /v3/competitions/364/seasons?limit=100&page=1",
            "GET /v3/competitions/365/seasons?limit=100&page=1",
            "GET /v3/seasons/188/matches?limit=100&page=1",
            "GET /v3/matches/1/events?limit=100&page=1",
            "GET /v3/matches/1/events?limit=100&page=2",
            "GET /v3/matches/2/events?limit=100&page=1");
    String basic =
        Base64.getEncoder().encodeToString(("ada:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertThat(http.requests())
        .allSatisfy(it -> assertThat(it.header("Authorization")).contains("Basic " + basic));
    assertThat(project.catalog().rows("SELECT canonical FROM dataset WHERE type = 'events'"))
        .contains("competition_id=364/match_id=1/season_id=188");
    http.forget();
    project.leat("run").exits(0);
    assertThat(asked()).noneMatch(line -> line.contains("/matches/1/events"));
  }

  @Test
  void tellsEventsInSharedWords() {
    project.leat("run").exits(0);
    assertThat(
            project
                .tables("wyscout.duckdb")
                .rows(
                    "SELECT event_id, period, clock, team, player, event_type, outcome,"
                        + " start_x, start_y, end_x, end_y FROM match_events ORDER BY event_id"))
        .containsExactly(
            "11|1|605|A|P|pass|success|52.5|34.0|63.0|68.0",
            "12|2|605|A|P|shot|goal|94.5|27.2|null|null",
            "13|2|605|A|P|duel|failure|10.5|0.0|null|null",
            "14|2|605|A|P|other|null|null|null|null|null");
    assertThat(
            project
                .tables("wyscout.duckdb")
                .rows(
                    "SELECT e.type->>'$.primary' FROM match_events m JOIN events e"
                        + " ON m.event_id = e.id::varchar WHERE m.outcome = 'goal'"))
        .containsExactly("shot");
  }

  @Test
  void tellsThemInPostgresqlAsWell() {
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project.folder());
    project.with("WYSCOUT_DESTINATION", server.address()).leat("run").exits(0);
    assertThat(
            server
                .database()
                .rows(
                    "SELECT event_id, period, clock, team, player, event_type, outcome,"
                        + " start_x, start_y, end_x, end_y FROM leat.match_events"
                        + " ORDER BY event_id"))
        .containsExactly(
            "11|1|605|A|P|pass|success|52.5|34|63|68",
            "12|2|605|A|P|shot|goal|94.5|27.2|null|null",
            "13|2|605|A|P|duel|failure|10.5|0|null|null",
            "14|2|605|A|P|other|null|null|null|null|null");
  }

  @Test
  void repeatsWhatTheApiSaysOfABadRequest() {
    http.on(
        "/v3/competitions",
        Answer.json("{\"error\": {\"message\": \"areaId is not valid\"}}").as(400));
    Cli.Answer answer = project.leat("run").exits(2);
    assertThat(answer.err())
        .contains("REST_STATUS_FAILED")
        .contains("areaId is not valid")
        .doesNotContain(PASSWORD);
  }

  @Test
  void keepsSecretsOutOfVersionControl() {
    assertThat(project.folder().resolve(".gitignore")).content().contains("\n.env\n");
    assertThat(project.folder().resolve("leat.yaml")).content().contains("${env:WYSCOUT_PASSWORD}");
  }
}
