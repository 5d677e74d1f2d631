package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.run.Progress.TaskOutcome;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps a running job's row in the catalog close to what has really happened; thread-safe. */
final class LiveJob {
  private static final int TASKS_BETWEEN_UPDATES = 100;

  private final Parts parts;
  private final long job;
  private final JobTally tally;
  private final AtomicLong done = new AtomicLong();

  LiveJob(Parts parts, long job, JobTally tally) {
    this.parts = parts;
    this.job = job;
    this.tally = tally;
  }

  /** These tasks are about to start. */
  void listed(Decisions.Batch batch) {
    tally.planned(batch.tasks().size());
    tally.skipped(batch.skipped().size());
    update();
  }

  void done(DatasetId dataset, TaskOutcome outcome, long bytes) {
    tally.done(outcome, bytes);
    parts.tell(new Progress.TaskDone(dataset, outcome, bytes));
    if (done.incrementAndGet() % TASKS_BETWEEN_UPDATES == 0) {
      update();
    }
  }

  private void update() {
    parts.catalog().jobs().progress(job, counters(tally.counts()));
  }

  void failed(DatasetId dataset, Jobs.Operation operation, LeatException error) {
    tally.failed(dataset, error);
    parts
        .catalog()
        .jobs()
        .failed(
            job,
            new Jobs.FailedTask(operation, dataset.keys(), error.code().name(), error.problem()));
    done(dataset, TaskOutcome.FAILED, 0);
  }

  static Jobs.Counters counters(JobTally.Counts counts) {
    return new Jobs.Counters(
        counts.total(),
        counts.successful(),
        counts.unchanged(),
        counts.skipped(),
        counts.failed(),
        counts.bytes());
  }

  static Jobs.State state(JobReport.State state) {
    return switch (state) {
      case FINISHED -> Jobs.State.FINISHED;
      case SKIPPED -> Jobs.State.SKIPPED;
      case FAILED -> Jobs.State.FAILED;
      case ABORTED -> Jobs.State.ABORTED;
    };
  }
}
