package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_CURSOR_UNUSABLE;

import dev.leat.api.LeatException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the field that tells how new a record is; compared to the last digit.
 *
 * @param text as it was written
 * @param number of a time the seconds since 1970, of a text zero
 */
record CursorValue(String text, Kind kind, BigDecimal number) {
  enum Kind {
    TIME,
    NUMBER,
    TEXT
  }

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)(?:[T"
              + " ](\\d\\d:\\d\\d)(?::(\\d\\d)(?:[.,](\\d+))?)?\\s?(Z|[-+]\\d\\d(?::?\\d\\d)?)?)?");
  private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");

  /** Takes a text for what it looks like. */
  static CursorValue of(String text) {
    if (NUMBER.matcher(text).matches()) {
      return new CursorValue(text, Kind.NUMBER, new BigDecimal(text));
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      try {
        return new CursorValue(text, Kind.TIME, seconds(time));
      } catch (DateTimeException noSuchTime) {
        return new CursorValue(text, Kind.TEXT, BigDecimal.ZERO);
      }
    }
    return new CursorValue(text, Kind.TEXT, BigDecimal.ZERO);
  }

  /** Takes it for a text whatever it looks like. */
  static CursorValue text(String text) {
    return new CursorValue(text, Kind.TEXT, BigDecimal.ZERO);
  }

  private static BigDecimal seconds(Matcher time) {
    LocalDateTime plain = plain(time);
    BigDecimal whole = BigDecimal.valueOf(plain.toEpochSecond(offset(time)));
    String fraction = time.group(4);
    return fraction == null ? whole : whole.add(new BigDecimal("0." + fraction));
  }

  private static LocalDateTime plain(Matcher time) {
    LocalDate day = LocalDate.parse(time.group(1));
    if (time.group(2) == null) {
      return day.atStartOfDay();
    }
    String second = time.group(3) == null ? "00" : time.group(3);
    return day.atTime(LocalTime.parse(time.group(2) + ":" + second));
  }

  /** A time without an offset is taken for UTC. */
  private static ZoneOffset offset(Matcher time) {
    String offset = time.group(5);
    return offset == null ? ZoneOffset.UTC : ZoneOffset.of(offset);
  }

  /**
   * Whether it is newer.
   *
   * @throws LeatException where the two are of different kinds
   */
  int compare(CursorValue other) {
    if (kind != other.kind) {
      throw new LeatException(
          REST_CURSOR_UNUSABLE,
          "the cursor's values '" + text + "' and '" + other.text + "' cannot be compared",
          "write type: text under 'cursor' if they are to be compared as texts, or choose another"
              + " field");
    }
    return kind == Kind.TEXT ? text.compareTo(other.text) : number.compareTo(other.number);
  }

  /** So much earlier, in the same form; texts stay as they are. */
  CursorValue minus(Duration lag) {
    if (lag.isZero() || kind == Kind.TEXT) {
      return this;
    }
    if (kind == Kind.NUMBER) {
      boolean millis = number.abs().compareTo(MILLIS_FROM) >= 0;
      long amount = millis ? lag.toMillis() : lag.toSeconds();
      return of(number.subtract(BigDecimal.valueOf(amount)).toPlainString());
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalStateException(text + " was a time");
    }
    return of(write(time, plain(time).minus(lag)));
  }

  private static String write(Matcher time, LocalDateTime earlier) {
    if (time.group(2) == null) {
      return earlier.toLocalDate().toString();
    }
    String seconds = String.format(Locale.ROOT, "%02d", earlier.getSecond());
    String fraction = time.group(4) == null ? "" : "." + time.group(4);
    String offset = time.group(5) == null ? "" : time.group(5);
    return earlier.toLocalDate()
        + "T"
        + earlier.toLocalTime().withSecond(0).withNano(0)
        + ":"
        + seconds
        + fraction
        + offset;
  }
}
