package dev.leat.core.run;

import dev.leat.api.Blame;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** All that a run did, and its verdict. */
public record RunReport(
    String runId,
    List<JobReport> jobs,
    List<LoadReport> loads,
    List<ExportReport> exports,
    List<StepReport> steps,
    List<Failure> failures,
    boolean aborted,
    Duration elapsed) {
  public RunReport {
    Objects.requireNonNull(runId);
    jobs = List.copyOf(jobs);
    loads = List.copyOf(loads);
    exports = List.copyOf(exports);
    steps = List.copyOf(steps);
    failures = List.copyOf(failures);
  }

  /** Everything that went wrong, those of single tasks first. */
  public List<Failure> allFailures() {
    return Stream.of(
            jobs.stream().flatMap(job -> job.failures().stream()),
            loads.stream().flatMap(load -> Stream.ofNullable(load.failure())),
            exports.stream().flatMap(export -> Stream.ofNullable(export.failure())),
            steps.stream().flatMap(step -> Stream.ofNullable(step.failure())),
            failures.stream())
        .flatMap(failures -> failures)
        .toList();
  }

  /**
   * Whether anything landed: a dataset was made or updated, or rows of a table changed.
   *
   * <p>Listings are means, not ends; exports and steps are done whatever is new: they count only
   * where nothing else was wanted.
   */
  public boolean landed() {
    return jobs.stream().anyMatch(job -> job.successful() > 0)
        || loads.stream().anyMatch(LoadReport::changed)
        || (jobs.isEmpty()
            && loads.isEmpty()
            && (exports.stream().anyMatch(export -> !export.files().isEmpty())
                || steps.stream().anyMatch(step -> step.state() == StepReport.State.DONE)));
  }

  /**
   * 0 when all is well; 1 when something landed and something failed; else the blame of the first
   * failure. An aborted run exits by its signal, which the command line knows.
   */
  public int exitCode() {
    List<Failure> all = allFailures();
    if (all.isEmpty()) {
      return 0;
    }
    Blame first = all.get(0).error().blame();
    return landed() ? 1 : first.exitCode();
  }
}
