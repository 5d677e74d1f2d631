package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat source test}: a look at an API that leaves no trace. */
final class SourceTestTest {
  private static final String TOKEN = "s3cret-t0ken-of-the-test";

  @TempDir private Path folder;
  private FakeHttp api;

  @BeforeEach
  void start() throws IOException {
    api =
        FakeHttp.start()
            .on(
                "/issues",
                request ->
                    request.header("authorization").equals(Optional.of("Bearer " + TOKEN))
                        ? issues(request.query().isEmpty() ? 1 : 2)
                        : Answer.json(
                                "{\"error\": \"bad "
                                    + request.headers().get("authorization")
                                    + "\"}")
                            .as(401))
            .on("/teams", Answer.json("[{\"id\": 1}, {\"id\": 2}, {\"id\": 3}]"))
            .under("/teams/", request -> Answer.json("[{\"name\": \"" + request.path() + "\"}]"))
            .on("/page", Answer.html("<html><body>Sign in</body></html>"));
    Files.writeString(folder.resolve(".env"), "TOKEN=" + TOKEN + "\n", UTF_8);
    project("");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private static Answer issues(int page) {
    String items =
        IntStream.range(0, 10)
            .map(i -> (page - 1) * 10 + i)
            .mapToObj(
                id ->
                    """
                    {"id": %d, "title": "Issue %d", "price": 1.10, "user": {"name": "Ann"},
                     "labels": [{"name": "bug"}], "updated_at": "2024-05-01T10:00:00Z"}\
                    """
                        .formatted(id, id))
            .collect(Collectors.joining(","));
    return Answer.json(
        "{\"page\": %d, \"total_pages\": 2, \"items\": [%s]}".formatted(page, items));
  }

  private void project(String more) throws IOException {
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        destination: duckdb:out.duckdb
        sources:
          hub:
            type: rest
            url: %s
            retries: 0
            auth: ${env:TOKEN}
            feeds:
              issues:
                path: issues
                records: "$.items[*]"
                key: id
              teams:
                path: teams
              members:
                path: "teams/{id}/members"
                each: teams
        """
                .formatted(api.url("/"))
            + more,
        UTF_8);
  }

  private Cli.Answer test(String... more) {
    String[] words =
        Stream.concat(Stream.of("source", "test", "hub"), Stream.of(more)).toArray(String[]::new);
    return Cli.in(folder).run(words);
  }

  @Test
  void showsRequestsPagesTypesKeysAndRecordsAndLeavesNoTrace() throws IOException {
    List<Path> before = files();
    Cli.Answer answer = test("--feed", "issues", "--limit", "2").exits(0);
    assertThat(answer.out())
        .contains("GET " + api.url("/issues"))
        .containsPattern("/issues +200 +")
        .contains("Pages of issues: page number page, as many as $.total_pages says")
        .contains("Table issues: 10 rows, 2 shown")
        .containsPattern("id +BIGINT +key +0 +1")
        .containsPattern("title +VARCHAR +Issue 0 +Issue 1")
        .containsPattern("price +DECIMAL\\(\\d+,2\\) +1\\.10 +1\\.10")
        .containsPattern("user__name +VARCHAR +Ann")
        .contains("Table issues__labels, child of issues: 10 rows, 2 shown");
    assertThat(answer.err()).isEmpty();
    assertThat(api.requests()).hasSize(1);
    assertThat(answer.toString()).doesNotContain(TOKEN);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void asksForAsManyPagesAsTheRecordsNeed() {
    test("--feed", "issues", "--limit", "11").exits(0);
    assertThat(api.requests()).hasSize(2);
  }

  @Test
  void everyFeedIsLookedAtAndChildrenOfAFewParents() throws IOException {
    List<Path> before = files();
    Cli.Answer answer = test("--limit", "2", "--output", "json").exits(0);
    assertThat(api.requests("/teams")).hasSize(1);
    assertThat(api.requests()).hasSize(4);
    assertThat(answer.outLines())
        .contains(
            "{\"type\":\"Record\",\"table\":\"members\",\"record\":"
                + "{\"teams_id\":1,\"name\":\"/teams/1/members\"}}")
        .contains("{\"type\":\"TestDone\",\"exit_code\":0,\"failures\":[]}");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatIsWrongIsSaidAsARunSaysIt() throws IOException {
    Files.writeString(folder.resolve(".env"), "TOKEN=another-token\n", UTF_8);
    Cli.Answer denied = test("--feed", "issues").exits(2);
    assertThat(denied.out()).containsPattern("/issues +401 +");
    assertThat(denied.err())
        .contains("error CREDENTIALS_REJECTED in hub/issues")
        .doesNotContain("another-token");

    project(
        """
              wrong:
                path: teams
                records: "$.nothing.here[*]"
              page:
                path: page
        """);
    Cli.Answer wrong = test("--feed", "wrong").exits(4);
    assertThat(wrong.err()).contains("$.nothing.here[*]");
    Cli.Answer html = test("--feed", "page").exits(3);
    assertThat(html.err()).contains("HTML");
    Cli.Answer misspelled = test("--feed", "isues").exits(2);
    assertThat(misspelled.err())
        .contains("The source 'hub' has no feed 'isues'.")
        .contains("Did you mean 'issues'?");
    assertThat(test("--feed", "other").exits(2).err())
        .containsPattern("Choose from: (?!.*\\bwrong\\b.*\\bwrong\\b)");
    assertThat(test("--limit", "0").exits(2).err()).contains("cannot show 0 records");
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @Test
  void filesGiveTheirFirst() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    for (String name : List.of("a", "b")) {
      Files.writeString(folder.resolve("data/" + name + ".csv"), "name,amount\n" + name + ",1.5\n");
    }
    Files.writeString(
        folder.resolve("leat.yaml"),
        """
        leat: 1
        sources:
          hub:
            type: files
            path: data
            feeds:
              sales: "*.csv"
        """);
    List<Path> before = files();
    Cli.Answer answer = test().exits(0);
    assertThat(answer.out())
        .contains("Table sales, no key: 1 row, 1 shown")
        .containsPattern("amount +DECIMAL\\(\\d+,1\\) +1\\.5");
    assertThat(files()).isEqualTo(before);
  }

  /** All that is in the project. */
  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.endsWith(".home")).sorted().toList();
    }
  }
}
