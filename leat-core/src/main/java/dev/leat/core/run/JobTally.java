package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.core.run.Progress.TaskOutcome;
import java.util.ArrayList;
import java.util.List;

/** Counts what a job really did; thread-safe. */
final class JobTally {
  /** How many failures are kept with their text; the others are only counted. */
  private static final int FAILURES_MAX = 1000;

  /** The counts at one moment. */
  record Counts(
      long planned, long successful, long unchanged, long skipped, long failed, long bytes) {
    long tasks() {
      return successful + unchanged + failed;
    }

    long total() {
      return Math.max(planned, tasks()) + skipped;
    }
  }

  private long planned;
  private long successful;
  private long unchanged;
  private long skipped;
  private long failed;
  private long bytes;
  private final List<Failure> failures = new ArrayList<>();

  synchronized void planned(long tasks) {
    planned += tasks;
  }

  synchronized void skipped(long datasets) {
    skipped += datasets;
  }

  synchronized void done(TaskOutcome outcome, long received) {
    bytes += received;
    switch (outcome) {
      case CREATED, UPDATED -> successful++;
      case UNCHANGED -> unchanged++;
      case FAILED -> failed++;
    }
  }

  synchronized void failed(DatasetId dataset, LeatException error) {
    if (failures.size() < FAILURES_MAX) {
      failures.add(new Failure(dataset.toString(), error));
    }
  }

  synchronized Counts counts() {
    return new Counts(planned, successful, unchanged, skipped, failed, bytes);
  }

  synchronized List<Failure> failures() {
    return List.copyOf(failures);
  }
}
