package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that are stopped, that die, and that come two at a time. */
final class OverlapTest {
  private static final String JOBS =
      "SELECT state, total, successful, ignored, skipped, failed FROM job ORDER BY id";

  @TempDir private Path folder;

  /** One run works at a time; a run that was killed is found out by the next. */
  @ParameterizedTest
  @EnumSource
  void oneRunWorksAndTheOthersSkip(CatalogPlace place) {
    var gate = new CountDownLatch(1);
    try (var provider = StatsBombProvider.start()) {
      hold(provider, gate);
      Workspace project = Workspace.make(folder, place, season(provider));
      try (Cli.Running dying = project.cli().start("fetch")) {
        dying.awaitErr("Scheduled 33 tasks");
        dying.signal("KILL");
        assertThat(dying.end().exitCode()).isEqualTo(137);
      }
      assertThat(project.catalog().rows("SELECT state FROM job")).containsExactly("RUNNING");
      try (Cli.Running working = project.cli().start("fetch")) {
        working.awaitErr("Scheduled \\d+ tasks");
        assertThat(project.catalog().rows("SELECT state FROM job ORDER BY id"))
            .containsExactly("ABANDONED", "RUNNING");
        Cli.Answer second = project.leat("fetch").exits(0);
        assertThat(second.err())
            .contains(
                "[INFO] Skipped statsbomb match competition_id=11/season_id=42."
                    + " another run is working on it");
        gate.countDown();
        working.end().exits(0);
      }
      assertThat(project.catalog().rows("SELECT state FROM job ORDER BY id"))
          .containsExactly("ABANDONED", "FINISHED", "SKIPPED");
      assertThat(project.catalog().number("SELECT count(*) FROM dataset WHERE type = 'match'"))
          .isEqualTo(33);
    }
  }

  @Test
  void twoRunsThatStartAtOnceShareTheListing() {
    var gate = new CountDownLatch(1);
    try (var provider = StatsBombProvider.start()) {
      String listing = "matches/11/42.json";
      provider.answer(listing, Answer.json(new String(provider.body(listing), UTF_8)).after(gate));
      Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, season(provider));
      try (Cli.Running one = project.cli().start("fetch");
          Cli.Running other = project.cli().start("fetch")) {
        awaitRequests(provider, listing);
        one.handle();
        gate.countDown();
        List<Integer> codes = List.of(one.end().exitCode(), other.end().exitCode());
        assertThat(codes).containsExactly(0, 0);
      }
      assertThat(project.catalog().rows("SELECT state FROM job ORDER BY state"))
          .hasSize(2)
          .contains("FINISHED");
      assertThat(project.catalog().number("SELECT count(*) FROM dataset WHERE type = 'match'"))
          .isEqualTo(33);
    }
  }

  @Test
  void aStopWhileTheProviderHangsInItsListingIsRecorded() {
    try (var provider = StatsBombProvider.start()) {
      provider.answer("matches/11/42.json", Answer.hang());
      Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, season(provider));
      try (Cli.Running running = project.cli().start("fetch")) {
        awaitRequests(provider, "matches/11/42.json");
        running.signal("TERM");
        Cli.Answer answer = running.end().exits(143);
        assertThat(answer.err()).contains("Stopping: ").doesNotContain("Gave up waiting");
      }
      assertThat(project.catalog().rows(JOBS)).containsExactly("ABORTED|0|0|0|0|0");
      provider.restore("matches/11/42.json");
      project.leat("fetch").exits(0);
      assertThat(project.catalog().rows("SELECT state FROM job ORDER BY id"))
          .containsExactly("ABORTED", "FINISHED");
    }
  }

  /** Ten tasks wait for their events when the signal comes; one has already finished. */
  @ParameterizedTest
  @EnumSource
  void countsOfAStoppedRunAreWhatItDid(CatalogPlace place) {
    var gate = new CountDownLatch(1);
    try (var provider = StatsBombProvider.start()) {
      hold(provider, gate);
      provider.restore("events/" + provider.matches(11, 42).getFirst() + ".json");
      Workspace project = Workspace.make(folder, place, season(provider));
      try (Cli.Running running = project.cli().start("run")) {
        running.awaitErr("Scheduled 33 tasks");
        awaitRequests(provider, "events/" + provider.matches(11, 42).get(10) + ".json");
        running.signal("INT");
        running.awaitErr("Stopping: ");
        gate.countDown();
        running.end().exits(130);
      }
      long matches = project.catalog().number("SELECT count(*) FROM dataset WHERE type = 'match'");
      assertThat(matches).isBetween(1L, 32L);
      assertThat(project.catalog().rows(JOBS)).containsExactly("ABORTED|33|" + matches + "|0|0|0");
      assertThat(project.tablesFile()).doesNotExist();

      assertThat(project.leat("run").exits(0).err())
          .contains("=> " + (33 - matches) + " tasks. " + matches + " skipped.");
      assertThat(project.tables().number("SELECT count(*) FROM events")).isEqualTo(33 * 40);
    }
  }

  private static String season(StatsBombProvider provider) {
    return Workspace.football(provider.url()).replace("[42, 90]", "42");
  }

  /** No events come before the gate opens. */
  private static void hold(StatsBombProvider provider, CountDownLatch gate) {
    for (long match : provider.matches(11, 42)) {
      String path = "events/" + match + ".json";
      provider.answer(path, Answer.json(new String(provider.body(path), UTF_8)).after(gate));
    }
  }

  private static void awaitRequests(StatsBombProvider provider, String path) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!provider.requests().contains(path)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nobody asked for " + path + ", only " + provider.requests());
      }
      Thread.onSpinWait();
    }
  }
}
