package dev.leat.core.read;

import java.util.regex.Pattern;

/** How a file writes numbers that are not plain. */
enum NumberStyle {
  PLAIN("\\b\\B", "\\b\\B", '.'),
  /** 1.234,56 and 12,5. */
  COMMA(
      "[-+]?([0-9]{1,3}(\\.[0-9]{3})+|[0-9]+)(,[0-9]+)?",
      "-?(0|[1-9][0-9]{0,2}(\\.[0-9]{3})+|[1-9][0-9]*)(,[0-9]+)?", ','),
  /** 1,234.56. */
  POINT(
      "[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?",
      "-?(0|[1-9][0-9]{0,2}(,[0-9]{3})+|[1-9][0-9]*)(\\.[0-9]+)?", '.');

  private static final int LENGTH_MAX = 60;

  private final Pattern pattern;
  private final Pattern strict;
  private final char decimal;

  NumberStyle(String pattern, String strict, char decimal) {
    this.pattern = Pattern.compile(pattern);
    this.strict = Pattern.compile(strict);
    this.decimal = decimal;
  }

  static NumberStyle of(String decimal) {
    return decimal.equals(",") ? COMMA : POINT;
  }

  /** Whether a text is a number that a program would write so: no sign +, no leading zeros. */
  boolean isStrict(String text) {
    return text.length() <= LENGTH_MAX && strict.matcher(text).matches();
  }

  /** A number as a plain one, anything else as it is; leading zeros are no number's. */
  String plain(String text) {
    if (this == PLAIN || !pattern.matcher(text).matches()) {
      return text;
    }
    String digits = text.startsWith("+") ? text.substring(1) : text;
    String thousands = decimal == ',' ? "." : ",";
    return digits.replace(thousands, "").replace(decimal, '.');
  }
}
