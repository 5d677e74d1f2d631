package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;

/**
 * Recognises dates and times in texts: in ISO forms, and in those of {@link DateStyle}.
 *
 * <p>A text of the latter kind has {@link #AMBIGUOUS_DATE}, its separator, its clock and every
 * order of day, month and year that makes it a date; what all texts of a column share is its style.
 */
final class TextForms {
  static final int DATE = 1;
  static final int TIME = 2;
  static final int TIMESTAMP = 4;
  static final int TIMESTAMPTZ = 8;

  /** Like 01/02/2024: alone it does not say which is the day, so it stays text. */
  static final int AMBIGUOUS_DATE = 16;

  static final int NONE = 0;
  static final int ALL = DATE | TIME | TIMESTAMP | TIMESTAMPTZ | AMBIGUOUS_DATE | DateStyle.ALL;

  /** No longer text has any of them. */
  static final int LENGTH_MAX = 40;

  private static final int DATE_LENGTH = 10;
  private static final int FRACTION_MAX = 6;
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private TextForms() {}

  /** The type of a column of which every text had these forms. */
  static ColumnType type(int forms) {
    return switch (forms & ~AMBIGUOUS_DATE) {
      case DATE -> Simple.DATE;
      case TIME -> Simple.TIME;
      case TIMESTAMP -> Simple.TIMESTAMP;
      case TIMESTAMPTZ -> Simple.TIMESTAMPTZ;
      default -> DateStyle.of(forms).map(DateStyle::type).orElse(Simple.TEXT);
    };
  }

  /** The forms of a column whose type is decided: what stayed text will not become dates later. */
  static int settled(int forms) {
    boolean open = (forms & AMBIGUOUS_DATE) != 0 && DateStyle.of(forms).isEmpty();
    return open && forms != ALL ? AMBIGUOUS_DATE : forms;
  }

  static int of(String text) {
    return of(text.toCharArray(), 0, text.length());
  }

  static int of(char[] c, int from, int length) {
    int to = from + length;
    if (length < DateStyle.LENGTH_MIN || length > LENGTH_MAX) {
      return NONE;
    }
    if (!digit(c[from])) {
      return c[from] >= 'A' && c[from] <= 'S' && digit(c[to - 1])
          ? NamedMonths.forms(c, from, to)
          : NONE;
    }
    if (length >= 8 && c[from + 2] == ':') {
      return timeEnd(c, from, to) == to ? TIME : NONE;
    }
    if (length >= DATE_LENGTH && c[from + 4] == '-') {
      int iso = date(c, from, to);
      return iso == NONE ? DateStyle.forms(c, from, to) : iso;
    }
    return DateStyle.forms(c, from, to);
  }

  private static int date(char[] c, int from, int to) {
    if (!calendarDay(c, from)) {
      return NONE;
    }
    int at = from + DATE_LENGTH;
    if (at == to) {
      return DATE;
    }
    if (c[at] != 'T' && c[at] != ' ') {
      return NONE;
    }
    int end = timeEnd(c, at + 1, to);
    if (end == to) {
      return TIMESTAMP;
    }
    return end > 0 && zone(c, end, to) ? TIMESTAMPTZ : NONE;
  }

  private static boolean calendarDay(char[] c, int from) {
    if (c[from + 7] != '-') {
      return false;
    }
    return isDay(number(c, from, 4), number(c, from + 5, 2), number(c, from + 8, 2));
  }

  /** Whether the calendar has this day. */
  static boolean isDay(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || leap;
  }

  /** The end of {@code HH:MM:SS[.ffffff]}, or -1. */
  private static int timeEnd(char[] c, int from, int to) {
    if (to - from < 8 || c[from + 2] != ':' || c[from + 5] != ':') {
      return -1;
    }
    int hour = number(c, from, 2);
    int minute = number(c, from + 3, 2);
    int second = number(c, from + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return -1;
    }
    int end = from + 8;
    if (end == to || c[end] != '.') {
      return end;
    }
    int digits = end + 1;
    while (digits < to && digit(c[digits])) {
      digits++;
    }
    int count = digits - end - 1;
    return count >= 1 && count <= FRACTION_MAX ? digits : -1;
  }

  /** {@code Z}, {@code +02}, {@code +0200}, {@code +02:00}. */
  private static boolean zone(char[] c, int from, int to) {
    if (c[from] == 'Z') {
      return to == from + 1;
    }
    int length = to - from;
    if ((c[from] != '+' && c[from] != '-') || length < 3 || !upTo(c, from + 1, 15)) {
      return false;
    }
    return switch (length) {
      case 3 -> true;
      case 5 -> upTo(c, from + 3, 59);
      case 6 -> c[from + 3] == ':' && upTo(c, from + 4, 59);
      default -> false;
    };
  }

  private static boolean upTo(char[] c, int from, int max) {
    int number = number(c, from, 2);
    return number >= 0 && number <= max;
  }

  private static int number(char[] c, int from, int length) {
    int value = 0;
    for (int i = from; i < from + length; i++) {
      if (!digit(c[i])) {
        return -1;
      }
      value = value * 10 + c[i] - '0';
    }
    return value;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
