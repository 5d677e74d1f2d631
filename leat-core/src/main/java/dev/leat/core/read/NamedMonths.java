package dev.leat.core.read;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Recognises dates whose month is an English name, as {@link DateStyle} has them. */
final class NamedMonths {
  private static final List<String> NAMES =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final int SHORT = 3;
  private static final String CLOCK = "( ([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?";

  private NamedMonths() {}

  /** The forms of a text, none where it is no such date. */
  static int forms(char[] c, int from, int to) {
    return isLetter(c[from]) ? monthFirst(c, from, to) : dayFirst(c, from, to);
  }

  /** 2 January 2024, 02-Jan-2024. */
  private static int dayFirst(char[] c, int from, int to) {
    int day = DateStyle.digits(c, from, to);
    if (day == from || day - from > 2 || day + 1 >= to || !isLetter(c[day + 1])) {
      return TextForms.NONE;
    }
    int month = letters(c, day + 1, to);
    int year = month + 1;
    if (month >= to || c[month] != c[day] || DateStyle.digits(c, year, to) != year + 4) {
      return TextForms.NONE;
    }
    int separator = c[day] == ' ' ? DateStyle.SPACE : c[day] == '-' ? DateStyle.DASH : 0;
    int orders = orders(c, day + 1, month, DateStyle.DAY_SHORT, DateStyle.DAY_FULL);
    boolean is = isDay(c, new int[] {from, day, day + 1, year});
    return separator == 0 || orders == 0 || !is
        ? TextForms.NONE
        : withClock(orders | separator, c, year + 4, to);
  }

  /** January 2, 2024. */
  private static int monthFirst(char[] c, int from, int to) {
    int month = letters(c, from, to);
    int day = DateStyle.digits(c, month + 1, to);
    int year = day + 2;
    boolean is =
        month < to
            && c[month] == ' '
            && day > month + 1
            && day - month <= SHORT
            && year < to
            && c[day] == ','
            && c[day + 1] == ' '
            && DateStyle.digits(c, year, to) == year + 4;
    if (!is) {
      return TextForms.NONE;
    }
    int orders = orders(c, from, month, DateStyle.MONTH_SHORT, DateStyle.MONTH_FULL);
    return orders == 0 || !isDay(c, new int[] {month + 1, day, from, year})
        ? TextForms.NONE
        : withClock(orders | DateStyle.SPACE, c, year + 4, to);
  }

  private static int withClock(int forms, char[] c, int from, int to) {
    int clock =
        from == to ? DateStyle.NO_CLOCK : c[from] == ' ' ? DateStyle.clock(c, from + 1, to) : 0;
    return clock == 0 ? TextForms.NONE : TextForms.AMBIGUOUS_DATE | forms | clock;
  }

  /** By the places of a day, its end, a month's name and a year. */
  private static boolean isDay(char[] c, int[] places) {
    int year = DateStyle.number(c, places[3], places[3] + 4);
    int day = DateStyle.number(c, places[0], places[1]);
    return TextForms.isDay(year, month(c, places[2]), day);
  }

  private static int month(char[] c, int from) {
    String start = new String(c, from, SHORT);
    for (int i = 0; i < NAMES.size(); i++) {
      if (NAMES.get(i).startsWith(start)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static int orders(char[] c, int from, int to, int whenShort, int whenFull) {
    if (to - from < SHORT || month(c, from) == 0) {
      return 0;
    }
    String name = NAMES.get(month(c, from) - 1);
    return (to - from == SHORT ? whenShort : 0)
        | (name.contentEquals(new String(c, from, to - from)) ? whenFull : 0);
  }

  private static int letters(char[] c, int from, int to) {
    int at = from;
    while (at < to && isLetter(c[at])) {
      at++;
    }
    return at;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Matches the texts that are dates in this manner, if the calendar has them. */
  static String pattern() {
    return dayFirst() + "|" + monthFirst();
  }

  private static String dayFirst() {
    return "[0-9]{1,2}( " + month() + " |-" + month() + "-)[0-9]{4}" + CLOCK;
  }

  /** Those of them that begin with a letter. */
  static String monthFirst() {
    return month() + " [0-9]{1,2}, [0-9]{4}" + CLOCK;
  }

  private static String month() {
    String all =
        NAMES.stream()
            .flatMap(name -> Arrays.asList(name, name.substring(0, SHORT)).stream())
            .distinct()
            .collect(Collectors.joining("|"));
    return "(" + all + ")";
  }

  /** The SQL of the forms of a text that {@link #pattern} matches. */
  static String sql(String c) {
    String clock = "regexp_extract(" + c + ", ' [0-9:]{5,8}$')";
    String name = "regexp_extract(" + c + ", '[A-Za-z]+')";
    String orders =
        "CASE WHEN %1$s < 'A' THEN %2$s ELSE %3$s END"
            .formatted(
                c,
                orders(name, DateStyle.DAY_SHORT, DateStyle.DAY_FULL),
                orders(name, DateStyle.MONTH_SHORT, DateStyle.MONTH_FULL));
    String separator =
        "CASE WHEN contains(%s, '-') THEN %d ELSE %d END"
            .formatted(c, DateStyle.DASH, DateStyle.SPACE);
    String clocks =
        "CASE length(%s) WHEN 0 THEN %d WHEN 6 THEN %d ELSE %d END"
            .formatted(clock, DateStyle.NO_CLOCK, DateStyle.MINUTES, DateStyle.SECONDS);
    return "CASE WHEN %s IS NULL THEN 0 ELSE (%d | %s | %s | %s) END"
        .formatted(day(c), TextForms.AMBIGUOUS_DATE, orders, separator, clocks);
  }

  private static String orders(String name, int whenShort, int whenFull) {
    return "CASE WHEN %s = 'May' THEN %d WHEN length(%1$s) = 3 THEN %d ELSE %d END"
        .formatted(name, whenShort | whenFull, whenShort, whenFull);
  }

  /** The SQL of the day that a text is, null where it is none. */
  private static String day(String c) {
    String plain =
        "regexp_replace(replace(replace(" + c + ", '-', ' '), ',', ''), ' [0-9:]{5,8}$', '')";
    String words = "regexp_replace(%s, '([A-Za-z]{3})[a-z]*', '\\1')".formatted(plain);
    return "try_strptime(" + words + ", ['%d %b %Y', '%b %d %Y'])";
  }
}
