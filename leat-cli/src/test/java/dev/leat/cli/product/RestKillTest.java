package dev.leat.cli.product;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** A feed of the same pages that is fetched as a whole each time. */
  private static final String STATES =
      """
            states:
              path: states
              records: $.items[*]
              key: id
      """;

  private static final String FETCHES = "Scheduled|Nothing to do";
  private static final String LOADS = "Loading|Nothing to do";

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
    project.http().on("/states", request -> RestProject.page(request, records, 2));
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

  @ParameterizedTest
  @CsvSource({"DUCKDB, 50", "POSTGRES, 8"})
  @Tag("faults")
  void survivesDeathAtAnyInstantOfFetchAndLoad(TablePlace place, int killsMin) throws IOException {
    var random = new Random(50);
    List<String> undisturbed = content(made("undisturbed", place));
    int kills = 0;
    for (int round = 1; kills < killsMin; round++) {
      Path at = folder.resolve("round-" + round);
      RestProject fresh = made(at.getFileName().toString(), place);
      int deaths = 0;
      while (deaths < 4 && isKilled(at, deaths % 2 == 0 ? FETCHES : LOADS, random)) {
        deaths++;
      }
      kills += deaths;
      fresh.leat("run").exits(0);
      List<String> asked = fresh.asked();
      asked.removeIf(line -> !line.startsWith("/issues") || line.contains("since="));
      assertThat(asked).hasSizeBetween(PAGES, PAGES + deaths);
      assertWhole(fresh);
      assertThat(content(fresh)).isEqualTo(undisturbed);
    }
  }

  private RestProject made(String name, TablePlace place) throws IOException {
    Path at = Files.createDirectories(folder.resolve(name));
    project.http().forget();
    return new RestProject(at, project.http()).into(place).yaml(PROJECT + STATES);
  }

  private static List<String> content(RestProject of) {
    of.leat("run").exits(0);
    List<String> rows = new ArrayList<>();
    for (String table : List.of("issues", "states")) {
      rows.addAll(of.tables().rows("SELECT id, text, _leat_row FROM " + table + " ORDER BY id"));
    }
    return rows;
  }

  private static void assertWhole(RestProject fresh) {
    for (String table : List.of("issues", "states")) {
      assertThat(fresh.tables().text("SELECT count(*), sum(id) FROM " + table))
          .isEqualTo("80|3240");
    }
    assertThat(
            fresh
                .tables()
                .rows("SELECT file FROM _leat_files GROUP BY table_name, file HAVING count(*) > 1"))
        .isEmpty();
    assertThat(fresh.catalog().number("SELECT count(*) FROM draft")).isZero();
    assertThat(fresh.catalog().rows("SELECT id FROM load ORDER BY id"))
        .isEqualTo(fresh.tables().rows("SELECT id FROM _leat_loads ORDER BY id"));
  }

  /** Lets a run come to its work, and a little further; whether it died of it. */
  private static boolean isKilled(Path at, String work, Random random) {
    try (Cli.Running running = Cli.in(at).start("run")) {
      if (!running.reaches(work)) {
        return false;
      }
      running.handle().onExit().completeOnTimeout(null, random.nextLong(400), MILLISECONDS).join();
      running.handle().destroyForcibly();
      return running.end().exitCode() == 137;
    }
  }
}
