package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.core.run.Progress;
import dev.leat.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LiveListenerTest {
  private static final String UP = "\u001b[1F\u001b[J";

  private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-21T09:12:33Z"));
  private final CapturedTerminal captured =
      CapturedTerminal.of("", new Terminal.Abilities(false, false, true, false, 60));
  private final LiveListener live =
      new LiveListener(
          captured.terminal(),
          new LogListener(new Log(captured.terminal(), clock, Log.Detail.USUAL)),
          clock);

  @Test
  void keepsOneLinePerJobBelowTheLog() {
    live.on(new Progress.Discovered("statsbomb", "match", "season_id=42", 33, 30, 3));
    clock.advance(Duration.ofSeconds(2));
    for (int match = 0; match < 10; match++) {
      done(match);
    }
    clock.advance(Duration.ofMillis(100));
    done(10);
    live.on(new Progress.Scheduled("statsbomb", 30, 10));
    live.end();
    assertThat(captured.err())
        .isEqualTo(
            """
            09:12:33 [INFO] Discovered 33 datasets from statsbomb using selector \
            season_id=42 => 30 tasks. 3 skipped.
            statsbomb match  0/30+ tasks
            """
                + UP
                + "statsbomb match  1/30+ tasks  0.5/s  1.0 MB  58.0 s left\n"
                + UP
                + "statsbomb match  11/30+ tasks  5.2/s  11.0 MB  3.6 s left\n"
                + UP
                + "09:12:35 [INFO] Scheduled 30 tasks. With 10 workers\n"
                + "statsbomb match  11/30 tasks  5.2/s  11.0 MB  3.6 s left\n"
                + UP);
  }

  @Test
  void aTotalIsOpenAgainWhenMoreIsFound() {
    live.on(new Progress.Discovered("gh", "issues", "*", 500, 500, 0));
    live.on(new Progress.Scheduled("gh", 500, 10));
    assertThat(captured.err()).endsWith("gh issues  0/500 tasks\n");
    live.on(new Progress.Discovered("gh", "issues", "*", 500, 20, 480));
    assertThat(captured.err()).endsWith("gh issues  0/520+ tasks\n");
  }

  @Test
  void cutsLinesToTheTerminal() {
    live.on(new Progress.LoadStarted("a".repeat(80), 7, 0));
    assertThat(captured.err().lines().toList().getLast()).isEqualTo("a".repeat(58) + "…");
  }

  private void done(int match) {
    live.on(
        new Progress.TaskDone(
            new DatasetId("statsbomb", "match", Keys.of("match_id", match)),
            Progress.TaskOutcome.CREATED,
            1_000_000));
  }
}
