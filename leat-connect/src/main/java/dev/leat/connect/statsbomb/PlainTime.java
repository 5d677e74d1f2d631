package dev.leat.connect.statsbomb;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Reads {@code 2021-06-13T16:17:31.694} without a formatter, which costs ten times as much. */
final class PlainTime {
  private static final String FORM = "0000-00-00T00:00:00";
  private static final int NANO_DIGITS = 9;

  private PlainTime() {}

  /** Null where the text has any other form, even one that is a time. */
  static @Nullable LocalDateTime read(String text) {
    if (!hasForm(text)) {
      return null;
    }
    try {
      return LocalDateTime.of(
          number(text, 0, 4),
          number(text, 5, 7),
          number(text, 8, 10),
          number(text, 11, 13),
          number(text, 14, 16),
          number(text, 17, 19),
          nanos(text));
    } catch (DateTimeException noSuchTime) {
      return null;
    }
  }

  private static boolean hasForm(String text) {
    int fraction = text.length() - FORM.length() - 1;
    if (fraction < -1 || fraction == 0 || fraction > NANO_DIGITS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char glyph = text.charAt(i);
      char wanted = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : '0';
      boolean fits = wanted == '0' ? glyph >= '0' && glyph <= '9' : glyph == wanted;
      if (!fits && !(wanted == 'T' && glyph == ' ')) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static int nanos(String text) {
    int from = Math.min(FORM.length() + 1, text.length());
    int nanos = number(text, from, text.length());
    for (int digits = text.length() - from; digits < NANO_DIGITS; digits++) {
      nanos *= 10;
    }
    return nanos;
  }
}
