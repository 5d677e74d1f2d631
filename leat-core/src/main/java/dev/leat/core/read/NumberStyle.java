package dev.leat.core.read;

import java.util.regex.Pattern;

/** How a file writes numbers that are not plain. */
enum NumberStyle {
  PLAIN("\\b\\B", '.'),
  /** 1.234,56 and 12,5. */
  COMMA("[-+]?([0-9]{1,3}(\\.[0-9]{3})+|[0-9]+)(,[0-9]+)?", ','),
  /** 1,234.56. */
  POINT("[-+]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\\.[0-9]+)?", '.');

  private final Pattern pattern;
  private final char decimal;

  NumberStyle(String pattern, char decimal) {
    this.pattern = Pattern.compile(pattern);
    this.decimal = decimal;
  }

  static NumberStyle of(String decimal) {
    return decimal.equals(",") ? COMMA : POINT;
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
