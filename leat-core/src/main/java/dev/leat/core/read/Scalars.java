package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.Simple;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known of all plain values of one field, enough to name the narrowest type for them.
 *
 * <p>Each component merges by union, maximum or intersection, so evidence adds up to the same
 * whatever its order and however often it is seen.
 *
 * @param kinds which kinds of values there were
 * @param whole most digits before the point
 * @param fraction most digits after the point, as written
 * @param significant most digits of a number with a point, leading zeros aside
 * @param forms which {@link TextForms} every text had
 */
record Scalars(int kinds, int whole, int fraction, int significant, int forms) {
  static final int NULL = 1;
  static final int BOOLEAN = 1 << 1;
  static final int INTEGER = 1 << 2;

  /** A whole number beyond 64 bits. */
  static final int BIG = 1 << 3;

  static final int DECIMAL = 1 << 4;

  /** Written with an exponent, or beyond 38 digits. */
  static final int FLOAT = 1 << 5;

  static final int TEXT = 1 << 6;
  static final int BYTES = 1 << 7;

  /** A number that DuckDB, asked for its text, would write otherwise. */
  static final int RESTYLED = 1 << 8;

  static final Scalars NONE = new Scalars(0, 0, 0, 0, TextForms.ALL);

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,99})(\\.[0-9]{1,99})?([eE][+-]?[0-9]{1,3})?");
  private static final int VALUES = BOOLEAN | INTEGER | BIG | DECIMAL | FLOAT | TEXT | BYTES;
  private static final int NUMBERS = INTEGER | BIG | DECIMAL | FLOAT;
  private static final int LONG_DECIMAL = 18;
  private static final int DIGITS_MAX = 38;

  /** Digits that survive a double: as a whole number, and as a number with a point. */
  private static final int DOUBLE_WHOLE = 15;

  private static final int DOUBLE_SIGNIFICANT = 17;

  /** The evidence of one text. */
  static Scalars ofText(String text) {
    return new Scalars(TEXT, 0, 0, 0, TextForms.of(text));
  }

  /** The evidence of a number, empty where the text is none. */
  static Optional<Scalars> ofNumber(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    char[] c = text.toCharArray();
    if (text.matches("-?[0-9]+")) {
      int digits = text.startsWith("-") ? c.length - 1 : c.length;
      int big = Numbers.fitsLong(c, 0, c.length) ? 0 : BIG;
      return Optional.of(new Scalars(INTEGER | big, digits, 0, 0, TextForms.ALL));
    }
    Numbers number = Numbers.of(c, 0, c.length);
    return Optional.of(
        new Scalars(
            number.kinds() & ~RESTYLED,
            number.whole(),
            number.fraction(),
            number.significant(),
            TextForms.ALL));
  }

  Scalars merge(Scalars other) {
    return new Scalars(
        kinds | other.kinds,
        Math.max(whole, other.whole),
        Math.max(fraction, other.fraction),
        Math.max(significant, other.significant),
        forms & other.forms);
  }

  boolean has(int kind) {
    return (kinds & kind) != 0;
  }

  /** Whether there is a value other than null. */
  boolean seen() {
    return has(VALUES);
  }

  /** Whether the text of a number would not survive {@code json_transform} to text. */
  boolean restyled() {
    return has(RESTYLED);
  }

  /** Empty where only nulls were seen. */
  Optional<ColumnType> type() {
    int values = kinds & VALUES;
    if (values == 0) {
      return Optional.empty();
    }
    return Optional.of(
        switch (values) {
          case BOOLEAN -> Simple.BOOLEAN;
          case BYTES -> Simple.BYTES;
          case TEXT -> TextForms.type(forms);
          default -> (values & ~NUMBERS) == 0 ? number() : Simple.TEXT;
        });
  }

  /** How all texts write dates that are not ISO's, where there is one such way. */
  Optional<DateStyle> style() {
    return (kinds & VALUES) == TEXT && forms != TextForms.ALL
        ? DateStyle.of(forms)
        : Optional.empty();
  }

  /** The same, its type decided for all data to come. */
  Scalars settled() {
    return new Scalars(kinds, whole, fraction, significant, TextForms.settled(forms));
  }

  /** Whether a declared type holds every value as it is. */
  boolean fit(ColumnType declared) {
    ColumnType own = type().orElse(declared);
    if ((own.equals(declared) && style().isEmpty())
        || declared == Simple.TEXT
        || declared == Simple.JSON) {
      return true;
    }
    if (style().isPresent()) {
      return false;
    }
    boolean exact = !has(VALUES & ~(INTEGER | BIG | DECIMAL));
    if (declared instanceof Decimal decimal) {
      return exact && fraction <= decimal.scale() && whole <= decimal.precision() - decimal.scale();
    }
    if (declared == Simple.DOUBLE) {
      return !has(VALUES & ~NUMBERS) && whole <= DOUBLE_WHOLE && significant <= DOUBLE_WHOLE;
    }
    return (declared == Simple.HUGEINT && own == Simple.BIGINT)
        || (declared == Simple.TIMESTAMP && own == Simple.DATE)
        || (declared == Simple.TIMESTAMPTZ && own == Simple.TIMESTAMP);
  }

  private ColumnType number() {
    if (has(FLOAT)) {
      return fitsDouble() ? Simple.DOUBLE : Simple.TEXT;
    }
    int digits = Math.max(1, whole + fraction);
    if (has(DECIMAL)) {
      if (digits <= DIGITS_MAX) {
        return new Decimal(digits <= LONG_DECIMAL ? LONG_DECIMAL : DIGITS_MAX, fraction);
      }
      return fitsDouble() ? Simple.DOUBLE : Simple.TEXT;
    }
    if (!has(BIG)) {
      return Simple.BIGINT;
    }
    return whole <= DIGITS_MAX ? Simple.HUGEINT : Simple.TEXT;
  }

  /** Whether a double would keep every value that was written without an exponent. */
  private boolean fitsDouble() {
    boolean integersFit = !has(INTEGER | BIG) || whole <= DOUBLE_WHOLE;
    return integersFit && significant <= DOUBLE_SIGNIFICANT;
  }
}
