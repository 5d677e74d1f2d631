package dev.leat.connect.duckdb;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of columns, as DuckDB writes them. */
final class Types {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
  private static final int DIGITS_MAX = 38;

  private Types() {}

  static String write(ColumnType type) {
    return switch (type) {
      case Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case ListOf list -> write(list.element()) + "[]";
      case Simple simple ->
          switch (simple) {
            case BOOLEAN, BIGINT, HUGEINT, DOUBLE, DATE, TIME, TIMESTAMP, JSON -> simple.name();
            case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
            case TEXT -> "VARCHAR";
            case BYTES -> "BLOB";
          };
    };
  }

  /**
   * The narrowest type that holds what is in a column and what is to come; text where the two have
   * nothing in common.
   */
  static String join(String existing, String wanted) {
    if (existing.equals(wanted)) {
      return existing;
    }
    Optional<Integer> digits = digits(existing);
    if (digits.isPresent() && digits(wanted).isPresent()) {
      return joinNumbers(existing, wanted);
    }
    if (Set.of(existing, wanted).equals(Set.of("DATE", "TIMESTAMP"))) {
      return "TIMESTAMP";
    }
    return wanted.equals("JSON") && !existing.equals("VARCHAR") ? "JSON" : "VARCHAR";
  }

  /**
   * Whether converting a column gives what reading its files again would: text made of a decimal,
   * of a date or of a boolean need not be the text that a file had.
   */
  static boolean isFaithful(String from, String to) {
    return switch (to) {
      case "VARCHAR", "JSON" -> from.equals(to) || Set.of("BIGINT", "HUGEINT").contains(from);
      default -> !to.endsWith("[]");
    };
  }

  /**
   * Whether a column can hold what it has and what comes as the files say it.
   *
   * <p>What comes is read with what an earlier load has learnt. Where that is less than the table
   * knows, it must not be turned into texts; and numbers with more digits than any exact type has
   * are exact on neither side.
   */
  static boolean isFaithfulJoin(String existing, String wanted) {
    String join = join(existing, wanted);
    boolean rounds =
        join.equals("DOUBLE") && !existing.equals("DOUBLE") && !wanted.equals("DOUBLE");
    return !rounds
        && (join.equals(existing) || isFaithful(existing, join))
        && (join.equals(wanted) || isFaithful(wanted, join));
  }

  /** Whether a value has the same canonical text in both types. */
  static boolean isSteady(String a, String b) {
    return a.equals(b) || (isExact(a) && isExact(b));
  }

  private static boolean isExact(String type) {
    return !type.equals("DOUBLE") && digits(type).isPresent();
  }

  /** How to make a column's values those of a wider type. */
  static String convert(String expression, String from, String to) {
    return to.equals("JSON") && !from.equals("JSON")
        ? "to_json(" + expression + ")"
        : "CAST(" + expression + " AS " + to + ")";
  }

  private static String joinNumbers(String a, String b) {
    if (a.equals("DOUBLE") || b.equals("DOUBLE")) {
      return "DOUBLE";
    }
    if (scale(a) == 0 && scale(b) == 0 && !DECIMAL.matcher(a + b).find()) {
      return "HUGEINT";
    }
    int scale = Math.max(scale(a), scale(b));
    int whole = Math.max(whole(a), whole(b));
    return whole + scale > DIGITS_MAX ? "DOUBLE" : "DECIMAL(" + (whole + scale) + "," + scale + ")";
  }

  private static int whole(String type) {
    return digits(type).orElseThrow() - scale(type);
  }

  private static int scale(String type) {
    Matcher decimal = DECIMAL.matcher(type);
    return decimal.matches() ? Integer.parseInt(decimal.group(2)) : 0;
  }

  private static Optional<Integer> digits(String type) {
    Matcher decimal = DECIMAL.matcher(type);
    if (decimal.matches()) {
      return Optional.of(Integer.valueOf(decimal.group(1)));
    }
    return switch (type) {
      case "TINYINT", "UTINYINT" -> Optional.of(3);
      case "SMALLINT", "USMALLINT" -> Optional.of(5);
      case "INTEGER", "UINTEGER" -> Optional.of(10);
      case "BIGINT" -> Optional.of(19);
      case "HUGEINT", "DOUBLE" -> Optional.of(DIGITS_MAX);
      default -> Optional.empty();
    };
  }
}
