package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;

/** The SQL that tells what the texts of a CSV column could be. */
final class CsvTypes {
  private static final String WHOLE = "-?(0|[1-9][0-9]*)";
  private static final String NUMBER = WHOLE + "\\.[0-9]+";
  private static final String EXPONENT = WHOLE + "(\\.[0-9]+)?[eE][+-]?[0-9]{1,3}";
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?";
  private static final String ZONE = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)";
  private static final int LONG_DIGITS = 18;

  private CsvTypes() {}

  /** Five aggregates over a column, in the order of {@link Scalars}' components. */
  static String evidence(String c) {
    String whole = "length(regexp_extract(" + c + ", '^-?0?([0-9]*)', 1))";
    String fraction = "length(regexp_extract(" + c + ", '\\.([0-9]+)$', 1))";
    String digits = "length(ltrim(replace(replace(" + c + ", '-', ''), '.', ''), '0'))";
    String number = matches(c, WHOLE + "(\\.[0-9]+)?");
    String point = matches(c, NUMBER);
    return String.join(
        ", ",
        "coalesce(bit_or(" + kind(c) + "), 0)",
        "coalesce(max(CASE WHEN " + number + " THEN " + whole + " END), 0)",
        "coalesce(max(CASE WHEN " + point + " THEN " + fraction + " END), 0)",
        "coalesce(max(CASE WHEN " + point + " THEN " + digits + " END), 0)",
        "coalesce(bit_and(CASE WHEN "
            + kind(c)
            + " = "
            + Scalars.TEXT
            + " THEN "
            + forms(c)
            + " END), "
            + TextForms.ALL
            + ")");
  }

  private static String kind(String c) {
    int big = Scalars.INTEGER | Scalars.BIG;
    return "CASE WHEN "
        + c
        + " IS NULL THEN "
        + Scalars.NULL
        + " WHEN "
        + matches(c, WHOLE)
        + " THEN CASE WHEN length("
        + c
        + ") <= "
        + LONG_DIGITS
        + " OR try_cast("
        + c
        + " AS BIGINT) IS NOT NULL THEN "
        + Scalars.INTEGER
        + " ELSE "
        + big
        + " END"
        + " WHEN "
        + matches(c, NUMBER)
        + " THEN CASE WHEN length("
        + c
        + ") <= 39 THEN "
        + Scalars.DECIMAL
        + " ELSE "
        + Scalars.TEXT
        + " END"
        + " WHEN "
        + matches(c, EXPONENT)
        + " AND isfinite(try_cast("
        + c
        + " AS DOUBLE)) THEN "
        + Scalars.FLOAT
        + " WHEN "
        + isBoolean(c)
        + " THEN "
        + Scalars.BOOLEAN
        + " ELSE "
        + Scalars.TEXT
        + " END";
  }

  private static String forms(String c) {
    return "CASE WHEN "
        + isForm(c, DAY, "DATE")
        + " THEN "
        + TextForms.DATE
        + " WHEN "
        + isForm(c, CLOCK, "TIME")
        + " THEN "
        + TextForms.TIME
        + " WHEN "
        + isForm(c, DAY + "[T ]" + CLOCK, "TIMESTAMP")
        + " THEN "
        + TextForms.TIMESTAMP
        + " WHEN "
        + isForm(c, DAY + "[T ]" + CLOCK + ZONE, "TIMESTAMPTZ")
        + " THEN "
        + TextForms.TIMESTAMPTZ
        + " WHEN "
        + matches(c, "[0-9]{2}([/.])[0-9]{2}[/.][0-9]{4}")
        + " THEN "
        + TextForms.AMBIGUOUS_DATE
        + " ELSE "
        + TextForms.NONE
        + " END";
  }

  /** Whether a text can be cast to a type without changing its value. */
  static String fits(String c, ColumnType type) {
    return switch (type) {
      case Decimal decimal -> fits(c, decimal);
      case ColumnType.ListOf list -> "false";
      case ColumnType.Simple simple -> fits(c, simple);
    };
  }

  private static String fits(String c, Decimal type) {
    int whole = type.precision() - type.scale();
    String digits = whole == 0 ? "0" : "0*[0-9]{0," + whole + "}";
    return matches(c, "-?" + digits + "(\\.[0-9]{0," + type.scale() + "}0*)?");
  }

  private static String fits(String c, ColumnType.Simple type) {
    return switch (type) {
      case TEXT, BYTES -> "true";
      case BOOLEAN -> isBoolean(c);
      case BIGINT -> isForm(c, "-?[0-9]+", "BIGINT");
      case HUGEINT -> isForm(c, "-?[0-9]+", "HUGEINT");
      case DOUBLE -> "(try_cast(" + c + " AS DOUBLE) IS NOT NULL)";
      case DATE -> isForm(c, DAY, "DATE");
      case TIME -> isForm(c, CLOCK, "TIME");
      case TIMESTAMP -> isForm(c, DAY + "([T ]" + CLOCK + ")?", "TIMESTAMP");
      case TIMESTAMPTZ -> isForm(c, DAY + "([T ]" + CLOCK + ZONE + "?)?", "TIMESTAMPTZ");
      case JSON -> "json_valid(" + c + ")";
    };
  }

  private static String isBoolean(String c) {
    return "lower(" + c + ") IN ('true', 'false')";
  }

  private static String isForm(String c, String pattern, String type) {
    return "(" + matches(c, pattern) + " AND try_cast(" + c + " AS " + type + ") IS NOT NULL)";
  }

  private static String matches(String c, String pattern) {
    return "regexp_full_match(" + c + ", " + Sql.text(pattern) + ")";
  }
}
