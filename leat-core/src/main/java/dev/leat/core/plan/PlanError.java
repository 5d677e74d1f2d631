package dev.leat.core.plan;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** What can be wrong with plans once a source has said what it has. */
public enum PlanError implements ErrorCode {
  /** The command names a source that the project does not have. */
  PLAN_SOURCE_UNKNOWN(Blame.OPERATOR),
  /** A command names a dataset type that its source does not have. */
  PLAN_TYPE_UNKNOWN(Blame.OPERATOR),
  /** A selector uses a name that neither keys nor attributes have. */
  PLAN_FIELD_UNKNOWN(Blame.OPERATOR),
  /** Two plans want different policies for the same selector. */
  PLAN_POLICIES_DIFFER(Blame.OPERATOR),
  /** A filter is not {@code name=value}. */
  PLAN_FILTER_INVALID(Blame.OPERATOR);

  private final Blame blame;

  PlanError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
