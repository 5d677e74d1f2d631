package dev.leat.connect.html;

/** A page, or a row of it, that is not what was agreed. */
final class Broken extends Exception {
  private static final long serialVersionUID = 1L;

  Broken(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
