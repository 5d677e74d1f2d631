package dev.leat.core.read;

import java.nio.charset.StandardCharsets;

/**
 * Gathers the evidence of one CSV column while its texts stream by; says of every text what {@link
 * CsvTypes#evidence} says.
 */
final class CsvTally {
  /** No longer text with a point is a decimal number. */
  private static final int DECIMAL_MAX = 39;

  /** Beyond these, programs differ in what a double can hold. */
  private static final double DOUBLE_SURE_MIN = 1e-300;

  private static final double DOUBLE_SURE_MAX = 1e300;
  private static final int EXPONENT_DIGITS_MAX = 3;

  private final char[] chars = new char[TextForms.LENGTH_MAX];
  private int kinds;
  private int whole;
  private int fraction;
  private int significant;
  private int forms = TextForms.ALL;

  Scalars scalars() {
    return new Scalars(kinds, whole, fraction, significant, forms);
  }

  /** Takes in a place without a value. */
  void addNothing() {
    kinds |= Scalars.NULL;
  }

  /** Takes in a text that is nothing else, such as one without a character. */
  void addText() {
    kinds |= Scalars.TEXT;
    forms = TextForms.NONE;
  }

  /**
   * Takes in a text of at least one byte.
   *
   * @throws Misfit where only DuckDB can say what it is
   */
  void add(byte[] bytes, int from, int to) throws Misfit {
    byte first = bytes[from];
    if (first >= '-' && first < ':') {
      addNumber(bytes, from, to);
    } else if (is(bytes, from, to, "true") || is(bytes, from, to, "false")) {
      kinds |= Scalars.BOOLEAN;
    } else if (forms != TextForms.NONE && mayBeMonth(bytes, from, to)) {
      kinds |= Scalars.TEXT;
      forms &= TextForms.of(text(bytes, from, to));
    } else {
      addText();
    }
  }

  /** Whether a text may be such as {@code January 2, 2024}. */
  private static boolean mayBeMonth(byte[] bytes, int from, int to) {
    byte last = bytes[to - 1];
    return bytes[from] >= 'A' && bytes[from] <= 'S' && last >= '0' && last <= '9';
  }

  private static boolean is(byte[] bytes, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((bytes[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void addNumber(byte[] bytes, int from, int to) throws Misfit {
    int start = bytes[from] == '-' ? from + 1 : from;
    int point = digitsEnd(bytes, start, to);
    int digits = point - start;
    boolean plain = digits == 1 || (digits > 1 && bytes[start] != '0');
    int beforePoint = digits == 1 && bytes[start] == '0' ? 0 : digits;
    if (point == to && plain) {
      addInteger(bytes, from, to, beforePoint);
      return;
    }
    int end = point < to && bytes[point] == '.' ? digitsEnd(bytes, point + 1, to) : point;
    if (plain && end == to && end - point > 1 && to - from <= DECIMAL_MAX) {
      addDecimal(bytes, point, to, beforePoint);
    } else if (plain && end - point != 1 && isExponent(bytes, end, to)) {
      addFloat(text(bytes, from, to));
    } else {
      addForms(bytes, from, to);
    }
  }

  private static int digitsEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }

  private static boolean isExponent(byte[] bytes, int from, int to) {
    if (from >= to || (bytes[from] | 0x20) != 'e') {
      return false;
    }
    boolean signed = from + 1 < to && (bytes[from + 1] == '+' || bytes[from + 1] == '-');
    int digits = from + (signed ? 2 : 1);
    return to > digits && to - digits <= EXPONENT_DIGITS_MAX && digitsEnd(bytes, digits, to) == to;
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  private void addInteger(byte[] bytes, int from, int to, int digits) {
    kinds |= Scalars.INTEGER;
    whole = Math.max(whole, digits);
    if (digits > Numbers.LONG_DIGITS_SAFE) {
      char[] text = text(bytes, from, to).toCharArray();
      kinds |= Numbers.fitsLong(text, 0, text.length) ? 0 : Scalars.BIG;
    }
  }

  private void addDecimal(byte[] bytes, int point, int to, int digits) {
    kinds |= Scalars.DECIMAL;
    whole = Math.max(whole, digits);
    fraction = Math.max(fraction, to - point - 1);
    int first = point + 1;
    while (digits == 0 && first < to && bytes[first] == '0') {
      first++;
    }
    significant = Math.max(significant, digits + to - first);
  }

  private void addFloat(String text) throws Misfit {
    double size = Math.abs(Double.parseDouble(text));
    if (size < DOUBLE_SURE_MIN || size > DOUBLE_SURE_MAX) {
      throw odd();
    }
    kinds |= Scalars.FLOAT;
  }

  private void addForms(byte[] bytes, int from, int to) throws Misfit {
    int length = to - from;
    if (length > TextForms.LENGTH_MAX) {
      addText();
      return;
    }
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (bytes[from + i] & 0xff);
    }
    int found = TextForms.of(chars, 0, length);
    if (found == TextForms.NONE && looksLikeTime(length)) {
      throw odd();
    }
    kinds |= Scalars.TEXT;
    forms &= found;
  }

  /** Whether a calendar that allows more might see a time where Leat sees none. */
  private boolean looksLikeTime(int length) {
    if (length < DateStyle.LENGTH_MIN) {
      return false;
    }
    String text = new String(chars, 0, length);
    return (text.charAt(2) == ':' && text.charAt(5) == ':')
        || (text.charAt(4) == '-' && text.charAt(7) == '-')
        || text.contains("0000");
  }

  private static Misfit odd() {
    return new Misfit(null, null, "not plain");
  }
}
