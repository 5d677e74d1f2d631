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

  /**
   * Whether nothing more can be had from the same source until somebody has acted, as when its
   * credentials were rejected or its quota is used up. The engine then stops asking it.
   */
  default boolean endsSource() {
    return false;
  }

  /**
   * Whether it is expected to pass by itself, as when something is not there yet. The run fails as
   * with any other, and no notice is sent of it.
   */
  default boolean isPassing() {
    return false;
  }
}
