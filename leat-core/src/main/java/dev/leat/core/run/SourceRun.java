package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.LeatException;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Brings one source up to date: every plan, every selector, several side by side. */
final class SourceRun {
  private static final int JOBS_MAX = 8;

  /** A source and what its files are fetched with. */
  record Opened(Parts parts, Source source, FetchSettings settings, Listings listings) {}

  /** What came of it. */
  record Result(List<JobReport> jobs, List<Failure> failures) {}

  private final Opened opened;
  private final LeaseKeeper keeper;
  private final List<Failure> failures = new ArrayList<>();
  private final AtomicInteger unlisted = new AtomicInteger();
  private final AtomicLong tasks = new AtomicLong();

  SourceRun(Opened opened, LeaseKeeper keeper) {
    this.opened = opened;
    this.keeper = keeper;
  }

  Result run(List<Plan> plans) throws InterruptedException {
    var jobs = new ArrayList<Job>();
    for (Plan plan : plans) {
      jobs.addAll(jobs(plan));
    }
    unlisted.set(jobs.size());
    var reports = new JobReport[jobs.size()];
    try (var fanout = new Fanout("leat-job", JOBS_MAX)) {
      for (int i = 0; i < reports.length; i++) {
        int index = i;
        var run = new JobRun(opened, jobs.get(i), keeper, this::listed);
        if (opened.parts().stop().asked() || !fanout.start(() -> reports[index] = run.run())) {
          break;
        }
      }
      fanout.join();
    }
    var done = new ArrayList<JobReport>();
    for (JobReport report : reports) {
      if (report != null) {
        done.add(report);
      }
    }
    return new Result(done, failures);
  }

  /** The jobs of a plan; a plan that cannot be listed fails alone. */
  private List<Job> jobs(Plan plan) throws InterruptedException {
    String where = "source '" + plan.source().name() + "'";
    try {
      var discovery =
          new JobDiscovery(plan.source().name(), opened.listings(), () -> Coverage.NONE);
      List<Selector> selectors = opened.source().selectors(plan.datasetType().name(), discovery);
      Plan.Jobs jobs = plan.jobs(selectors);
      jobs.unmatched().forEach(text -> opened.parts().tell(new Progress.Warned(text)));
      return jobs.jobs();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The source is code that is not ours.
      LeatException error = RunError.unexpected(where, e);
      failures.add(new Failure(where, error));
      return List.of();
    }
  }

  /** Says how much there is to do once every job has listed its first batch. */
  private void listed(long taskCount) {
    long all = tasks.addAndGet(taskCount);
    if (unlisted.decrementAndGet() == 0) {
      opened
          .parts()
          .tell(
              new Progress.Scheduled(
                  opened.settings().source(), all, opened.settings().concurrencyMax()));
    }
  }
}
