package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template product-hunt against a scripted GraphQL API. */
final class ProductHuntTest {
  private static final String TOKEN = "ph-t0ken-1234";

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private TemplateProject project;

  @BeforeEach
  void init() {
    project =
        TemplateProject.init(folder, "product-hunt")
            .with("PRODUCT_HUNT_URL", http.url("/v2/api/").toString())
            .with("PHUNT_API_TOKEN", TOKEN)
            .with("PRODUCT_HUNT_START", LocalDate.now(ZoneOffset.UTC).toString());
  }

  @AfterEach
  void close() {
    http.close();
  }

  private Database tables() {
    return project.tables("products.duckdb");
  }

  private static String node(int id, String description) {
    return """
    {"node": {"id": "%d", "name": "P%d", "description": %s, "url": "https://x/%d",
     "votesCount": %d, "topics": {"edges": [{"node": {"name": "Zeta %d"}},
     {"node": {"name": "Alpha"}}]}}}
    """
        .formatted(id, id, description, id, id * 10, id);
  }

  private static Answer page(int from, int to, int withoutDescription, String next) {
    List<String> nodes = new ArrayList<>();
    for (int id = from; id <= to; id++) {
      nodes.add(node(id, id == withoutDescription ? "null" : "\"About " + id + "\""));
    }
    String info = "{\"endCursor\": \"%s\", \"hasNextPage\": %s}".formatted(next, !next.isEmpty());
    return Answer.json(
        "{\"data\": {\"posts\": {\"edges\": [%s], \"pageInfo\": %s}}}"
            .formatted(String.join(",", nodes), info));
  }

  @Test
  void keepsNineOfTenWhereOneHasNoDescription() {
    http.on("/v2/api/graphql", page(1, 10, 4, ""));
    project.leat("run").exits(0);
    assertThat(http.requests()).hasSize(1);
    assertThat(http.requests().getFirst().bodyText()).contains("first:10");
    assertThat(http.requests().getFirst().header("Authorization")).contains("Bearer " + TOKEN);
    assertThat(tables().rows("SELECT count(*), typeof(any_value(n_votes)) FROM products"))
        .containsExactly("9|BIGINT");
    assertThat(tables().rows("SELECT column_name, reason FROM _leat_quarantine"))
        .containsExactly("description|has no value, and the project requires one");
    assertThat(tables().rows("SELECT id, n_votes, prod_topics FROM product_hunt WHERE id = '3'"))
        .containsExactly("3|30|Zeta 3, Alpha");
  }

  @Test
  void walksThePagesByTheirCursor() {
    http.on("/v2/api/graphql", page(1, 10, 0, "Mg"), page(11, 13, 0, ""));
    project.leat("run").exits(0);
    assertThat(http.requests()).hasSize(2);
    assertThat(http.requests().getLast().bodyText()).contains("\"after\":\"Mg\"");
    assertThat(tables().number("SELECT count(*) FROM product_hunt")).isEqualTo(13);
  }

  /** As a schedule does, without its ten minutes in between. */
  @Test
  void runsAgainAndAgainAndAsksOnlyForDaysThatMayChange() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    project = project.with("PRODUCT_HUNT_START", today.minusDays(9).toString());
    http.on("/v2/api/graphql", request -> page(1, 3, 0, ""));
    project.leat("run").exits(0);
    int first = http.requests().size();
    assertThat(first).isGreaterThanOrEqualTo(10);
    for (int votes = 1; votes <= 2; votes++) {
      String more = "\"votesCount\": " + 1000 * votes;
      http.forget();
      http.on(
          "/v2/api/graphql",
          request ->
              Answer.json(
                  "{\"data\": {\"posts\": {\"edges\": [%s], \"pageInfo\": {\"hasNextPage\": false}}}}"
                      .formatted(node(1, "\"About 1\"").replace("\"votesCount\": 10", more))));
      project.leat("run").exits(0);
      assertThat(http.requests()).hasSizeBetween(2, 4).hasSizeLessThan(first);
      assertThat(tables().rows("SELECT n_votes FROM product_hunt WHERE id = '1'"))
          .containsExactly(Integer.toString(1000 * votes));
    }
  }

  @Test
  void goesToPostgresqlAsWell() {
    http.on("/v2/api/graphql", page(1, 10, 4, ""));
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project.folder());
    project.with("PRODUCT_HUNT_DESTINATION", server.address()).leat("run").exits(0);
    assertThat(
            server
                .database()
                .rows("SELECT id, n_votes, prod_topics FROM leat.product_hunt WHERE id = '3'"))
        .containsExactly("3|30|Zeta 3, Alpha");
    assertThat(server.database().number("SELECT count(*) FROM leat.product_hunt")).isEqualTo(9);
  }

  @Test
  void failsWhereTheAnswerIsAnError() {
    http.on(
        "/v2/api/graphql",
        Answer.json("{\"data\": null, \"errors\": [{\"message\": \"Field 'x' doesn't exist\"}]}"));
    Cli.Answer answer = project.leat("run");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("Field 'x' doesn't exist").doesNotContain(TOKEN);
  }

  @Test
  void readsWhatTheProviderReallyAnswered() throws IOException {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    Path sample = Path.of(samples, "markets", "product_hunt_response.json");
    // The recorded answer has no pageInfo: it was asked for without.
    String body = Files.readString(sample, UTF_8);
    http.on("/v2/api/graphql", Answer.json(body));
    project.leat("run").exits(0);
    assertThat(tables().number("SELECT count(*) FROM product_hunt")).isEqualTo(10);
    assertThat(tables().rows("SELECT n_votes, prod_topics FROM product_hunt WHERE id = '452266'"))
        .containsExactly("65|Productivity, Notes, Artificial Intelligence");
  }
}
