package dev.leat.api;

/** How far a dataset has come upstream. */
public enum DatasetState {
  /** Announced, no content yet. */
  SCHEDULED,
  /** Some of its content is there. */
  PARTIAL,
  /** All there. */
  COMPLETE,
  /** Upstream says that it does not exist. */
  MISSING
}
