package dev.leat.api;

/**
 * Names one kind of failure, stable across releases.
 *
 * <p>Each package keeps a small enum beside its use; a code is never renamed.
 */
public interface ErrorCode {
  /** The code as printed and documented, in upper snake case. */
  String name();

  /** Whose move it is. */
  Blame blame();
}
