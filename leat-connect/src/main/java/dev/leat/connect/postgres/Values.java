package dev.leat.connect.postgres;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How values leave DuckDB, and which of them PostgreSQL cannot hold. */
final class Values {
  /** PostgreSQL's calendar begins with the Julian day 0, DuckDB's long before. */
  private static final String FIRST_DAY = "DATE '4713-01-01 (BC)'";

  private static final String LAST_DAY = "DATE '5874897-12-31'";

  private Values() {}

  /** A SELECT of a relation's columns, but for the load, in the form that {@code COPY} reads. */
  static String outgoing(TableSchema schema, String select) {
    var values = new ArrayList<String>();
    for (Column column : schema.columns()) {
      values.add(written(Sql.name(column.name()), column.type()));
    }
    values.addAll(Sql.place(schema.depth()));
    return "SELECT " + String.join(", ", values) + " FROM (" + select + ")";
  }

  /** The columns of {@link #outgoing}, by the names they have in PostgreSQL. */
  static List<String> names(TableSchema schema) {
    return Tables.columns(schema).keySet().stream()
        .filter(column -> !column.equals("_leat_load"))
        .toList();
  }

  private static String written(String value, ColumnType type) {
    if (type instanceof ListOf list) {
      return "'{' || array_to_string(list_transform(%s, lambda e: coalesce(%s, 'NULL')), ',') || '}'"
          .formatted(value, element(list.element()));
    }
    return type == Simple.BYTES ? "'\\x' || hex(" + value + ")" : value;
  }

  private static String element(ColumnType type) {
    boolean plain = type != Simple.TEXT && type != Simple.JSON && type != Simple.BYTES;
    String text = "CAST(" + written("e", type) + " AS VARCHAR)";
    return plain
        ? text
        : "'\"' || replace(replace(" + text + ", '\\', '\\\\'), '\"', '\\\"') || '\"'";
  }

  /**
   * A SELECT of {@code file, row_number, column_name, value, reason} for every value that
   * PostgreSQL cannot hold; empty where the relation's types have none.
   */
  static Optional<String> unfit(Relation relation) {
    var finds = new ArrayList<String>();
    for (Column column : relation.schema().columns()) {
      String name = Sql.name(column.name());
      condition(name, column.type())
          .ifPresent(
              condition ->
                  finds.add(
                      """
                      SELECT _leat_file AS file, _leat_row AS row_number, %s AS column_name,
                        replace(CAST(%s AS VARCHAR), chr(0), '\\u0000') AS value, %s AS reason
                      FROM (%s) WHERE %s\
                      """
                          .formatted(
                              Sql.text(column.name()),
                              name,
                              Sql.text(reason(column.type())),
                              relation.sql(),
                              condition)));
    }
    return finds.isEmpty() ? Optional.empty() : Optional.of(String.join(" UNION ALL ", finds));
  }

  /** Whether any value of a relation is unfit, in one pass. */
  static Optional<String> anyUnfit(Relation relation) {
    List<String> conditions =
        relation.schema().columns().stream()
            .flatMap(column -> condition(Sql.name(column.name()), column.type()).stream())
            .toList();
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "SELECT count(*) FROM ("
                + relation.sql()
                + ") WHERE "
                + String.join(" OR ", conditions));
  }

  private static Optional<String> condition(String value, ColumnType type) {
    return switch (type) {
      case ListOf list ->
          condition("e", list.element())
              .map(each -> "len(list_filter(" + value + ", lambda e: " + each + ")) > 0");
      case Simple simple ->
          switch (simple) {
            case TEXT -> Optional.of("contains(" + value + ", chr(0))");
            case JSON ->
                Optional.of("(contains(%1$s, chr(0)) OR %2$s)".formatted(value, endless(value)));
            case DATE ->
                Optional.of(
                    "(isfinite(%1$s) AND %1$s NOT BETWEEN %2$s AND %3$s)"
                        .formatted(value, FIRST_DAY, LAST_DAY));
            case TIMESTAMP, TIMESTAMPTZ ->
                Optional.of(
                    "(isfinite(%1$s) AND %1$s < CAST(%2$s AS TIMESTAMP))"
                        .formatted(value, FIRST_DAY));
            case BOOLEAN, BIGINT, HUGEINT, DOUBLE, TIME, BYTES -> Optional.empty();
          };
      case ColumnType.Decimal decimal -> Optional.empty();
    };
  }

  /** Whether JSON has a number that is none; what stands in its texts is no number. */
  private static String endless(String json) {
    return "((contains(%1$s, 'NaN') OR contains(%1$s, 'Infinity')) AND regexp_matches(regexp_replace(%1$s, %2$s, '', 'g'), 'NaN|Infinity'))"
        .formatted(json, Sql.text("\"(?:[^\"\\\\]|\\\\.)*\""));
  }

  private static String reason(ColumnType type) {
    if (type instanceof ListOf list) {
      return reason(list.element());
    }
    if (type == Simple.JSON) {
      return "JSON with the character U+0000 or with NaN or Infinity, which PostgreSQL cannot hold";
    }
    return type == Simple.TEXT
        ? "text with the character U+0000, which PostgreSQL cannot hold"
        : "a time before the year 4713 BC or too far ahead, which PostgreSQL cannot hold";
  }
}
