package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import java.util.Optional;

/**
 * How a column writes dates that are not ISO's: the order of the parts, what is between them, and
 * whether a clock follows.
 */
record DateStyle(int order, int separator, int clock) {
  /** The shortest is 1/2/2024. */
  static final int LENGTH_MIN = 8;

  static final int DAY_FIRST = 1 << 5;
  static final int MONTH_FIRST = 1 << 6;
  static final int YEAR_FIRST = 1 << 7;
  static final int SLASH = 1 << 8;
  static final int DASH = 1 << 9;
  static final int DOT = 1 << 10;
  static final int NO_CLOCK = 1 << 11;
  static final int MINUTES = 1 << 12;
  static final int SECONDS = 1 << 13;

  /** 2 Jan 2024, and 02-Jan-2024. */
  static final int DAY_SHORT = 1 << 14;

  /** 2 January 2024. */
  static final int DAY_FULL = 1 << 15;

  /** Jan 2, 2024. */
  static final int MONTH_SHORT = 1 << 16;

  /** January 2, 2024. */
  static final int MONTH_FULL = 1 << 17;

  static final int SPACE = 1 << 18;

  private static final int ORDERS =
      DAY_FIRST | MONTH_FIRST | YEAR_FIRST | DAY_SHORT | DAY_FULL | MONTH_SHORT | MONTH_FULL;
  private static final int SEPARATORS = SLASH | DASH | DOT | SPACE;
  private static final int CLOCKS = NO_CLOCK | MINUTES | SECONDS;

  static final int ALL = ORDERS | SEPARATORS | CLOCKS;

  /** The one style that the texts with these forms are written in, where there is only one. */
  static Optional<DateStyle> of(int forms) {
    int orders = forms & ORDERS;
    // May is short and full.
    boolean may = orders == (DAY_SHORT | DAY_FULL) || orders == (MONTH_SHORT | MONTH_FULL);
    int order = may ? orders & (DAY_SHORT | MONTH_SHORT) : orders;
    var style = new DateStyle(order, forms & SEPARATORS, forms & CLOCKS);
    boolean one = isOne(style.order) && isOne(style.separator) && isOne(style.clock);
    return one ? Optional.of(style) : Optional.empty();
  }

  private static boolean isOne(int bits) {
    return Integer.bitCount(bits) == 1;
  }

  ColumnType type() {
    return clock == NO_CLOCK ? Simple.DATE : Simple.TIMESTAMP;
  }

  DateFormat format() {
    String between =
        switch (separator) {
          case SLASH -> "/";
          case DASH -> "-";
          case SPACE -> " ";
          default -> ".";
        };
    String parts =
        switch (order) {
          case DAY_FIRST -> "%d" + between + "%m" + between + "%Y";
          case MONTH_FIRST -> "%m" + between + "%d" + between + "%Y";
          case DAY_SHORT -> "%d" + between + "%b" + between + "%Y";
          case DAY_FULL -> "%d" + between + "%B" + between + "%Y";
          case MONTH_SHORT -> "%b %d, %Y";
          case MONTH_FULL -> "%B %d, %Y";
          default -> "%Y" + between + "%m" + between + "%d";
        };
    String time = clock == NO_CLOCK ? "" : clock == MINUTES ? " %H:%M" : " %H:%M:%S";
    return new DateFormat(parts + time);
  }

  /** The forms of a text, none where it is no date in any order. */
  static int forms(char[] c, int from, int to) {
    int named = NamedMonths.forms(c, from, to);
    if (named != TextForms.NONE) {
      return named;
    }
    int space = from;
    while (space < to && c[space] != ' ') {
      space++;
    }
    int clock = space == to ? NO_CLOCK : clock(c, space + 1, to);
    int day = day(c, from, space);
    return clock == 0 || day == 0 ? TextForms.NONE : TextForms.AMBIGUOUS_DATE | day | clock;
  }

