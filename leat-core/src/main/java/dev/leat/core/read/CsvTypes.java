package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The SQL that tells what the texts of a CSV column could be. */
final class CsvTypes {
  /** How many values a column's {@link #evidence} is. */
  static final int PARTS = 4;

  private static final String WHOLE = "-?(0|[1-9][0-9]*)";
  private static final String NUMBER = WHOLE + "\\.[0-9]+";
  private static final String EXPONENT = WHOLE + "(\\.[0-9]+)?[eE][+-]?[0-9]{1,3}";
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?";
  private static final String ZONE = "(Z|[+-][0-9]{2}(:?[0-9]{2})?)";
  private static final int NUMBERS = Scalars.INTEGER | Scalars.BIG | Scalars.DECIMAL;
  private static final int FORMS_SHIFT = 16;
  private static final int KINDS = (1 << FORMS_SHIFT) - 1;

  private CsvTypes() {}

  /** Four aggregates over a column, for {@link #scalars}. */
  static String evidence(String c) {
    String digits = "strlen(" + number(c) + ")";
    String point = point(c);
    return """
    coalesce(bit_or(%1$s), 0), coalesce(max(coalesce(%2$s - 1, %3$s)), 0),
    coalesce(max(%3$s - %2$s), 0),
    coalesce(max(CASE WHEN %2$s > 1 THEN %3$s - 1
      WHEN %2$s = 1 THEN strlen(ltrim(%4$s, '.0')) END), 0)\
    """
        .formatted(traits(c), point, digits, number(c));
  }

  /** Reads what {@link #evidence} asked for, from a result's column on. */
  static Scalars scalars(ResultSet row, int column) throws SQLException {
    long traits = row.getLong(column);
    return new Scalars(
        (int) traits & KINDS,
        row.getInt(column + 1),
        row.getInt(column + 2),
        row.getInt(column + 3),
        TextForms.ALL & ~(int) (traits >> FORMS_SHIFT));
  }

  /**
   * The relation that {@link #evidence} stands on, of one that has the columns. Each question is
   * asked once: what a value is, what of a number is left without sign and leading zeros, and where
   * in that its point is.
   */
  static String traits(List<String> columns, String from) {
    String withTraits = select(columns, c -> c + ", " + traitsOf(c) + " AS " + traits(c), from);
    String withNumbers =
        select(
            columns,
            c ->
                "%1$s, CASE WHEN (%1$s & %2$d) <> 0 THEN ltrim(%3$s, '-0') END AS %4$s"
                    .formatted(traits(c), NUMBERS, c, number(c)),
            withTraits);
    return select(
        columns,
        c ->
            "%1$s, %2$s, CASE WHEN %1$s = %3$d THEN instr(%2$s, '.') END AS %4$s"
                .formatted(traits(c), number(c), Scalars.DECIMAL, point(c)),
        withNumbers);
  }

  private static String select(List<String> columns, UnaryOperator<String> what, String from) {
    return columns.stream().map(what).collect(Collectors.joining(", ", "(SELECT ", " FROM "))
        + from
        + ")";
  }

  private static String traits(String c) {
    return c + "_traits";
  }

  private static String number(String c) {
    return c + "_number";
  }

  private static String point(String c) {
    return c + "_point";
  }

  /**
   * A value's kind and, above it, the forms that a text does not have. No value is of two kinds or
   * forms, so the order of the questions is free: cheap ones and frequent answers come first.
   */
  private static String traitsOf(String c) {
    int big = Scalars.INTEGER | Scalars.BIG;
    return cases(
        c + " IS NULL",
        Scalars.NULL,
        "("
            + c
            + " >= 'A' AND "
            + c
            + " < 'T' AND strlen("
            + c
            + ") BETWEEN 11 AND 28 AND contains("
            + c
            + ", ', ') AND "
            + matches(c, NamedMonths.monthFirst())
            + ")",
        named(c),
        // begins neither with a digit nor with a minus
        "(" + c + " < '-' OR " + c + " >= ':') AND NOT " + isBoolean(c),
        text(TextForms.NONE),
        "strlen(" + c + ") = 10 AND " + isForm(c, DAY, "DATE"),
        text(TextForms.DATE),
        "strlen(" + c + ") >= 19 AND " + isForm(c, DAY + "[T ]" + CLOCK, "TIMESTAMP"),
        text(TextForms.TIMESTAMP),
        "CAST(try_cast(" + c + " AS BIGINT) AS VARCHAR) = " + c,
        Scalars.INTEGER,
        matches(c, NUMBER) + " AND strlen(" + c + ") <= 39",
        Scalars.DECIMAL,
        isForm(c, DAY + "[T ]" + CLOCK + ZONE, "TIMESTAMPTZ"),
        text(TextForms.TIMESTAMPTZ),
        isForm(c, CLOCK, "TIME"),
        text(TextForms.TIME),
        isBoolean(c),
        Scalars.BOOLEAN,
        c + " = '-0'",
        Scalars.INTEGER,
        matches(c, WHOLE),
        big,
        matches(c, EXPONENT) + " AND isfinite(try_cast(" + c + " AS DOUBLE))",
        Scalars.FLOAT,
        matches(c, DateStyle.pattern()),
        styled(c),
        matches(c, NamedMonths.pattern()),
        named(c),
        "true",
        text(TextForms.NONE));
  }

  /** A CASE of conditions, each with its result. */
  private static String cases(Object... conditionsAndResults) {
    var cases = new StringBuilder("CASE");
    for (int i = 0; i < conditionsAndResults.length; i += 2) {
      cases.append(" WHEN ").append(conditionsAndResults[i]);
      cases.append(" THEN ").append(conditionsAndResults[i + 1]);
    }
    return cases.append(" END").toString();
  }

  private static long text(int forms) {
    return Scalars.TEXT | (long) (TextForms.ALL & ~forms) << FORMS_SHIFT;
  }

  private static String named(String c) {
    return lacking(NamedMonths.sql(c));
  }

  /** The traits of a text, of the SQL of its forms. */
  private static String lacking(String forms) {
    return "(%d | (CAST(%d & ~(%s) AS BIGINT) << %d))"
        .formatted(Scalars.TEXT, TextForms.ALL, forms, FORMS_SHIFT);
  }

  /** A text that looks like a date and is in no calendar has no form at all. */
  private static String styled(String c) {
    int orders = DateStyle.DAY_FIRST | DateStyle.MONTH_FIRST | DateStyle.YEAR_FIRST;
    String forms = DateStyle.forms(c);
    return "CASE WHEN (%s & %d) = 0 THEN %d ELSE %s END"
        .formatted(forms, orders, text(TextForms.NONE), lacking(forms));
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
    return "(strlen(" + c + ") IN (4, 5) AND lower(" + c + ") IN ('true', 'false'))";
  }

  private static String isForm(String c, String pattern, String type) {
    return "(" + matches(c, pattern) + " AND try_cast(" + c + " AS " + type + ") IS NOT NULL)";
  }

  private static String matches(String c, String pattern) {
    return "regexp_full_match(" + c + ", " + Sql.text(pattern) + ")";
  }
}
