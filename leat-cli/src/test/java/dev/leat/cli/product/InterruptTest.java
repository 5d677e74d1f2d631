package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Being told to stop, gently and less so. */
final class InterruptTest {
  @TempDir private Path folder;
  private final StatsBombProvider provider = StatsBombProvider.start();

  @BeforeEach
  void makeProject() {
    Football.project(folder.resolve("football"), provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void recordsThatARunWasAbortedAndGoesOnFromThere(String signal, int exitCode) {
    Cli cli = Cli.in(folder);
    var gate = new CountDownLatch(1);
    block(gate);
    try (Cli.Running running = cli.start("run", "football", "--select", "season_id=42")) {
      running.awaitErr("Scheduled|Discovered");
      running.signal(signal);
      running.awaitErr("Stopping: what is in flight may finish. Once more ends at once.");
      gate.countDown();
      Cli.Answer answer = running.end();
      assertThat(answer.exitCode()).as(answer.toString()).isEqualTo(exitCode);
      assertThat(answer.err()).contains("Aborted. What was finished is kept;");
    }
    assertThat(cli.run("show", "runs", "football", "--output", "csv").exits(0).out())
        .contains(",aborted,");
    cli.run("run", "football", "--select", "season_id=42").exits(0);
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("33\n");
  }

  @Test
  void endsAtOnceOnTheSecondSignal() {
    block(new CountDownLatch(1));
    try (Cli.Running running =
        Cli.in(folder).start("run", "football", "--select", "season_id=42")) {
      running.awaitErr("Scheduled|Discovered");
      running.signal("TERM");
      running.awaitErr("Stopping: ");
      running.signal("TERM");
      Cli.Answer answer = running.end();
      assertThat(answer.exitCode()).isEqualTo(143);
      assertThat(answer.err()).doesNotContain("Gave up waiting");
    }
  }

  /** No events file is served before the gate opens. */
  private void block(CountDownLatch gate) {
    for (long match : provider.matches(11, 42)) {
      String path = "events/" + match + ".json";
      provider.answer(
          path, Answer.json(new String(provider.body(path), StandardCharsets.UTF_8)).after(gate));
    }
  }

  @Test
  void endsAFollowerOfEvents() {
    Cli cli = Cli.in(folder);
    cli.run("fetch", "football", "--select", "season_id=42").exits(0);
    try (Cli.Running running = cli.start("events", "follow", "football", "--reader", "x")) {
      running.awaitOut("RevisionAdded");
      running.signal("TERM");
      assertThat(running.end().exitCode()).isEqualTo(143);
    }
  }
}
