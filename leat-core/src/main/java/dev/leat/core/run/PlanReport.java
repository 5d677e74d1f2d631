package dev.leat.core.run;

import dev.leat.core.plan.Preview;
import java.util.List;

/** What a run would do now, and the sources that could not be asked. */
public record PlanReport(List<Preview> jobs, List<Failure> failures) {
  public PlanReport {
    jobs = List.copyOf(jobs);
    failures = List.copyOf(failures);
  }

  /** How many datasets would be fetched. */
  public long tasks() {
    return jobs.stream().mapToLong(Preview::tasks).sum();
  }

  public int exitCode() {
    if (failures.isEmpty()) {
      return 0;
    }
    return jobs.isEmpty() ? failures.get(0).error().blame().exitCode() : 1;
  }
}
