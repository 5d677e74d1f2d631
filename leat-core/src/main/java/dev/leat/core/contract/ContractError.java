package dev.leat.core.contract;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** Why data may not go where it is meant to go. */
public enum ContractError implements ErrorCode {
  /** The columns of a frozen table do not hold all data. */
  TABLE_FROZEN,
  /** Old and new rows of a table would not go together. */
  TABLE_BROKEN;

  @Override
  public Blame blame() {
    return Blame.DATA;
  }
}
