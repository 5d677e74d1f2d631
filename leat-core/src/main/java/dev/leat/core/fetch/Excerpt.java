package dev.leat.core.fetch;

/** Cuts a text down to what fits into a message. */
final class Excerpt {
  private Excerpt() {}

  /** One line of at most so many characters. */
  static String of(String text, int max) {
    String line = text.replaceAll("[\\s\\p{Cntrl}\uFFFD]+", " ").strip();
    return line.length() <= max ? line : line.substring(0, max).strip() + "…";
  }
}
