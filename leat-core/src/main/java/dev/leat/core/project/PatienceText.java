package dev.leat.core.project;

import dev.leat.api.LeatException;
import java.util.regex.Pattern;

/** A text that a pattern may look at only so often: some patterns never come to an end. */
final class PatienceText implements CharSequence {
  private static final int LOOKS_MAX = 100_000;
  private static final int LENGTH_MAX = 1_000;

  private final String text;
  private final int[] looks;

  private PatienceText(String text, int[] looks) {
    this.text = text;
    this.looks = looks;
  }

  /** Whether a valid pattern fits the whole text. */
  static boolean matches(String pattern, String text) {
    if (text.length() > LENGTH_MAX) {
      return false;
    }
    return Pattern.compile(pattern).matcher(new PatienceText(text, new int[1])).matches();
  }

  @Override
  public char charAt(int index) {
    looks[0]++;
    if (looks[0] > LOOKS_MAX) {
      throw new LeatException(
          ProjectError.CONDITION_TOO_SLOW,
          "A pattern after 'matches' takes too many steps on '" + text + "'.",
          "Write it without repetitions inside repetitions, or use starts_with or contains.");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new PatienceText(text.substring(start, end), looks);
  }

  @Override
  public String toString() {
    return text;
  }
}
