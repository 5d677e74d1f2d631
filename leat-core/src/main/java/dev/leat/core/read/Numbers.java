package dev.leat.core.read;

/**
 * What the text of a number with a point or an exponent says about the type that it needs.
 *
 * @param kinds as in {@link Scalars}
 */
record Numbers(int kinds, int whole, int fraction, int significant) {
  /** So many digits fit 64 bits whatever they are. */
  static final int LONG_DIGITS_SAFE = 18;

  static final int DIGITS_MAX = 38;
  private static final int DOUBLE_DIGITS_SAFE = 15;
  private static final int LEADING_ZEROS_SAFE = 3;
  private static final String LONG_MAX = "9223372036854775807";
  private static final String LONG_MIN = "9223372036854775808";

  /** Whether a whole number is within 64 bits. */
  static boolean fitsLong(char[] c, int from, int length) {
    boolean negative = c[from] == '-';
    String digits = new String(c, negative ? from + 1 : from, negative ? length - 1 : length);
    String limit = negative ? LONG_MIN : LONG_MAX;
    return digits.length() < limit.length()
        || (digits.length() == limit.length() && digits.compareTo(limit) <= 0);
  }

  static Numbers of(char[] c, int from, int length) {
    int to = from + length;
    int start = c[from] == '-' ? from + 1 : from;
    int point = digitsEnd(c, start, to);
    if (point == to || c[point] != '.') {
      return exponent(new String(c, from, length));
    }
    int end = digitsEnd(c, point + 1, to);
    return end < to
        ? exponent(new String(c, from, length))
        : decimal(c, start, point, end, start > from);
  }

  private static int digitsEnd(char[] c, int from, int to) {
    int at = from;
    while (at < to && c[at] >= '0' && c[at] <= '9') {
      at++;
    }
    return at;
  }

  private static Numbers exponent(String text) {
    double value = Double.parseDouble(text);
    boolean zero =
        value == 0 && text.split("[eE]", 2)[0].chars().anyMatch(x -> x > '0' && x <= '9');
    if (Double.isInfinite(value) || zero) {
      return new Numbers(Scalars.TEXT | Scalars.RESTYLED, 0, 0, 0);
    }
    return new Numbers(Scalars.FLOAT | Scalars.RESTYLED, 0, 0, 0);
  }

  private static Numbers decimal(char[] c, int start, int point, int end, boolean negative) {
    int whole = point - start == 1 && c[start] == '0' ? 0 : point - start;
    int fraction = end - point - 1;
    if (whole + fraction > DIGITS_MAX) {
      return new Numbers(Scalars.FLOAT | Scalars.RESTYLED, 0, 0, 0);
    }
    int first = start;
    int zeros = 0;
    while (first < end && (c[first] == '0' || c[first] == '.')) {
      zeros += c[first] == '0' && first > point ? 1 : 0;
      first++;
    }
    int significant = end - first - (first < point ? 1 : 0);
    boolean restyled =
        significant > DOUBLE_DIGITS_SAFE
            || whole > DOUBLE_DIGITS_SAFE
            || zeros > LEADING_ZEROS_SAFE
            || (fraction > 1 && c[end - 1] == '0')
            || (negative && first == end);
    int kinds = Scalars.DECIMAL | (restyled ? Scalars.RESTYLED : 0);
    return new Numbers(kinds, whole, fraction, significant);
  }
}
