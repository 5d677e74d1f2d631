package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leads to the next page lives for a while only; a walk does not wait for ever for it. */
final class RestResumeTest {
  private static final String PROJECT =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        gh:
          type: rest
          url: http://host/
          retries: 0
          feeds:
            issues: {path: issues, records: "$.items[*]", key: id, page: {cursor: next, param: after}}
            pulls:
              path: pulls
              records: $.items[*]
              key: id
              page: {cursor: next, param: after}
              on_status: {404: skip}
      """;

  @TempDir private Path folder;
  private final AtomicBoolean later = new AtomicBoolean();

  @Test
  void aWalkWhoseNextPageHasDiedBeginsAnew() {
    try (RestProject project = RestProject.make(folder).yaml(PROJECT)) {
      project.http().on("/issues", request -> answer(request, 410));
      project.http().on("/pulls", request -> answer(request, 404));
      project.leat("run").exits(3);
      assertThat(project.asked())
          .containsExactlyInAnyOrder("/issues", "/issues?after=old", "/pulls", "/pulls?after=old");

      later.set(true);
      String said = project.leat("run").exits(0).err();

      assertThat(said)
          .contains("issues does not go on where an earlier run stopped")
          .contains("answered 410: expired): it is walked from the start")
          .contains("pulls does not go on where an earlier run stopped (answered 404)");
      assertThat(project.tables().rows("SELECT id FROM issues ORDER BY id"))
          .containsExactly("1", "2");
      assertThat(project.tables().rows("SELECT id FROM pulls ORDER BY id"))
          .containsExactly("1", "2");
    }
  }

  @Test
  void aTokenThatDiesEarlyIsGotAnewForARequestWithABody() {
    try (RestProject project =
        RestProject.make(folder)
            .yaml(
                """
                leat: 1
                destination: duckdb:gh.duckdb
                sources:
                  gh:
                    type: rest
                    url: http://host/
                    auth:
                      type: oauth2
                      token_url: http://host/token
                      client_id: me
                      client_secret: s3cret
                    feeds:
                      found: {path: search, body: {all: true}, records: "$.items[*]", page: none}
                """)) {
      project
          .http()
          .on(
              "/token",
              Answer.json("{\"access_token\":\"old\"}"),
              Answer.json("{\"access_token\":\"new\"}"));
      project
          .http()
          .on(
              "/search",
              request ->
                  request.header("authorization").orElse("").equals("Bearer new")
                      ? Answer.json("{\"items\":[{\"id\":1}]}")
                      : Answer.status(401));

      project.leat("run").exits(0);

      assertThat(project.http().requests("/token")).hasSize(2);
      assertThat(project.http().requests("/search")).hasSize(2);
      assertThat(project.tables().rows("SELECT id FROM found")).containsExactly("1");
    }
  }

  private Answer answer(Received request, int dead) {
    String after = RestProject.parameter(request, "after").orElse("");
    return switch (after) {
      case "" ->
          Answer.json(
              "{\"items\":[{\"id\":1}],\"next\":\"" + (later.get() ? "new" : "old") + "\"}");
      case "new" -> Answer.json("{\"items\":[{\"id\":2}],\"next\":null}");
      default -> later.get() ? Answer.text("text/plain", "expired").as(dead) : Answer.status(500);
    };
  }
}
