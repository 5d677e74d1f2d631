package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that are asked for once for each record of another. */
final class RestParentsTest {
  private static final String CHILDREN_FIRST =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        fd:
          type: rest
          url: http://host/v4/
          feeds:
            squads:
              each: teams
              path: teams/{id}/squad
              key: [teams_id, id]
            teams:
              each: competitions.competitions[*]
              path: competitions/{id}/teams
              carry: [name]
              records: $.teams[*]
              key: [competitions_id, id]
            competitions:
              path: competitions
              records: $.competitions[*]
              key: id
      """;

  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder);
    project
        .http()
        .on(
            "/v4/competitions",
            Answer.json("{\"competitions\":[{\"id\":7,\"name\":\"A\"},{\"id\":9,\"name\":\"B\"}]}"))
        .on("/v4/competitions/7/teams", Answer.json("{\"teams\":[{\"id\":1},{\"id\":2}]}"))
        .on("/v4/competitions/9/teams", Answer.json("{\"teams\":[]}"))
        .on("/v4/teams/1/squad", Answer.json("[{\"id\":10}]"))
        .on("/v4/teams/2/squad", Answer.json("[{\"id\":20},{\"id\":21}]"));
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void asksForEachParentOnceInWhateverOrderTheyStand() {
    project.yaml(CHILDREN_FIRST).leat("run").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/v4/competitions",
            "/v4/competitions/7/teams",
            "/v4/competitions/9/teams",
            "/v4/teams/1/squad",
            "/v4/teams/2/squad");
    assertThat(project.tables().rows("SELECT id, name FROM competitions ORDER BY id"))
        .containsExactly("7|A", "9|B");
    assertThat(project.tables().rows("SELECT competitions_id, id FROM teams ORDER BY id"))
        .containsExactly("7|1", "7|2");
    assertThat(
            project.tables().rows("SELECT competitions_id, teams_id, id FROM squads ORDER BY id"))
        .containsExactly("7|1|10", "7|2|20", "7|2|21");
    assertThat(
            project.catalog().rows("SELECT metadata FROM dataset WHERE type = 'teams' ORDER BY id"))
        .anyMatch(it -> it.contains("\"name\":\"A\""));

    assertThat(project.leat("run").exits(0).out()).containsPattern("teams +\\* +FINISHED +0 +2");
    assertThat(project.asked()).hasSize(5);
  }

  @Test
  void takesAParentAlone() {
    project.yaml(CHILDREN_FIRST + "plans:\n  - {source: fd, dataset_type: competitions}\n");
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactly("/v4/competitions");
    assertThat(project.tables().rows("SELECT id FROM competitions ORDER BY id"))
        .containsExactly("7", "9");
  }

  @Test
  void takesOnlyTheChildrenOfOneParent() {
    project.yaml(CHILDREN_FIRST).leat("run", "--select", "competitions_id=9").exits(0);
    assertThat(project.asked()).containsExactly("/v4/competitions", "/v4/competitions/9/teams");
    project.leat("load", "--replay").exits(0);
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT competitions_id, id FROM teams ORDER BY id"))
        .containsExactly("7|1", "7|2");
  }

  @Test
  void bringsADeletedParentBackWithoutItsDeletedChildren() {
    project.yaml(CHILDREN_FIRST).leat("run").exits(0);
    assertThat(project.leat("delete", "--select", "competitions_id=7", "--yes").exits(0).out())
        .startsWith("Deleted 3 datasets, 3 files, ");
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT id FROM teams ORDER BY id")).containsExactly("1", "2");
    assertThat(project.tables().rows("SELECT id FROM squads")).isEmpty();
  }

  @Test
  void fillsATableThatWasEmptyAtFirst() {
    project.yaml(CHILDREN_FIRST).leat("run", "--select", "competitions_id=9").exits(0);
    project.http().on("/v4/competitions/9/teams", Answer.json("{\"teams\":[{\"id\":5}]}"));
    project.http().on("/v4/teams/5/squad", Answer.json("[]"));
    project.leat("run", "--select", "competitions_id=9").exits(0);
    assertThat(project.tables().rows("SELECT competitions_id, id FROM teams ORDER BY id"))
        .containsExactly("9|5");
  }

  @Test
  void goesOnWhereAStatusMayBeSkipped() {
    project
        .http()
        .on("/v4/competitions/9/teams", Answer.json("{}").as(404))
        .on("/v4/teams/2/squad", Answer.status(204));
    project
        .yaml(CHILDREN_FIRST.replace("carry: [name]", "on_status: {404: skip}"))
        .leat("run")
        .exits(0);
    assertThat(project.catalog().rows("SELECT keys FROM dataset WHERE state = 'MISSING'"))
        .singleElement()
        .asString()
        .contains("9");
    assertThat(project.tables().rows("SELECT id FROM squads")).containsExactly("10");
  }

  @Test
  void failsOnceWhereAParentFails() {
    project.http().on("/v4/competitions", Answer.json("{\"message\":\"no\"}").as(400));
    project.yaml(CHILDREN_FIRST).leat("run").exits(3);
    assertThat(project.asked()).containsExactly("/v4/competitions");
  }

  @Test
  void asksForTheChildrenOfAllThatALogEverBrought() {
    List<String> posts = new ArrayList<>(List.of("{\"id\":1,\"at\":\"2024-01-01\"}"));
    project
        .http()
        .on(
            "/posts",
            request -> {
              String since = RestProject.parameter(request, "since").orElse("");
              List<String> newer =
                  posts.stream()
                      .filter(it -> it.replaceFirst(".*at\":\"", "").compareTo(since) > 0)
                      .toList();
              return Answer.json("[" + String.join(",", newer) + "]");
            });
    project.http().under("/posts/", request -> Answer.json("[{\"text\":\"hello\"}]"));
    project
        .feeds(
            """
            posts:
              path: posts
              key: id
              cursor: {field: at, param: since}
            comments:
              each: posts
              path: posts/{id}/comments
            """)
        .leat("run")
        .exits(0);
    assertThat(project.asked()).containsExactly("/posts", "/posts/1/comments");
    posts.add("{\"id\":2,\"at\":\"2024-01-02\"}");
    project.leat("run").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/posts?since=2024-01-01", "/posts/1/comments", "/posts/2/comments");
    assertThat(project.tables().rows("SELECT posts_id, text FROM comments ORDER BY 1"))
        .containsExactly("1|hello", "2|hello");
    assertThat(project.tables().rows("SELECT id FROM posts ORDER BY 1")).containsExactly("1", "2");
  }

  @Test
  void fillsWindowsOnce() {
    project
        .http()
        .on(
            "/prices",
            request -> {
              String day = RestProject.parameter(request, "from").orElse("");
              return Answer.json(
                  day.equals("2024-01-02")
                      ? "[]"
                      : "[{\"ticker\":\"A\",\"day\":\"" + day + "\",\"close\":1.10}]");
            });
    project.yaml(
        """
        leat: 1
        destination: duckdb:gh.duckdb
        sources:
          api:
            type: rest
            url: http://host/
            feeds:
              prices:
                path: prices
                key: [ticker, window_start]
                window: {start: 2024-01-01, end: 2024-01-04, from: from, to: to}
        """);
    project.leat("run").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/prices?from=2024-01-01&to=2024-01-02",
            "/prices?from=2024-01-02&to=2024-01-03",
            "/prices?from=2024-01-03&to=2024-01-04");
    project.leat("run").exits(0);
    assertThat(project.asked()).isEmpty();
    String[] older = {"backfill", "api/prices", "--from", "2023-12-30", "--to", "2024-01-02"};
    project.leat(older).exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/prices?from=2023-12-30&to=2023-12-31", "/prices?from=2023-12-31&to=2024-01-01");
    List<String> rows = project.tables().rows("SELECT window_start, close FROM prices ORDER BY 1");
    assertThat(rows)
        .containsExactly(
            "2023-12-30|1.10", "2023-12-31|1.10", "2024-01-01|1.10", "2024-01-03|1.10");
    project.leat(older).exits(0);
    assertThat(project.asked()).isEmpty();
    assertThat(project.leat("backfill", "api/prices", "--from", "yesterday").exits(2).err())
        .contains("'yesterday' is no time for --from.");
    assertThat(project.leat("backfill", "api/nothing", "--from", "2024-01-01").exits(2).err())
        .contains("has no dataset type 'nothing'");
  }
}
