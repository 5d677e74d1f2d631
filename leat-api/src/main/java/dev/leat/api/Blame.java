package dev.leat.api;

/** Says whose move it is after an error. */
public enum Blame {
  /** Configuration, credentials, or an unknown state that needs a look. */
  OPERATOR(2),
  /** The remote system failed or throttled. */
  SOURCE(3),
  /** A contract is broken or a row is unreadable. */
  DATA(4),
  /** The destination refused a write. */
  DESTINATION(5),
  /** Disk, memory or quota ran out. */
  CAPACITY(6),
  /** An invariant of Leat is broken. */
  BUG(70);

  private final int exitCode;

  Blame(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The process exit code of a run whose first failure has this blame. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the same act may succeed when tried again at once, within its limit. */
  public boolean retryable() {
    return this == SOURCE || this == DESTINATION;
  }
}
