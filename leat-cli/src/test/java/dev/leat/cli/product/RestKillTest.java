package dev.leat.cli.product;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it walks pages loses at most the page that is on its way. */
final class RestKillTest {
  private static final int PAGES = 40;
  private static final String PROJECT =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        gh:
          type: rest
          url: http://host/
          feeds:
            issues:
              path: issues
              records: $.items[*]
              key: id
              cursor: {field: id, param: since}
      """;

  @TempDir private Path folder;

  /** Counted down by each page that is asked for. */
  private final AtomicReference<CountDownLatch> asked = new AtomicReference<>();

  private RestProject project;

  @AfterEach
  void close() {
    project.close();
  }

  @BeforeEach
  void serve() {
    project = RestProject.make(folder).yaml(PROJECT);
    List<String> records = new ArrayList<>();
    for (int id = 1; id <= 2 * PAGES; id++) {
      records.add("{\"id\":" + id + ",\"text\":\"of record " + id + "\"}");
    }
    project
        .http()
        .on(
            "/issues",
            request -> {
              if (RestProject.parameter(request, "since").isPresent()) {
                return Answer.json("{\"items\":[],\"page\":1,\"total_pages\":1}");
              }
              CountDownLatch latch = asked.get();
              if (latch != null) {
                latch.countDown();
              }
              return RestProject.page(request, records, 2);
            });
  }

  @Test
  void asksForNoPageThatHasLanded() throws Exception {
    var latch = new CountDownLatch(PAGES / 2);
    asked.set(latch);
    try (Cli.Running running = Cli.in(folder).start("run")) {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
      running.signal("KILL");
      assertThat(running.end().exitCode()).isEqualTo(137);
    }
    List<String> before = project.asked();
    project.leat("run").exits(0);
    List<String> after = project.asked();
    Set<String> again = new HashSet<>(before.subList(0, before.size() - 1));
    again.retainAll(after);
    assertThat(again).isEmpty();
    assertThat(before.size() + after.size()).isBetween(PAGES, PAGES + 1);
    assertThat(project.tables().text("SELECT count(*), sum(id) FROM issues")).isEqualTo("80|3240");
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactly("/issues?since=80");
  }

  @Test
  @Tag("faults")
  void survivesDeathAtAnyInstant() {
    var random = new Random(50);
    int kills = 0;
    while (kills < 50) {
      try (Cli.Running running = Cli.in(folder).start("run")) {
        running.awaitErr("Scheduled|Nothing");
        running
            .handle()
            .onExit()
            .completeOnTimeout(null, random.nextLong(400), MILLISECONDS)
            .join();
        running.signal("KILL");
        if (running.end().exitCode() == 137) {
          kills++;
        }
      }
    }
    project.leat("run").exits(0);
    assertThat(project.tables().text("SELECT count(*), sum(id) FROM issues")).isEqualTo("80|3240");
  }
}
