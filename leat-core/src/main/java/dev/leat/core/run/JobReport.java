package dev.leat.core.run;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One (plan, selector) of a run: its outcome and its effects.
 *
 * @param successful tasks that made a revision
 * @param unchanged tasks that asked upstream and found nothing new
 * @param skipped datasets that were current without a task
 * @param reason why the job itself ended early, or null
 */
public record JobReport(
    String source,
    String datasetType,
    String selector,
    State state,
    long successful,
    long unchanged,
    long skipped,
    long failed,
    long bytes,
    Duration elapsed,
    List<Failure> failures,
    @Nullable String reason) {
  /** How a job ended. */
  public enum State {
    FINISHED,
    /** Another run holds its lease, or nothing in it is newer than the store. */
    SKIPPED,
    FAILED,
    ABORTED
  }

  public JobReport {
    Objects.requireNonNull(source);
    Objects.requireNonNull(state);
    failures = List.copyOf(failures);
  }

  public long tasks() {
    return successful + unchanged + failed;
  }
}
