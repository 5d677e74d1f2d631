package dev.leat.api;

/** What a destination may refuse whatever its kind. */
public enum DestinationError implements ErrorCode {
  /** This kind of destination keeps no models. */
  MODELS_UNSUPPORTED(Blame.OPERATOR),
  /** This kind of destination has none of the functions that Leat adds to SQL. */
  MACROS_UNSUPPORTED(Blame.OPERATOR),
  /** This kind of destination cannot be asked before a commit. */
  CHECKS_UNSUPPORTED(Blame.OPERATOR),
  /** A column by which rows refer to others is not there, or of another type. */
  REFERENCE_COLUMN(Blame.OPERATOR),
  /** Rows refer to rows that are not there. */
  REFERENCE_ORPHANS(Blame.DATA),
  /** Rows would go to which others refer. */
  REFERENCE_IN_USE(Blame.DATA);

  private final Blame blame;

  DestinationError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
