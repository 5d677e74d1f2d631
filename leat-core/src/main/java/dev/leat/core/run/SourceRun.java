package dev.leat.core.run;

import dev.leat.api.Coverage;
import dev.leat.api.LeatException;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.api.Web;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Brings one source up to date: every plan, every selector, several side by side. */
final class SourceRun {
  private static final int JOBS_MAX = 8;

  /** A source and what its files are fetched with. */
  record Opened(
      Parts parts, Source source, FetchSettings settings, KeptListings listings, Denials denials) {
    Opened(Parts parts, Source source, FetchSettings settings, KeptListings listings) {
      this(parts, source, settings, listings, new Denials());
    }

    Web web() {
      return parts.fetcher().web(settings);
    }
  }

  /** What came of it. */
  record Result(List<JobReport> jobs, List<Failure> failures) {
    static final Result NOTHING = new Result(List.of(), List.of());
  }

  private final Opened opened;
  private final Parts parts;
  private final LeaseKeeper keeper;
  private final List<JobReport> unplanned = new ArrayList<>();
  private final AtomicInteger unlisted = new AtomicInteger();
  private final AtomicLong tasks = new AtomicLong();

  SourceRun(Opened opened, LeaseKeeper keeper) {
    this.opened = opened;
    this.parts = opened.parts();
    this.keeper = keeper;
  }

  Result run(List<Plan> plans) throws InterruptedException {
    var jobs = new ArrayList<Job>();
    for (Plan plan : plans) {
      if (!parts.stop().asked()) {
        jobs.addAll(jobs(plan));
      }
    }
    List<JobReport> done = run(jobs.toArray(Job[]::new));
    return new Result(Stream.concat(unplanned.stream(), done.stream()).toList(), List.of());
  }

  private List<JobReport> run(Job[] jobs) throws InterruptedException {
    unlisted.set(jobs.length);
    var reports = new JobReport[jobs.length];
    try (var fanout = new Fanout("leat-job", JOBS_MAX);
        var watch = parts.stop().watch(fanout::abandon)) {
      boolean going = true;
      for (int i = 0; going && i < jobs.length; i++) {
        int index = i;
        var run = new JobRun(opened, jobs[i], keeper, this::listed);
        going = !parts.stop().asked() && fanout.start(() -> reports[index] = run.run());
      }
      fanout.join();
    } catch (InterruptedException e) {
      // What the jobs came to is in their reports, the interrupted ones included.
      parts.stop().abandon();
    }
    return Stream.of(reports).filter(report -> report != null).toList();
  }

  /** The jobs of a plan; a plan that cannot be listed fails alone. */
  private List<Job> jobs(Plan plan) throws InterruptedException {
    try {
      var discovery =
          new JobDiscovery(
              plan.source().name(), opened.listings(), opened.web(), parts, () -> Coverage.NONE);
      List<Selector> selectors = opened.source().selectors(plan.datasetType().name(), discovery);
      Plan.Jobs jobs = plan.jobs(selectors);
      jobs.unmatched().forEach(text -> parts.tell(new Progress.Warned(text)));
      return jobs.jobs();
    } catch (Exception | LinkageError | StackOverflowError e) {
      if (e instanceof InterruptedException interrupt && parts.stop().asked()) {
        throw interrupt;
      }
      // The source is code that is not ours; an interrupt that nobody asked for is its own.
      LeatException error =
          Denials.ofListing(parts.error("source '" + plan.source().name() + "'", e));
      unplanned.add(failed(parts, plan, error));
      if (error.code().endsSource()) {
        parts.stop().ask(error.problem());
      }
      return List.of();
    }
  }

  /** Records a plan that never came to have jobs. */
  static JobReport failed(Parts parts, Plan plan, LeatException error) {
    String source = plan.source().name();
    String type = plan.datasetType().name();
    Jobs jobs = parts.catalog().jobs();
    long row = jobs.start(new Jobs.Start(parts.holder().run(), source, type, "*", List.of(), null));
    String text = error.code().name() + ": " + error.problem();
    jobs.end(row, new Jobs.End(Jobs.State.FAILED, Jobs.Counters.NONE, Map.of(), text));
    var report =
        new JobReport(
            source,
            type,
            "*",
            JobReport.State.FAILED,
            0,
            0,
            0,
            0,
            0,
            Duration.ZERO,
            List.of(new Failure("source '" + source + "'", error)),
            error.problem());
    parts.tell(new Progress.JobDone(report));
    return report;
  }

  /** Says how much there is to do once every job has listed its first batch. */
  private void listed(long taskCount) {
    long all = tasks.addAndGet(taskCount);
    if (unlisted.decrementAndGet() == 0) {
      FetchSettings settings = opened.settings();
      parts.tell(new Progress.Scheduled(settings.source(), all, settings.concurrencyMax()));
    }
  }
}
