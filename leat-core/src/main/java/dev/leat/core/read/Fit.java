package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.core.JsonToken;

/** Whether a type can hold one value without changing it. */
final class Fit {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
  private static final int HUGE_BITS = 127;
  private static final int LONG_BITS = 63;
  private static final int LENGTH_MAX = 1_000;

  private Fit() {}

  static boolean of(ColumnType type, JsonToken token, String text) {
    return switch (type) {
      case ColumnType.ListOf list -> false;
      case Decimal decimal -> isNumber(token, text) && fits(decimal, new BigDecimal(text));
      case ColumnType.Simple simple -> of(simple, token, text);
    };
  }

  private static boolean of(ColumnType.Simple type, JsonToken token, String text) {
    int forms = token == JsonToken.VALUE_STRING ? TextForms.of(text) : TextForms.NONE;
    return switch (type) {
      case TEXT, JSON -> true;
      case BYTES -> token == JsonToken.VALUE_STRING;
      case BOOLEAN -> !token.isNumeric() && (text.equals("true") || text.equals("false"));
      case BIGINT -> isNumber(token, text) && isWhole(text, LONG_BITS);
      case HUGEINT -> isNumber(token, text) && isWhole(text, HUGE_BITS);
      case DOUBLE -> isNumber(token, text) && Double.isFinite(Double.parseDouble(text));
      case DATE -> forms == TextForms.DATE;
      case TIME -> forms == TextForms.TIME;
      case TIMESTAMP -> (forms & (TextForms.DATE | TextForms.TIMESTAMP)) != 0;
      case TIMESTAMPTZ ->
          (forms & (TextForms.DATE | TextForms.TIMESTAMP | TextForms.TIMESTAMPTZ)) != 0;
    };
  }

  private static boolean isNumber(JsonToken token, String text) {
    return (token.isNumeric() || token == JsonToken.VALUE_STRING)
        && text.length() <= LENGTH_MAX
        && NUMBER.matcher(text).matches();
  }

  private static boolean isWhole(String text, int bits) {
    var value = new BigDecimal(text);
    if (value.signum() != 0 && value.precision() - value.scale() > Numbers.DIGITS_MAX + 1) {
      return false;
    }
    try {
      BigInteger whole = value.toBigIntegerExact();
      return whole.bitLength() <= bits;
    } catch (ArithmeticException fractional) {
      return false;
    }
  }

  private static boolean fits(Decimal type, BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.scale() <= type.scale()
        && shortest.precision() - shortest.scale() <= type.precision() - type.scale();
  }
}
