package dev.leat.connect.rest;

/**
 * A value as it stands in a JSON document, to the last digit.
 *
 * @param text of a structure, what it is
 */
record Scalar(Kind kind, String text) {
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NULL,
    /** An object or a list. */
    STRUCTURE
  }

  static final Scalar NULL = new Scalar(Kind.NULL, "");
  static final Scalar OBJECT = new Scalar(Kind.STRUCTURE, "an object");
  static final Scalar LIST = new Scalar(Kind.STRUCTURE, "a list");
  static final Scalar EMPTY_OBJECT = new Scalar(Kind.STRUCTURE, "an empty object");
  static final Scalar EMPTY_LIST = new Scalar(Kind.STRUCTURE, "an empty list");

  /** Whether there is anything in it: not null, false, or an empty text. */
  boolean isPresent() {
    return switch (kind) {
      case NULL -> false;
      case BOOLEAN -> text.equals("true");
      case TEXT -> !text.isEmpty();
      case NUMBER, STRUCTURE -> true;
    };
  }

  /** Whether it says yes, as most languages take it: neither 0, nor a structure with nothing. */
  boolean isTruthy() {
    return switch (kind) {
      case NUMBER -> !text.matches("-?[0.]+([eE].*)?");
      case STRUCTURE -> !equals(EMPTY_OBJECT) && !equals(EMPTY_LIST);
      case NULL, BOOLEAN, TEXT -> isPresent();
    };
  }
}
