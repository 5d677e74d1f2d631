package dev.leat.connect.postgres;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The types of columns: as PostgreSQL writes them, as DuckDB does, and which holds which.
 *
 * <p>JSON is {@code json}, not {@code jsonb}: it keeps digits, order and repeated fields as they
 * came, and takes the escape of U+0000. Lists are arrays.
 */
final class Types {
  private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");
  private static final String HUGE = "numeric(39,0)";
  private static final int DIGITS_MAX = 38;
  private static final Map<Simple, Integer> DIGITS =
      Map.of(Simple.BIGINT, 19, Simple.HUGEINT, DIGITS_MAX, Simple.DOUBLE, DIGITS_MAX);

  private Types() {}

  /** As {@code format_type} writes it. */
  static String write(ColumnType type) {
    return switch (type) {
      case Decimal decimal -> "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
      case ListOf list -> write(list.element()) + "[]";
      case Simple simple ->
          switch (simple) {
            case BOOLEAN -> "boolean";
            case BIGINT -> "bigint";
            case HUGEINT -> HUGE;
            case DOUBLE -> "double precision";
            case DATE -> "date";
            case TIME -> "time without time zone";
            case TIMESTAMP -> "timestamp without time zone";
            case TIMESTAMPTZ -> "timestamp with time zone";
            case TEXT -> "text";
            case JSON -> "json";
            case BYTES -> "bytea";
          };
    };
  }

  /** Reads what {@link #write} writes; empty for types that somebody else has chosen. */
  static Optional<ColumnType> parse(String type) {
    if (type.endsWith("[]")) {
      return parse(type.substring(0, type.length() - 2))
          .filter(element -> !(element instanceof ListOf))
          .map(ListOf::new);
    }
    for (Simple simple : Simple.values()) {
      if (write(simple).equals(type)) {
        return Optional.of(simple);
      }
    }
    Matcher numeric = NUMERIC.matcher(type);
    if (!numeric.matches()) {
      return Optional.empty();
    }
    int precision = Integer.parseInt(numeric.group(1));
    int scale = Integer.parseInt(numeric.group(2));
    return precision > DIGITS_MAX || scale > precision
        ? Optional.empty()
        : Optional.of(new Decimal(precision, scale));
  }

  /** As DuckDB writes it. */
  static String duckDb(ColumnType type) {
    return switch (type) {
      case Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case ListOf list -> duckDb(list.element()) + "[]";
      case Simple simple ->
          switch (simple) {
            case BOOLEAN, BIGINT, HUGEINT, DOUBLE, DATE, TIME, TIMESTAMP, JSON -> simple.name();
            case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
            case TEXT -> "VARCHAR";
            case BYTES -> "BLOB";
          };
    };
  }

  /** The narrowest type that holds both; text where the two have nothing in common. */
  static ColumnType join(ColumnType a, ColumnType b) {
    if (a.equals(b)) {
      return a;
    }
    if (isNumber(a) && isNumber(b)) {
      return joinNumbers(a, b);
    }
    if (Set.of(a, b).equals(Set.of(Simple.DATE, Simple.TIMESTAMP))) {
      return Simple.TIMESTAMP;
    }
    boolean json = a == Simple.JSON || b == Simple.JSON;
    return json && a != Simple.TEXT && b != Simple.TEXT ? Simple.JSON : Simple.TEXT;
  }

  /**
   * Whether a column can hold what it has and what comes as the files say it.
   *
   * <p>What comes is read with what an earlier load has learnt. Where that is less than the table
   * knows, it must not be turned into texts; and numbers with more digits than any exact type has
   * are exact on neither side.
   */
  static boolean isFaithfulJoin(ColumnType existing, ColumnType wanted) {
    ColumnType join = join(existing, wanted);
    boolean rounds = join == Simple.DOUBLE && !existing.equals(join) && !wanted.equals(join);
    return !rounds && isFaithful(existing, join) && isFaithful(wanted, join);
  }

  /**
   * Whether converting a column gives what reading its files again would: text made of a decimal,
   * of a date or of a boolean need not be the text that a file had.
   */
  private static boolean isFaithful(ColumnType from, ColumnType to) {
    boolean plain = from.equals(to) || from == Simple.BIGINT || from == Simple.HUGEINT;
    boolean text = to == Simple.TEXT || to == Simple.JSON;
    return text ? plain : from.equals(to) || !(to instanceof ListOf);
  }

  private static boolean isNumber(ColumnType type) {
    return type instanceof Decimal || (type instanceof Simple simple && DIGITS.containsKey(simple));
  }

  private static ColumnType joinNumbers(ColumnType a, ColumnType b) {
    if (a == Simple.DOUBLE || b == Simple.DOUBLE) {
      return Simple.DOUBLE;
    }
    if (a instanceof Simple && b instanceof Simple) {
      return Simple.HUGEINT;
    }
    int scale = Math.max(scale(a), scale(b));
    int whole = Math.max(digits(a) - scale(a), digits(b) - scale(b));
    return whole + scale > DIGITS_MAX ? Simple.DOUBLE : new Decimal(whole + scale, scale);
  }

  private static int scale(ColumnType type) {
    return type instanceof Decimal decimal ? decimal.scale() : 0;
  }

  private static int digits(ColumnType type) {
    return type instanceof Decimal decimal
        ? decimal.precision()
        : type instanceof Simple simple ? DIGITS.getOrDefault(simple, 0) : 0;
  }
}
