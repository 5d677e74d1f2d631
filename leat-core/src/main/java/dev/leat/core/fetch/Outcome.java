package dev.leat.core.fetch;

/** What one request came to. */
sealed interface Outcome<T> {
  /** There is an answer. */
  record Done<T>(T answer) implements Outcome<T> {}

  /** The answer is elsewhere. */
  record Moved<T>(String location) implements Outcome<T> {}

  /** There may be an answer next time. */
  record Failed<T>(Trouble trouble) implements Outcome<T> {}
}
