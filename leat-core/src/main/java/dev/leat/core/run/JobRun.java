package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.Coverage;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.Source;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Lease;
import dev.leat.core.fetch.FetchSettings;
import dev.leat.core.plan.Job;
import dev.leat.core.plan.SelectorEvidence;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings one (job, selector) up to date, under a lease, and records what came of it.
 *
 * <p>A batch of offers is brought up to date before the next one is asked for.
 */
final class JobRun {
  private final SourceRun.Opened opened;
  private final Parts parts;
  private final Source source;
  private final FetchSettings settings;
  private final Job job;
  private final LeaseKeeper keeper;
  private final LongConsumer firstTasks;
  private final JobTally tally = new JobTally();
  private final Map<String, Long> timings = new LinkedHashMap<>();
  private final Instant started;
  private boolean listed;

  /**
   * @param firstTasks told once how many tasks the first batch has, or that there is none
   */
  JobRun(SourceRun.Opened opened, Job job, LeaseKeeper keeper, LongConsumer firstTasks) {
    this.opened = opened;
    this.parts = opened.parts();
    this.source = opened.source();
    this.settings = opened.settings();
    this.job = job;
    this.keeper = keeper;
    this.firstTasks = firstTasks;
    this.started = parts.now();
  }

  JobReport run() throws InterruptedException {
    Jobs jobs = parts.catalog().jobs();
    Optional<Lease> lease = keeper.acquire(leaseName());
    long row =
        jobs.start(
            new Jobs.Start(
                parts.holder().run(),
                job.source(),
                job.datasetType(),
                label(),
                List.of(job.feedsAsked().split(",")),
                lease.orElse(null)));
    if (lease.isEmpty()) {
      firstListed(0);
      return end(row, JobReport.State.SKIPPED, "another run is working on it", null);
    }
    try {
      return run(row, lease.get());
    } finally {
      firstListed(0);
      keeper.release(lease.get());
    }
  }

  /** The name of the lease under which only one run at a time does this. */
  private String leaseName() {
    String bucket = parts.catalog().bucket();
    String selector = job.selector().keys().canonical();
    return "job:" + bucket + "/" + job.source() + "/" + job.datasetType() + "/" + selector;
  }

  private JobReport run(long row, Lease lease) throws InterruptedException {
    try {
      if (maySkip()) {
        parts.tell(
            new LeatEvent.SelectorSkipped(
                parts.now(), job.source(), job.datasetType(), job.selector()));
        return end(row, JobReport.State.SKIPPED, "nothing upstream is newer than the store", null);
      }
      list(row, lease);
      boolean stopped = parts.stop().asked();
      return stopped
          ? end(row, JobReport.State.ABORTED, "stopped", null)
          : end(row, JobReport.State.FINISHED, null, null);
    } catch (LeatException e) {
      return end(row, JobReport.State.FAILED, e.problem(), e);
    } catch (InterruptedException e) {
      end(row, JobReport.State.ABORTED, "interrupted", null);
      throw e;
    } catch (Exception e) {
      // The source is code that is not ours.
      LeatException error = RunError.unexpected("source '" + job.source() + "'", e);
      return end(row, JobReport.State.FAILED, error.problem(), error);
    }
  }

  private void list(long row, Lease lease) throws IOException, InterruptedException {
    var discovery = new JobDiscovery(job.source(), opened.listings(), this::coverage);
    long before = System.nanoTime();
    Iterator<List<Offer>> batches = source.offers(job.request(), discovery);
    var decisions = new Decisions(parts, job);
    var live = new LiveJob(parts, row, tally);
    var tasks = new BatchRun(parts, settings, lease, live);
    while (!parts.stop().asked() && batches.hasNext()) {
      List<Offer> batch = batches.next();
      time("discover", before);
      Decisions.Batch decided = decisions.decide(batch);
      parts.tell(
          new Progress.Discovered(
              job.source(),
              job.datasetType(),
              label(),
              decided.offers(),
              decided.tasks().size(),
              decided.skipped()));
      tally.skipped(decided.skipped());
      firstListed(decided.tasks().size());
      long start = System.nanoTime();
      if (source instanceof BulkSource bulk) {
        tasks.runBulk(bulk, decided.tasks());
      } else {
        tasks.run(decided.tasks());
      }
      time("tasks", start);
      before = System.nanoTime();
    }
  }

  /** Whether nothing in the whole selector can be new. */
  private boolean maySkip() {
    if (job.selector().modified() == null || !job.whole()) {
      return false;
    }
    Jobs jobs = parts.catalog().jobs();
    Keys keys = job.selector().keys();
    long outstanding = jobs.outstanding(job.source(), job.datasetType(), keys).none() ? 0 : 1;
    return new SelectorEvidence(
            coverage(), outstanding, jobs.feedsListed(job.source(), job.datasetType(), label()))
        .maySkip(job);
  }

  /** The selector for people; a job that is about less than its selector says so. */
  private String label() {
    return job.selector() + (job.whole() ? "" : " (part)");
  }

  private Coverage coverage() {
    return parts
        .catalog()
        .datasets()
        .coverage(job.source(), job.datasetType(), job.selector().keys());
  }

  private void firstListed(long tasks) {
    if (!listed) {
      listed = true;
      firstTasks.accept(tasks);
    }
  }

  private void time(String step, long since) {
    timings.merge(step, (System.nanoTime() - since) / 1_000_000, Long::sum);
  }

  private JobReport end(
      long row, JobReport.State state, @Nullable String reason, @Nullable LeatException error) {
    JobTally.Counts counts = tally.counts();
    parts
        .catalog()
        .jobs()
        .end(row, new Jobs.End(LiveJob.state(state), LiveJob.counters(counts), timings, reason));
    var failures = new ArrayList<Failure>();
    if (error != null) {
      failures.add(new Failure("source '" + job.source() + "', " + job.selector(), error));
    }
    failures.addAll(tally.failures());
    var report =
        new JobReport(
            job.source(),
            job.datasetType(),
            label(),
            state,
            counts.successful(),
            counts.unchanged(),
            counts.skipped(),
            counts.failed(),
            counts.bytes(),
            Duration.between(started, parts.now()),
            failures,
            reason);
    parts.tell(new Progress.JobDone(report));
    return report;
  }
}
