package dev.leat.cli.draft;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;

/** Why nothing can be drafted. */
public enum DraftError implements ErrorCode {
  /** What a project should be drafted from cannot be read. */
  DRAFT_UNREADABLE(Blame.OPERATOR),
  /** It asks for something that no source of type rest can do. */
  DRAFT_IMPOSSIBLE(Blame.OPERATOR),
  /** The document is larger or deeper than anybody would write it. */
  DRAFT_TOO_LARGE(Blame.OPERATOR);

  private final Blame blame;

  DraftError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
