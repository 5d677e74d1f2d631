package dev.leat.core.run;

import dev.leat.api.BulkSource;
import dev.leat.api.DatasetType;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.Source;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Lease;
import dev.leat.core.plan.Job;
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
 * <p>A batch of offers is brought up to date before the next one is asked for. Whatever ends it,
 * its row says so, with counters that equal what was stored.
 */
final class JobRun {
  private final SourceRun.Opened opened;
  private final Parts parts;
  private final Source source;
  private final Job job;
  private final SelectorStanding standing;
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
    this.job = job;
    this.standing = new SelectorStanding(parts.catalog(), job);
    this.keeper = keeper;
    this.firstTasks = firstTasks;
    this.started = parts.now();
  }

  /** Never throws what went wrong in the job itself: that is in the report. */
  JobReport run() throws InterruptedException {
    try {
      Optional<Lease> lease = keeper.acquire(leaseName());
      long row = start(lease.orElse(null));
      if (lease.isEmpty()) {
        return end(row, JobReport.State.SKIPPED, "another run is working on it", null);
      }
      try {
        return run(row, lease.get());
      } finally {
        keeper.release(leaseName());
      }
    } finally {
      firstListed(0);
    }
  }

  private long start(@Nullable Lease lease) {
    return parts
        .catalog()
        .jobs()
        .start(
            new Jobs.Start(
                parts.holder().run(),
                job.source(),
                job.datasetType(),
                standing.label(),
                List.of(job.feedsAsked().split(",")),
                lease));
  }

  /** The name of the lease under which only one run at a time does this. */
  private String leaseName() {
    String bucket = parts.catalog().bucket();
    String selector = job.selector().keys().canonical();
    return "job:" + bucket + "/" + job.source() + "/" + job.datasetType() + "/" + selector;
  }

  private JobReport run(long row, Lease lease) {
    try {
      if (standing.maySkip()) {
        parts.tell(
            new LeatEvent.SelectorSkipped(
                parts.now(), job.source(), job.datasetType(), job.selector()));
        return end(row, JobReport.State.SKIPPED, "nothing upstream is newer than the store", null);
      }
      var discovery =
          new JobDiscovery(
              job.source(), opened.listings(), opened.web(), parts, standing::coverage);
      Settlement settlement = Settlement.of(opened, job, discovery);
      Optional<Long> current = settlement.current();
      if (current.isPresent()) {
        return leave(row, current.get());
      }
      boolean whole = list(new LiveJob(parts, row, tally), lease, discovery, settlement);
      return whole
          ? end(row, JobReport.State.FINISHED, null, null)
          : end(row, JobReport.State.ABORTED, parts.stop().reason(), null);
    } catch (Exception | LinkageError | StackOverflowError e) {
      if (e instanceof InterruptedException && parts.stop().asked()) {
        parts.stop().abandon();
        return end(row, JobReport.State.ABORTED, "interrupted", null);
      }
      // The source is code that is not ours; an interrupt that nobody asked for is its own.
      return failed(row, Denials.ofListing(parts.error("source '" + job.source() + "'", e)));
    } catch (Error e) {
      end(row, JobReport.State.FAILED, e.toString(), null);
      throw e;
    }
  }

  /** Nothing of the selector is looked at. */
  private JobReport leave(long row, long datasets) {
    tally.skipped(datasets);
    parts.tell(
        new LeatEvent.SelectorSkipped(
            parts.now(), job.source(), job.datasetType(), job.selector()));
    discovered(datasets, 0, datasets);
    return end(row, JobReport.State.SKIPPED, "its listing is the same, and all was current", null);
  }

  private JobReport failed(long row, LeatException error) {
    if (parts.stop().isAbandoned()) {
      return end(row, JobReport.State.ABORTED, parts.stop().reason(), null);
    }
    if (error.code().endsSource()) {
      parts.stop().ask(error.problem());
      return end(row, JobReport.State.ABORTED, error.problem(), error);
    }
    return end(row, JobReport.State.FAILED, error.problem(), error);
  }

  /** Whether everything was listed and every task was started. */
  private boolean list(LiveJob live, Lease lease, JobDiscovery discovery, Settlement settlement)
      throws IOException, InterruptedException {
    var decisions = new Decisions(parts.catalog(), job);
    var tasks = new BatchRun(opened, live, way(lease));
    Iterator<List<Offer>> batches = offers(discovery);
    for (Optional<List<Offer>> batch = next(batches); batch.isPresent(); batch = next(batches)) {
      Decisions.Batch decided = decide(decisions, batch.get());
      live.listed(decided);
      firstListed(decided.tasks().size());
      if (!run(tasks, decided.tasks())) {
        return false;
      }
      settlement.saw(decisions, decided, parts.now());
    }
    warnOfNothing();
    if (parts.stop().asked()) {
      return false;
    }
    settlement.keep();
    return true;
  }

  /** A dataset in which others are found is fetched once, whoever asks first. */
  private BatchRun.Way way(Lease lease) {
    boolean parent =
        parts
            .project()
            .source(job.source())
            .flatMap(it -> it.datasetType(job.datasetType()))
            .filter(type -> type.role() == DatasetType.Role.PARENT)
            .isPresent();
    return parent
        ? opened.listings()::bring
        : new DatasetTask(parts, opened.settings(), lease)::run;
  }

  private Iterator<List<Offer>> offers(JobDiscovery discovery)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      return source.offers(job.request(), discovery);
    } finally {
      time("discover", start);
    }
  }

  private Optional<List<Offer>> next(Iterator<List<Offer>> batches) {
    long start = System.nanoTime();
    try {
      return !parts.stop().asked() && batches.hasNext()
          ? Optional.of(batches.next())
          : Optional.empty();
    } finally {
      time("discover", start);
    }
  }

  private Decisions.Batch decide(Decisions decisions, List<Offer> batch) {
    long start = System.nanoTime();
    Decisions.Batch decided = decisions.decide(batch, parts.now());
    decided.skipped().forEach(id -> parts.tell(new LeatEvent.DatasetSkipped(parts.now(), id)));
    discovered(decided.offers(), decided.tasks().size(), decided.skipped().size());
    time("decide", start);
    return decided;
  }

  private void discovered(long datasets, long tasks, long skipped) {
    parts.tell(
        new Progress.Discovered(
            job.source(), job.datasetType(), standing.label(), datasets, tasks, skipped));
  }

  private boolean run(BatchRun batch, List<Decisions.Task> tasks)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      return source instanceof BulkSource bulk ? batch.runBulk(bulk, tasks) : batch.run(tasks);
    } finally {
      time("tasks", start);
    }
  }

  /** A provider that lists nothing at all where it had something deserves a look. */
  private void warnOfNothing() {
    boolean nothing = tally.counts().total() == 0 && !parts.stop().asked() && job.whole();
    long stored = nothing ? standing.coverage().datasets() : 0;
    if (stored > 0) {
      parts.tell(
          new Progress.Warned(
              "The source '"
                  + job.source()
                  + "' lists nothing for "
                  + standing.label()
                  + ", where the store has "
                  + stored
                  + (stored == 1 ? " dataset; it is kept." : " datasets; they are kept.")));
    }
  }

  private void firstListed(long tasks) {
    if (!listed) {
      listed = true;
      firstTasks.accept(tasks);
    }
  }

  /** Of a source with several dataset types it has to be said which. */
  private String where() {
    boolean one =
        parts
            .project()
            .source(job.source())
            .filter(source -> source.plannedTypes().size() > 1)
            .isEmpty();
    String type = one ? "" : job.datasetType() + " ";
    return "source '" + job.source() + "', " + type + job.selector();
  }

  private void time(String step, long since) {
    timings.merge(step, (System.nanoTime() - since) / 1_000_000, Long::sum);
  }

  private JobReport end(
      long row, JobReport.State state, @Nullable String reason, @Nullable LeatException error) {
    // What interrupted the work must not interrupt its record; the thread ends with it.
    Thread.interrupted();
    JobTally.Counts counts = tally.counts();
    String text = error == null ? reason : error.code().name() + ": " + error.problem();
    parts
        .catalog()
        .jobs()
        .end(row, new Jobs.End(LiveJob.state(state), LiveJob.counters(counts), timings, text));
    var failures = new ArrayList<Failure>();
    if (error != null) {
      failures.add(new Failure(where(), error));
    }
    failures.addAll(tally.failures());
    JobReport report = report(state, counts, failures, reason);
    parts.tell(new Progress.JobDone(report));
    return report;
  }

  private JobReport report(
      JobReport.State state,
      JobTally.Counts counts,
      List<Failure> failures,
      @Nullable String reason) {
    return new JobReport(
        job.source(),
        job.datasetType(),
        standing.label(),
        state,
        counts.successful(),
        counts.unchanged(),
        counts.skipped(),
        counts.failed(),
        counts.bytes(),
        Duration.between(started, parts.now()),
        failures,
        reason);
  }
}
