package dev.leat.connect.rest;

import java.util.Locale;

/** Which page to ask for. */
record Position(Kind kind, String text) {
  enum Kind {
    /** The first, as the feed's request stands. */
    FIRST,
    /** By a page number or an offset. */
    NUMBER,
    /** By a text that the page before it said. */
    TOKEN,
    /** By a number that the page before it said, to the last digit. */
    DIGITS,
    /** At an address that the page before it gave. */
    ADDRESS
  }

  static final Position FIRST = new Position(Kind.FIRST, "");

  static Position number(long number) {
    return new Position(Kind.NUMBER, Long.toString(number));
  }

  static Position token(String token) {
    return new Position(Kind.TOKEN, token);
  }

  /** As the page had it: what was a number is sent as one. */
  static Position token(Scalar token) {
    return token.kind() == Scalar.Kind.NUMBER
        ? new Position(Kind.DIGITS, token.text())
        : token(token.text());
  }

  static Position address(String url) {
    return new Position(Kind.ADDRESS, url);
  }

  boolean isFirst() {
    return kind == Kind.FIRST;
  }

  /** The number; the given one for the first page. */
  long numberOr(long first) {
    return kind == Kind.NUMBER ? Long.parseLong(text) : first;
  }

  static Position parse(String written) {
    int colon = written.indexOf(':');
    return new Position(
        Kind.valueOf(written.substring(0, colon).toUpperCase(Locale.ROOT)),
        written.substring(colon + 1));
  }

  /** {@code number:7}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + text;
  }
}
