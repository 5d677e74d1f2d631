package dev.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.core.run.Failure;
import dev.leat.core.run.JobReport;
import dev.leat.core.run.LoadReport;
import dev.leat.core.run.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunSummaryTest {
  private enum Code implements ErrorCode {
    FETCH_TIMEOUT;

    @Override
    public Blame blame() {
      return Blame.SOURCE;
    }
  }

  private final CapturedTerminal captured = CapturedTerminal.plain();

  @Test
  void showsJobsAndTables() {
    new RunSummary(captured.terminal())
        .print(report(List.of(job(33, List.of())), List.of(load()), List.of(), false));
    assertThat(captured.out())
        .isEqualTo(
            """

            source     type   selector      state     fetched  unchanged  skipped  failed   bytes   time
            statsbomb  match  season_id=42  FINISHED       33          0        0       0  1.2 MB  0.8 s

            table            state   rows  inserted  updated  unchanged  deleted  quarantined   time
            matches          LOADED    33        33        0          0        0            1  0.2 s
              matches__tags                      66        0          0        0            0
            """);
    assertThat(captured.err()).isEmpty();
  }

  @Test
  void listsFailuresWithTheirRemedies() {
    var error = new LeatException(Code.FETCH_TIMEOUT, "No answer in 30 s.", "Try later.");
    var failures = IntStream.range(0, 22).mapToObj(i -> new Failure("match " + i, error)).toList();
    new RunSummary(captured.terminal())
        .print(report(List.of(job(0, failures)), List.of(), List.of(), true));
    assertThat(captured.err())
        .startsWith(
            """
            error FETCH_TIMEOUT in match 0: No answer in 30 s.
              fix: Try later.
            """)
        .endsWith(
            """
              fix: Try later.
            and 2 errors more.
            Aborted. What was finished is kept; the next run goes on from there.
            """);
  }

  @Test
  void knowsWhenNothingWasDone() {
    assertThat(
            RunSummary.nothingDone(report(List.of(job(0, List.of())), List.of(), List.of(), false)))
        .isTrue();
    assertThat(
            RunSummary.nothingDone(report(List.of(job(1, List.of())), List.of(), List.of(), false)))
        .isFalse();
    assertThat(RunSummary.nothingDone(report(List.of(), List.of(load()), List.of(), false)))
        .isFalse();
    assertThat(RunSummary.nothingDone(report(List.of(), List.of(), List.of(), true))).isFalse();
  }

  private static JobReport job(long fetched, List<Failure> failures) {
    return new JobReport(
        "statsbomb",
        "match",
        "season_id=42",
        JobReport.State.FINISHED,
        fetched,
        0,
        0,
        failures.size(),
        1_234_567,
        Duration.ofMillis(810),
        failures,
        null);
  }

  private static LoadReport load() {
    return new LoadReport(
        "matches",
        LoadReport.State.LOADED,
        1,
        0,
        33,
        new Counts(33, 0, 0, 0, 1),
        Map.of("matches__tags", new Counts(66, 0, 0, 0, 0)),
        0,
        33,
        Duration.ofMillis(200),
        null);
  }

  private static RunReport report(
      List<JobReport> jobs, List<LoadReport> loads, List<Failure> failures, boolean aborted) {
    return new RunReport(
        "run", jobs, loads, List.of(), List.of(), failures, aborted, Duration.ofSeconds(1));
  }
}
