package dev.leat.api;

/** What a destination may refuse whatever its kind. */
public enum DestinationError implements ErrorCode {
  /** This kind of destination keeps no models. */
  MODELS_UNSUPPORTED(Blame.OPERATOR),
  /** This kind of destination has none of the functions that Leat adds to SQL. */
  MACROS_UNSUPPORTED(Blame.OPERATOR);

  private final Blame blame;

  DestinationError(Blame blame) {
    this.blame = blame;
  }

  @Override
  public Blame blame() {
    return blame;
  }
}
