package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes and providers that die in the middle, and accounts that share the work. */
final class RestTroubleTest {
  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder);
  }

  @AfterEach
  void close() {
    project.close();
  }

  private void yaml(String destination, String source) {
    project.yaml(
        """
        leat: 1
        destination: %s
        sources:
          api:
            type: rest
            url: http://host/
        """
                .formatted(destination)
            + source.indent(4));
  }

  @Test
  void aJobIsNotSubmittedTwiceThoughTheProcessDiesWhileItIsMade() throws Exception {
    yaml(
        "duckdb:gh.duckdb",
        """
        feeds:
          sales:
            path: exports
            body: {report: sales}
            job: {poll: "exports/{id}", download: $.result.url, every: 1s}
            format: csv
            key: id
        """);
    var polled = new CountDownLatch(1);
    var made = new AtomicBoolean();
    project
        .http()
        .on("/exports", Answer.json("{\"id\": \"j1\", \"status\": \"queued\"}"))
        .on(
            "/exports/j1",
            request -> {
              polled.countDown();
              return Answer.json(
                  made.get()
                      ? "{\"status\": \"done\", \"result\": {\"url\": \"/files/j1.csv\"}}"
                      : "{\"status\": \"running\"}");
            })
        .on("/files/j1.csv", Answer.text("text/csv", "id,amount\n1,2.50\n2,3.75\n"));
    try (Cli.Running running = Cli.in(folder).start("run")) {
      assertThat(polled.await(2, TimeUnit.MINUTES)).isTrue();
      running.signal("KILL");
      assertThat(running.end().exitCode()).isEqualTo(137);
    }
    assertThat(project.http().requests("/files/j1.csv")).isEmpty();
    made.set(true);
    project.leat("run").exits(0);
    assertThat(project.http().requests("/exports"))
        .extracting(Received::bodyText)
        .containsExactly("{\"report\":\"sales\"}");
    assertThat(project.http().requests("/files/j1.csv")).hasSize(1);
    assertThat(project.tables().rows("SELECT id, amount FROM sales ORDER BY id"))
        .containsExactly("1|2.50", "2|3.75");
  }

  @Test
  void accountsTakeTurnsSoThatEachKeepsToItsLimit() {
    yaml(
        "duckdb:gh.duckdb",
        """
        limit: 3/10m
        auth:
          - {type: header, name: X-App, value: the-app-0}
          - {account: one, token: t0ken-one}
          - {account: two, token: t0ken-two}
        feeds:
          items:
            path: items
            records: "$.items[*]"
            page: {param: page, total: "$.total_pages"}
            key: id
        """);
    List<String> records = new ArrayList<>();
    for (int id = 1; id <= 6; id++) {
      records.add("{\"id\":" + id + "}");
    }
    project.http().on("/items", request -> RestProject.page(request, records, 1));
    assertThat(project.leat("run").exits(0).err()).doesNotContain("t0ken");
    List<Received> asked = project.http().requests("/items");
    assertThat(asked)
        .extracting(it -> it.header("Authorization").orElse(""))
        .containsExactlyInAnyOrder(
            "Bearer t0ken-one",
            "Bearer t0ken-one",
            "Bearer t0ken-one",
            "Bearer t0ken-two",
            "Bearer t0ken-two",
            "Bearer t0ken-two");
    assertThat(asked).extracting(it -> it.header("X-App").orElse("")).containsOnly("the-app-0");
    assertThat(project.tables().text("SELECT count(*) FROM items")).isEqualTo("6");
  }

  @ParameterizedTest
  @EnumSource
  void aSourceThatDiesInTheMiddleOfAllLeavesTheTableAsItWas(TablePlace place) {
    CatalogPlace.Found found = place.make(folder);
    yaml(
        found.address(),
        """
        retries: 0
        feeds:
          items:
            path: items
            records: "$.items[*]"
            page: {param: page, total: "$.total_pages"}
            key: id
        """);
    project.http().on("/items", request -> RestProject.page(request, items("old", 1, 6), 2));
    project.leat("run").exits(0);
    List<String> before = content(found);
    assertThat(before).hasSize(6).contains("6|old");

    List<String> newer = items("new", 2, 6);
    project
        .http()
        .on(
            "/items",
            request ->
                request.query().endsWith("page=2")
                    ? RestProject.page(request, newer, 2).resetsAfter(20)
                    : RestProject.page(request, newer, 2));
    assertThat(project.leat("run").exits(3).err())
        .contains("error SOURCE_UNAVAILABLE in api/items: ");
    assertThat(content(found)).isEqualTo(before);

    project.http().on("/items", request -> RestProject.page(request, newer, 2));
    project.asked();
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactly("/items?page=2", "/items?page=3");
    assertThat(content(found)).containsExactly("2|new", "3|new", "4|new", "5|new", "6|new");
  }

  private static List<String> items(String text, int first, int last) {
    List<String> records = new ArrayList<>();
    for (int id = first; id <= last; id++) {
      records.add("{\"id\":%d,\"text\":\"%s\"}".formatted(id, text));
    }
    return records;
  }

  private static List<String> content(CatalogPlace.Found found) {
    return found.database().rows("SELECT id, text FROM items ORDER BY id");
  }
}
