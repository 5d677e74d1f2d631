package dev.leat.core.project;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can be wrong with a project before anything has run. */
public enum ProjectError implements ErrorCode {
  /** The folder holds no leat.yaml. */
  PROJECT_MISSING(Blame.OPERATOR),
  /** The file is there and cannot be read. */
  PROJECT_UNREADABLE(Blame.OPERATOR),
  /** The file is not UTF-8 text. */
  PROJECT_NOT_UTF8(Blame.OPERATOR),
  /** The file is not YAML. */
  PROJECT_NOT_YAML(Blame.OPERATOR),
  /** A tab indents a line. */
  PROJECT_TAB(Blame.OPERATOR),
  /** A key is written twice in one map. */
  PROJECT_KEY_TWICE(Blame.OPERATOR),
  /** A key that Leat does not know. */
  PROJECT_KEY_UNKNOWN(Blame.OPERATOR),
  /** A key that must be there is not. */
  PROJECT_KEY_MISSING(Blame.OPERATOR),
  /** A value is not of the kind that its key wants. */
  PROJECT_VALUE_INVALID(Blame.OPERATOR),
  /** A name that nothing in the project bears. */
  PROJECT_NAME_UNKNOWN(Blame.OPERATOR),
  /** A variable or file that a value names is not there. */
  PROJECT_REFERENCE_MISSING(Blame.OPERATOR),
  /** A secret is there, or its store is, and cannot be read. */
  SECRET_UNREADABLE(Blame.OPERATOR),
  /** A source, policy, destination or subscriber that no connector provides. */
  CONNECTOR_UNKNOWN(Blame.OPERATOR),
  /** A connector's own code failed while the project was read. */
  CONNECTOR_UNUSABLE(Blame.OPERATOR),
  /** A connector asked for an option that it never declared. */
  CONNECTOR_OPTION_UNDECLARED(Blame.BUG),
  /** Mistakes of several kinds. */
  PROJECT_INVALID(Blame.OPERATOR),
  /** The condition of a selector cannot be read. */
  CONDITION_INVALID(Blame.OPERATOR),
  /** Matching a pattern took too many steps. */
  CONDITION_TOO_SLOW(Blame.OPERATOR);

  private final Blame blame;

  ProjectError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
