package dev.leat.core.catalog;

/** What a commit has to survive. */
enum Durability {
  /** The death of this process; a power cut may undo it, never half of it. */
  PROCESS,
  /** A power cut too. */
  POWER
}
