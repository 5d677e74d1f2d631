package dev.leat.api;

/** What is known about the worth of a revision. */
public enum Validation {
  /** Nobody looked yet. */
  PENDING,
  /** A check is under way. */
  VALIDATING,
  /** A check or a person found it wrong: it is fetched again. */
  FAILED,
  APPROVED,
  /** Wrong, and fetching again will not help. */
  REJECTED
}
