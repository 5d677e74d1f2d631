package dev.leat.connect.sql;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Decimal;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The canonical text of typed values, as DuckDB SQL: equal values have one, others another.
 *
 * <p>A value is a letter for its kind, the number of bytes of its text, a colon, and the text: a
 * reader always knows where it ends, so texts that follow one another cannot be mistaken for
 * others. Whole numbers and decimals are one kind, written without needless zeros: a column that
 * widens from the one to the other changes no text. docs/manual/vault.md has every kind, byte by
 * byte, with examples.
 */
public final class RowText {
  /** Stands for null. */
  static final String NULL = "~";

  private static final String MOMENT = "%Y-%m-%dT%H:%M:%S.%f";

  private static final String NUMBER = "0|-?[1-9][0-9]*|-?(0|[1-9][0-9]*)[.][0-9]*[1-9]";
  private static final String DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";

  private RowText() {}

  /**
   * The text of some values in the order given: that of a key.
   *
   * @param columns those that a table has; others of the key are null
   */
  public static String ofKey(List<Column> columns, List<String> key) {
    return key.stream()
        .map(
            name ->
                columns.stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .map(column -> orNull(keyForm(name(name), column.type())))
                    .orElse("'" + NULL + "'"))
        .collect(Collectors.joining(" || "));
  }

  /**
   * The text of a row: name and value of every column that is not null, in the order of the names'
   * bytes. So a column that is added changes no text of a row that has nothing in it.
   */
  public static String ofRow(List<Column> columns) {
    return ofRow(columns, column -> "");
  }

  /** The text of a row, columns without a value included, so that a new column changes it. */
  public static String ofWholeRow(List<Column> columns) {
    return ofRow(columns, column -> named(column.name()) + NULL);
  }

  /** One concatenation of all parts, which leaves nulls out: parts of parts take twice as long. */
  private static String ofRow(List<Column> columns, Function<Column, String> ofNull) {
    return columns.isEmpty()
        ? "''"
        : columns.stream()
            .sorted(Comparator.comparing(column -> bytes(column.name()), Arrays::compareUnsigned))
            .map(column -> parts(column, ofNull.apply(column)))
            .collect(Collectors.joining(", ", "concat(", ")"));
  }

  private static String parts(Column column, String ofNull) {
    String value = name(column.name());
    String text = text(value, column.type());
    return "CASE WHEN %1$s IS NULL THEN %2$s ELSE %3$s END, strlen(%4$s), CASE WHEN %1$s IS NOT NULL THEN ':' END, %4$s"
        .formatted(value, quoted(ofNull), quoted(named(column.name()) + kind(column.type())), text);
  }

  /** Whether a value has the same text in both types, wherever both hold it. */
  public static boolean isSteady(ColumnType from, ColumnType to) {
    return from.equals(to) || (isExact(from) && isExact(to));
  }

  private static boolean isExact(ColumnType type) {
    return type instanceof Decimal || type == Simple.BIGINT || type == Simple.HUGEINT;
  }

  private static String named(String column) {
    return "t" + bytes(column).length + ":" + column;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A value of a key keeps its text when its column becomes text, or a date a time, because of some
   * other value: a text that is a number, or a date, is written as one.
   */
  private static String keyForm(String value, ColumnType type) {
    if (type == Simple.TEXT) {
      return "CASE WHEN regexp_full_match(%1$s, '%2$s') THEN 'n' WHEN regexp_full_match(%1$s, '%3$s') THEN 'd' ELSE 't' END || %4$s"
          .formatted(value, NUMBER, DATE, measured(value));
    }
    return type == Simple.TIMESTAMP
        ? "CASE WHEN %s = date_trunc('day', %1$s) THEN %s ELSE %s END"
            .formatted(value, form("CAST(" + value + " AS DATE)", Simple.DATE), form(value, type))
        : form(value, type);
  }

  /** Null where the value is null. */
  private static String form(String value, ColumnType type) {
    return "'" + kind(type) + "' || " + measured(text(value, type));
  }

  private static String orNull(String form) {
    return "coalesce(" + form + ", '" + NULL + "')";
  }

  private static String measured(String text) {
    return "strlen(" + text + ") || ':' || " + text;
  }

  private static String kind(ColumnType type) {
    return switch (type) {
      case Decimal decimal -> "n";
      case ListOf list -> "l";
      case Simple simple -> kind(simple);
    };
  }

  private static String kind(Simple type) {
    return switch (type) {
      case BOOLEAN -> "b";
      case BIGINT, HUGEINT -> "n";
      case DOUBLE -> "f";
      case DATE -> "d";
      case TIME -> "h";
      case TIMESTAMP -> "s";
      case TIMESTAMPTZ -> "z";
      case TEXT -> "t";
      case JSON -> "j";
      case BYTES -> "x";
    };
  }

  private static String text(String value, ColumnType type) {
    return switch (type) {
      case Decimal decimal -> decimal(value, decimal);
      case ListOf list ->
          "array_to_string(list_transform(%s, lambda e: %s), '')"
              .formatted(value, orNull(form("e", list.element())));
      case Simple simple -> text(value, simple);
    };
  }

  private static String text(String value, Simple type) {
    return switch (type) {
      case BOOLEAN, BIGINT, HUGEINT, DOUBLE, DATE, JSON -> varchar(value);
      case TIME -> "strftime(DATE '2000-01-01' + " + value + ", '%H:%M:%S.%f')";
      case TIMESTAMP -> "strftime(" + value + ", '" + MOMENT + "')";
      case TIMESTAMPTZ -> "strftime(" + value + " AT TIME ZONE 'UTC', '" + MOMENT + "Z')";
      case TEXT -> value;
      case BYTES -> "lower(hex(" + value + "))";
    };
  }

  private static String decimal(String value, Decimal type) {
    String text = varchar(value);
    return type.scale() == 0
        ? text
        : "CASE WHEN %1$s LIKE '%%0' THEN rtrim(rtrim(%1$s, '0'), '.') ELSE %1$s END"
            .formatted(text);
  }

  private static String varchar(String value) {
    return "CAST(" + value + " AS VARCHAR)";
  }

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
