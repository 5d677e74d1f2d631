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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of the field that tells how new a record is; compared to the last digit.
 *
 * @param text as it was written
 * @param form how JSON has it
 * @param number of a time the seconds since 1970, of a text zero
 */
record CursorValue(String text, Form form, Kind kind, BigDecimal number) {
  /** What a request's JSON body has to say it in. */
  enum Form {
    TEXT,
    DIGITS;

    /** A number that JSON can write; anything else is a text. */
    static Form of(String text) {
      return JSON_NUMBER.matcher(text).matches() ? DIGITS : TEXT;
    }
  }

  enum Kind {
    TIME,
    NUMBER,
    TEXT
  }

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<day>\\d{4}-\\d\\d-\\d\\d)(?:(?<apart>[T ])(?<time>\\d\\d:\\d\\d)"
              + "(?::(?<second>\\d\\d)(?<fraction>[.,]\\d+)?)?"
              + "(?<blank>\\s?)(?<offset>Z|[-+]\\d\\d(?::?\\d\\d)?)?)?");

  /** From here on a number of seconds since 1970 is one of a thousandth of them. */
  private static final BigDecimal MILLIS_FROM = new BigDecimal("1e11");

  private static final BigDecimal MICROS_FROM = new BigDecimal("1e14");
  private static final BigDecimal NANOS_FROM = new BigDecimal("1e17");

  /** Takes a text for what it looks like. */
  static CursorValue of(String text, Form form) {
    if (NUMBER.matcher(text).matches()) {
      return new CursorValue(text, form, Kind.NUMBER, new BigDecimal(text));
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      try {
        return new CursorValue(text, form, Kind.TIME, seconds(time));
      } catch (DateTimeException noSuchTime) {
        return text(text, form);
      }
    }
    return text(text, form);
  }

  /** Takes it for a text whatever it looks like. */
  static CursorValue text(String text, Form form) {
    return new CursorValue(text, form, Kind.TEXT, BigDecimal.ZERO);
  }

  private static BigDecimal seconds(Matcher time) {
    LocalDateTime plain = plain(time);
    BigDecimal whole = BigDecimal.valueOf(plain.toEpochSecond(offset(time)));
    String fraction = time.group("fraction");
    return fraction == null ? whole : whole.add(new BigDecimal("0." + fraction.substring(1)));
  }

  private static LocalDateTime plain(Matcher time) {
    LocalDate day = LocalDate.parse(time.group("day"));
    if (time.group("time") == null) {
      return day.atStartOfDay();
    }
    String second = time.group("second") == null ? "00" : time.group("second");
    return day.atTime(LocalTime.parse(time.group("time") + ":" + second));
  }

  /** A time without an offset is taken for UTC. */
  private static ZoneOffset offset(Matcher time) {
    String offset = time.group("offset");
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
      return of(number.subtract(units(lag)).toPlainString(), form);
    }
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalStateException(text + " was a time");
    }
    return of(write(time, plain(time).minus(lag)), form);
  }

  /** In the unit of this number, which its size tells. */
  private BigDecimal units(Duration lag) {
    BigDecimal size = number.abs();
    if (size.compareTo(NANOS_FROM) >= 0) {
      return BigDecimal.valueOf(lag.toNanos());
    }
    if (size.compareTo(MICROS_FROM) >= 0) {
      return BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMicros(lag.toNanos()));
    }
    boolean millis = size.compareTo(MILLIS_FROM) >= 0;
    return BigDecimal.valueOf(millis ? lag.toMillis() : lag.toSeconds());
  }

  /** Exactly as it was written, for providers that take no other form. */
  private static String write(Matcher time, LocalDateTime earlier) {
    if (time.group("time") == null) {
      return earlier.toLocalDate().toString();
    }
    String minutes = earlier.toLocalTime().withSecond(0).withNano(0).toString();
    String second =
        time.group("second") == null
            ? ""
            : String.format(Locale.ROOT, ":%02d", earlier.getSecond());
    return earlier.toLocalDate()
        + time.group("apart")
        + minutes
        + second
        + Objects.requireNonNullElse(time.group("fraction"), "")
        + time.group("blank")
        + Objects.requireNonNullElse(time.group("offset"), "");
  }
}
