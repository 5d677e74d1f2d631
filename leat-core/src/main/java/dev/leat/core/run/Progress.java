package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatEvent;
import java.time.Duration;
import java.util.Objects;

/** What a run tells while it is going on, in the order in which it happens. */
public sealed interface Progress {
  /** Takes progress; called from several threads, one at a time. */
  @FunctionalInterface
  interface Listener {
    /** Listens to nothing. */
    Listener NONE = progress -> {};

    void on(Progress progress);
  }

  /** A (plan, selector) was listed: so many datasets, so many of them to fetch. */
  record Discovered(
      String source, String datasetType, String selector, long datasets, long tasks, long skipped)
      implements Progress {}

  /** A source has been listed to its end. */
  record Scheduled(String source, long tasks, int workers) implements Progress {}

  /** Bytes that have come in just now. */
  record Received(String source, long bytes) implements Progress {}

  /** An answer has come, whatever it said. */
  record Answered(String source, String request, int status, long bytes) implements Progress {}

  /** A request came to nothing and is sent again after a pause. */
  record Retrying(String source, String problem, Duration pause) implements Progress {}

  /** A dataset has been brought up to date, or not. */
  record TaskDone(DatasetId dataset, TaskOutcome outcome, long bytes) implements Progress {}

  /** A job has come to its end. */
  record JobDone(JobReport job) implements Progress {}

  /** A table is being loaded. */
  record LoadStarted(String table, long filesToAdd, long filesToRemove) implements Progress {}

  /** So many of a table's files have been read. */
  record LoadAdvanced(String table, long filesDone) implements Progress {}

  /** A table has been loaded, or found current. */
  record LoadDone(LoadReport load) implements Progress {}

  /** A model or a command has come to its end, or was left alone. */
  record StepDone(StepReport step) implements Progress {}

  /** A line that a command wrote. */
  record Said(String command, String line) implements Progress {}

  /** Something that a person should know and that stopped nothing. */
  record Warned(String text) implements Progress {
    public Warned {
      Objects.requireNonNull(text);
    }
  }

  /** Something that explains what a run does, and needs nobody. */
  record Noted(String text) implements Progress {
    public Noted {
      Objects.requireNonNull(text);
    }
  }

  /** What became of a task. */
  enum TaskOutcome {
    CREATED,
    UPDATED,
    /** Asked upstream, nothing was new. */
    UNCHANGED,
    FAILED
  }

  /** A domain event, after its commit. */
  record Told(LeatEvent event) implements Progress {}
}
