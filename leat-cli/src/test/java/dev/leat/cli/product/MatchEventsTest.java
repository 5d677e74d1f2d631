package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template statsbomb tells events in the words that all providers share. */
final class MatchEventsTest {
  private static final String DATA = "/data/";

  @TempDir private Path folder;

  @Test
  void viewsTheEventsOfAnInventedProvider() {
    try (var provider = StatsBombProvider.start()) {
      TemplateProject project =
          TemplateProject.init(folder, "statsbomb")
              .with("STATSBOMB_URL", provider.url().toString());
      project.leat("run").exits(0);
      Database tables = project.tables("football.duckdb");
      assertThat(tables.number("SELECT count(*) FROM match_events"))
          .isEqualTo(tables.number("SELECT count(*) FROM events"))
          .isPositive();
      assertThat(tables.rows("SELECT DISTINCT event_type FROM match_events ORDER BY 1"))
          .containsExactly("carry", "other", "pass", "pressure", "shot");
    }
  }

  @Test
  void viewsThemInPostgresqlAsWell() {
    try (var provider = StatsBombProvider.start()) {
      TemplateProject project =
          TemplateProject.init(folder, "statsbomb")
              .with("STATSBOMB_URL", provider.url().toString());
      CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project.folder());
      project.leat("run").exits(0);
      project.with("STATSBOMB_DESTINATION", server.address()).leat("run").exits(0);
      String summary =
          "SELECT event_type, outcome, count(*), count(team), sum(clock), min(period),"
              + " sum(start_x)::decimal(18, 1), sum(end_y)::decimal(18, 1) FROM %s.match_events"
              + " GROUP BY event_type, outcome ORDER BY event_type, outcome";
      assertThat(server.database().rows(summary.formatted("leat")))
          .isEqualTo(project.tables("football.duckdb").rows(summary.formatted("main")))
          .hasSizeGreaterThan(4);
    }
  }

  /** Counts and outcomes are those of the provider's own file. */
  @Test
  void viewsTheEventsOfARealMatch() {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    try (var http = FakeHttp.start()) {
      serve(http, Path.of(samples, "statsbomb"));
      TemplateProject project =
          TemplateProject.init(folder, "statsbomb")
              .with("STATSBOMB_URL", http.url(DATA).toString());
      project.leat("run").exits(0);
      Database tables = project.tables("football.duckdb");
      assertThat(tables.number("SELECT count(*) FROM match_events")).isEqualTo(3803);
      assertThat(
              tables.rows(
                  "SELECT event_type, outcome, count(*) FROM match_events"
                      + " WHERE event_type IN ('shot', 'pass') GROUP BY ALL ORDER BY ALL"))
          .containsExactly(
              "pass|failure|167",
              "pass|success|884",
              "pass|null|8",
              "shot|blocked|7",
              "shot|goal|2",
              "shot|missed|12",
              "shot|saved|6");
      assertThat(
              tables.rows(
                  "SELECT min(start_x) >= 0, max(start_x) <= 105.1, min(start_y) >= 0,"
                      + " max(start_y) <= 68.1, max(end_x) <= 105.1, max(end_y) <= 68.1"
                      + " FROM match_events"))
          .containsExactly("true|true|true|true|true|true");
      assertThat(
              tables.number(
                  "SELECT count(*) FROM match_events m JOIN events e ON e.id = m.event_id"
                      + " WHERE m.event_type = 'shot' AND e.shot__statsbomb_xg > 0"))
          .isEqualTo(27);
    }
  }

  private static void serve(FakeHttp http, Path samples) {
    http.on(
        DATA + "competitions.json",
        Answer.json(
            """
            [{"competition_id": 11, "season_id": 90, "country_name": "Spain",
              "competition_name": "La Liga", "competition_gender": "male",
              "season_name": "2020/2021", "match_updated": "2024-01-01T00:00:00",
              "match_available": "2024-01-01T00:00:00"}]
            """));
    http.on(DATA + "matches/11/42.json", Answer.json("[]"));
    http.on(
        DATA + "matches/11/90.json",
        Answer.json(
            """
            [{"match_id": 3788741, "match_date": "2021-06-11", "home_score": 0,
              "away_score": 3, "match_status": "available",
              "last_updated": "2024-01-01T00:00:00.000000",
              "competition": {"competition_id": 11, "competition_name": "La Liga"},
              "season": {"season_id": 90, "season_name": "2020/2021"},
              "home_team": {"home_team_id": 1, "home_team_name": "H"},
              "away_team": {"away_team_id": 2, "away_team_name": "A"}}]
            """));
    http.on(DATA + "events/3788741.json", Answer.file(samples.resolve("events_3788741.json")));
    http.on(DATA + "lineups/3788741.json", Answer.file(samples.resolve("lineups_3788741.json")));
  }
}
