package dev.leat.core.fetch;

/** What one request came to. */
sealed interface Outcome {
  /** There is an answer. */
  record Done(Fetched fetched) implements Outcome {}

  /** The answer is elsewhere. */
  record Moved(String location) implements Outcome {}

  /** There may be an answer next time. */
  record Failed(Trouble trouble) implements Outcome {}
}
