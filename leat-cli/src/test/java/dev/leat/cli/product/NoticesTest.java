package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People hear of failures once a run, and never of a run without any. */
final class NoticesTest {
  private static final String HOOK = "/services/T0000/B0000/only-those-who-know-it";

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private Workspace project;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.csv"), "id\n1\n", UTF_8);
    project = Workspace.make(folder.resolve("shop"), CatalogPlace.SQLITE, sources("../in"));
    http.on(HOOK, Answer.status(200));
  }

  @AfterEach
  void close() {
    http.close();
  }

  private static String sources(String path) {
    return """
    sources:
      one: {type: files, path: %s, feeds: {ones: "*.csv"}}
      two: {type: files, path: ../in, feeds: {twos: "*.csv"}}
      three: {type: files, path: ../in, feeds: {threes: "*.csv"}}
    models:
      wrong: {sql: select nothing from twos, if_stale: run}
    notices:
      - {to: slack, url: "${secret:HOOK_URL}"}
      - {to: teams, url: "${secret:HOOK_URL}"}
      - {to: webhook, url: "${secret:HOOK_URL}"}
    """
        .formatted(path);
  }

  private Cli.Answer run() {
    return project.cli().with("HOOK_URL", http.url(HOOK).toString()).run("run");
  }

  @Test
  void oneMessagePerRunWithCountDateAndALineForEachFailure() throws IOException {
    String few = "tables:\n  few: {from: three/threes, checks: [{rows: {min: 2}}]}\n";
    project.write(few + sources("../nowhere"));
    Cli.Answer answer = run().exits(1);
    assertThat(project.rowCounts()).containsExactly("threes|1", "twos|1");

    assertThat(http.requests(HOOK)).hasSize(3);
    assertThat(http.requests(HOOK).get(0).bodyText())
        .matches(
            "\\{\"text\":\"3 failures in shop on \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"
                + "\\\\n• source 'one', \\*: [A-Z_]+: [^\\\\]*nowhere[^\\\\]*"
                + "\\\\n• table 'few': CHECK_FAILED: [^\\\\]*"
                + "\\\\n• model 'wrong': DUCKDB_MODEL: .*\"\\}");
    assertThat(http.requests(HOOK).get(1).bodyText())
        .contains("\"contentType\":\"application/vnd.microsoft.card.adaptive\"")
        .contains("{\"type\":\"TextBlock\",\"text\":\"• source 'one', *: ");
    assertThat(http.requests(HOOK).get(2).bodyText())
        .contains("\"project\":\"shop\"", "\"exit_code\":1", "\"count\":3")
        .contains("\"code\":\"DUCKDB_MODEL\"");
    assertThat(answer.toString()).doesNotContain("only-those-who-know-it");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), UTF_8))
            .as(file.toString())
            .doesNotContain("only-those-who-know-it");
      }
    }
  }

  @Test
  void aCleanRunTellsNobody() {
    project.write(sources("../in").replace("select nothing", "select id"));
    run().exits(0);
    assertThat(http.requests()).isEmpty();
  }

  @Test
  void whatHasNotGoneWellForTooLongIsToldOfToo() {
    project.write(
        sources("../in")
            .replace("select nothing", "select id")
            .replace("{to: webhook,", "{to: webhook, max_age: {two: 2h, ones: 90m},"));
    project.cli().with("HOOK_URL", http.url(HOOK).toString()).run("load").exits(0);
    assertThat(http.requests(HOOK)).hasSize(1);
    assertThat(http.requests(HOOK).getFirst().bodyText())
        .contains(
            "source 'two': TOO_OLD: what it is made from has never come without failure, and a"
                + " notice wants it no older than 2 h",
            "table 'ones': TOO_OLD: what it is made from has never come without failure, and a"
                + " notice wants it no older than 90 min",
            "\"exit_code\":0");
    http.forget();
    run().exits(0);
    assertThat(http.requests()).isEmpty();
  }

  @Test
  void aWebhookThatFailsIsTriedAgainAndChangesNothing() {
    http.on(HOOK, Answer.status(500), Answer.status(200), Answer.status(404));
    Cli.Answer answer = run().exits(1);
    assertThat(http.requests(HOOK)).hasSize(4);
    assertThat(answer.err())
        .contains(
            "[WARN] The notice to teams was not taken: HTTP 404 (1 try). The run's result is"
                + " unchanged.")
        .contains("[WARN] The notice to webhook was not taken: HTTP 404 (1 try).")
        .contains("error DUCKDB_MODEL in model 'wrong'");
  }
}
