package dev.leat.connect.sentiment;

/**
 * How positive or negative a text is.
 *
 * @param compound from -1 to 1, four digits
 * @param negative the share of negative words, three digits; with {@code neutral} and {@code
 *     positive} it adds up to 1, or all three are 0 for a text without words
 */
public record Score(double compound, double negative, double neutral, double positive) {
  static final Score NONE = new Score(0, 0, 0, 0);
}
