package dev.leat.core.run;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a model or a command.
 *
 * @param rows of a table or a file, -1 where nobody counted
 * @param file that was written
 * @param reason why it was skipped or is current, empty otherwise
 * @param failure null where all went well
 */
public record StepReport(
    String name,
    Kind kind,
    State state,
    long rows,
    Optional<String> file,
    String reason,
    Duration elapsed,
    @Nullable Failure failure) {
  /** What it is. */
  public enum Kind {
    TABLE,
    VIEW,
    EXPORT,
    COMMAND
  }

  /** How it ended. */
  public enum State {
    DONE,
    /** Nothing that it is made from has changed. */
    CURRENT,
    /** What it is made from is not well. */
    SKIPPED,
    FAILED
  }

  public StepReport {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(state);
    Objects.requireNonNull(file);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(elapsed);
  }

  /** Whether those who are made from it may go on. */
  boolean isWell() {
    return state == State.DONE || state == State.CURRENT;
  }

  /** Why what comes after it waits; empty where it is well. */
  Optional<String> trouble() {
    return isWell()
        ? Optional.empty()
        : Optional.of(
            (kind == Kind.COMMAND ? "the command '" : "the model '")
                + name
                + (state == State.FAILED ? "' failed" : "' was skipped"));
  }

  static StepReport done(String name, Kind kind, long rows, Duration elapsed) {
    return new StepReport(name, kind, State.DONE, rows, Optional.empty(), "", elapsed, null);
  }

  StepReport into(String path) {
    return new StepReport(name, kind, state, rows, Optional.of(path), reason, elapsed, failure);
  }

  static StepReport unmoved(String name, Kind kind, State state, String reason) {
    return new StepReport(name, kind, state, -1, Optional.empty(), reason, Duration.ZERO, null);
  }

  static StepReport failed(String name, Kind kind, Failure failure, Duration elapsed) {
    return new StepReport(
        name,
        kind,
        State.FAILED,
        -1,
        Optional.empty(),
        failure.error().problem(),
        elapsed,
        failure);
  }
}
