package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.core.fetch.FetchError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exit codes that say what landed and what did not. */
final class RunReportTest {
  private static final Failure FAILURE =
      new Failure(
          "source 's'",
          new LeatException(FetchError.SOURCE_UNAVAILABLE, "answered 503", "try later"));

  private static JobReport job(long successful, List<Failure> failures) {
    return new JobReport(
        "s",
        "match",
        "*",
        failures.isEmpty() ? JobReport.State.FINISHED : JobReport.State.FAILED,
        successful,
        3,
        5,
        failures.size(),
        10,
        Duration.ZERO,
        failures,
        null);
  }

  private static LoadReport load(Counts counts, Map<String, Counts> children) {
    return new LoadReport(
        "t", LoadReport.State.LOADED, 1, 1, 0, counts, children, 0, 7, Duration.ZERO, null);
  }

  private static int exitCode(JobReport job, List<LoadReport> loads) {
    return new RunReport(
            "r", List.of(job), loads, List.of(), List.of(), List.of(), false, Duration.ZERO)
        .exitCode();
  }

  @Test
  void nothingFailedIsZero() {
    assertThat(exitCode(job(0, List.of()), List.of())).isZero();
  }

  @Test
  void nothingLandedIsTheBlameOfTheFailure() {
    Counts same = new Counts(0, 0, 7, 0, 0);
    assertThat(exitCode(job(0, List.of(FAILURE)), List.of())).isEqualTo(3);
    assertThat(exitCode(job(0, List.of(FAILURE)), List.of(load(same, Map.of())))).isEqualTo(3);
  }

  @Test
  void somethingLandedAndSomethingFailedIsOne() {
    Counts same = new Counts(0, 0, 7, 0, 0);
    Counts gone = new Counts(0, 0, 0, 1, 0);
    assertThat(exitCode(job(1, List.of(FAILURE)), List.of())).isEqualTo(1);
    assertThat(exitCode(job(0, List.of(FAILURE)), List.of(load(gone, Map.of())))).isEqualTo(1);
    assertThat(exitCode(job(0, List.of(FAILURE)), List.of(load(same, Map.of("t__c", gone)))))
        .isEqualTo(1);
  }
}
