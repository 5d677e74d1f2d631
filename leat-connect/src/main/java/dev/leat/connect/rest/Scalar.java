package dev.leat.connect.rest;

/**
 * A value as it stands in a JSON document, to the last digit.
 *
 * @param text of a structure, its kind only
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

  /** Whether there is anything in it: not null, false, or an empty text. */
  boolean isPresent() {
    return switch (kind) {
      case NULL -> false;
      case BOOLEAN -> text.equals("true");
      case TEXT -> !text.isEmpty();
      case NUMBER, STRUCTURE -> true;
    };
  }
}
