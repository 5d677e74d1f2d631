package dev.leat.core.catalog;

/** What a commit has to survive. */
enum Durability {
  /** The death of this process; a power cut may undo it, never half of it. */
  PROCESS,
  /**
   * Whatever somebody who relies on it may survive.
   *
   * <p>A SQLite catalog is used by one machine: its power cut ends them all. A server is not.
   */
  SHARED,
  /** A power cut too. */
  POWER
}