  private static int day(char[] c, int from, int to) {
    int first = digits(c, from, to);
    if (first == from || first >= to) {
      return 0;
    }
    int separator = separator(c[first]);
    int second = digits(c, first + 1, to);
    if (separator == 0 || second >= to || c[second] != c[first]) {
      return 0;
    }
    int third = digits(c, second + 1, to);
    if (third != to) {
      return 0;
    }
    int order = order(c, new int[] {from, first, first + 1, second, second + 1, third});
    return order == 0 ? 0 : order | separator;
  }

  private static int order(char[] c, int[] ends) {
    int one = ends[1] - ends[0];
    int two = ends[3] - ends[2];
    int three = ends[5] - ends[4];
    int a = number(c, ends[0], ends[1]);
    int b = number(c, ends[2], ends[3]);
    int d = number(c, ends[4], ends[5]);
    if (one == 4 && isShort(two) && isShort(three)) {
      return TextForms.isDay(a, b, d) ? YEAR_FIRST : 0;
    }
    if (!isShort(one) || !isShort(two) || three != 4) {
      return 0;
    }
    return (TextForms.isDay(d, b, a) ? DAY_FIRST : 0)
        | (TextForms.isDay(d, a, b) ? MONTH_FIRST : 0);
  }

  private static boolean isShort(int length) {
    return length == 1 || length == 2;
  }

  private static int separator(char c) {
    return switch (c) {
      case '/' -> SLASH;
      case '-' -> DASH;
      case '.' -> DOT;
      default -> 0;
    };
  }

  static int clock(char[] c, int from, int to) {
    boolean minutes = to - from == 5 && c[from + 2] == ':';
    boolean seconds = to - from == 8 && c[from + 2] == ':' && c[from + 5] == ':';
    if (!minutes && !seconds) {
      return 0;
    }
    boolean valid = part(c, from, 23) && part(c, from + 3, 59);
    if (minutes) {
      return valid ? MINUTES : 0;
    }
    return valid && part(c, from + 6, 59) ? SECONDS : 0;
  }

  private static boolean part(char[] c, int from, int max) {
    return digits(c, from, from + 2) == from + 2 && number(c, from, from + 2) <= max;
  }

  static int digits(char[] c, int from, int to) {
    int at = from;
    while (at < to && c[at] >= '0' && c[at] <= '9') {
      at++;
    }
    return at;
  }

  static int number(char[] c, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = Math.min(99_999, value * 10 + c[i] - '0');
    }
    return value;
  }

  /** The SQL of the forms of a text that {@link #pattern} matches. */
  static String forms(String text) {
    String day = "replace(replace(split_part(" + text + ", ' ', 1), '.', '/'), '-', '/')";
    return "(CASE WHEN contains("
        + text
        + ", '/') THEN "
        + (TextForms.AMBIGUOUS_DATE | SLASH)
        + " WHEN contains("
        + text
        + ", '.') THEN "
        + (TextForms.AMBIGUOUS_DATE | DOT)
        + " ELSE "
        + (TextForms.AMBIGUOUS_DATE | DASH)
        + " END"
        + " | CASE length(split_part("
        + text
        + ", ' ', 2)) WHEN 0 THEN "
        + NO_CLOCK
        + " WHEN 5 THEN "
        + MINUTES
        + " ELSE "
        + SECONDS
        + " END"
        + " | CASE WHEN try_strptime("
        + day
        + ", '%Y/%m/%d') IS NOT NULL THEN "
        + YEAR_FIRST
        + " ELSE CASE WHEN try_strptime("
        + day
        + ", '%d/%m/%Y') IS NOT NULL THEN "
        + DAY_FIRST
        + " ELSE 0 END | CASE WHEN try_strptime("
        + day
        + ", '%m/%d/%Y') IS NOT NULL THEN "
        + MONTH_FIRST
        + " ELSE 0 END END)";
  }

  /** Matches the texts that are dates in this manner, if the calendar has them. */
  static String pattern() {
    var days = new StringBuilder();
    for (String separator : new String[] {"/", "-", "\\."}) {
      days.append(days.isEmpty() ? "" : "|")
          .append(
              "[0-9]{1,2}S[0-9]{1,2}S[0-9]{4}|[0-9]{4}S[0-9]{1,2}S[0-9]{1,2}"
                  .replace("S", separator));
    }
    return "(" + days + ")( ([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?";
  }
}
