package dev.leat.connect.postgres;

import static java.util.stream.Collectors.toSet;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.ListOf;
import dev.leat.api.ColumnType.Simple;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key of a merged table as a unique constraint, made once and kept.
 *
 * <p>Null equals null where the server can say so, from version 15 on; before, it tells keys
 * without null apart, and the merge itself does the rest. A column of JSON has no equality to build
 * on, files without a record say nothing of any column, and no index takes long texts: such a key
 * has no constraint, and the merge keeps it alone.
 */
final class Key {
  private static final int NULLS_NOT_DISTINCT_SINCE = 150_000;

  /** Bytes of a key's texts that an index surely takes; the server's own limit is near 2,700. */
  private static final int BYTES_MAX = 2_400;

  private final Statements sql;
  private final Tables tables;
  private final Table table;
  private final String name;

  Key(Statements sql, Tables tables, Table table) {
    this.sql = sql;
    this.tables = tables;
    this.table = table;
    this.name = Sql.fitting(table.name() + "_leat_key");
  }

  /** Makes the constraint unless it is there; drops one over other columns. */
  void settle(List<String> wanted) {
    List<String> columns = wanted.stream().map(Sql::fitting).toList();
    List<String> present = present();
    if (present.equals(columns)) {
      return;
    }
    if (!present.isEmpty()) {
      drop();
    }
    if (!columns.isEmpty() && isComparable(columns) && !isTooLong(table, columns)) {
      boolean nullsEqual =
          sql.number("SELECT current_setting('server_version_num')::bigint")
              >= NULLS_NOT_DISTINCT_SINCE;
      sql.run(
          "ALTER TABLE %s ADD CONSTRAINT %s UNIQUE %s(%s)"
              .formatted(
                  table.sql(),
                  Sql.name(name),
                  nullsEqual ? "NULLS NOT DISTINCT " : "",
                  Sql.names(columns)));
    }
  }

  private void drop() {
    sql.run("ALTER TABLE " + table.sql() + " DROP CONSTRAINT " + Sql.name(name));
  }

  /** Whether it is there, over these columns: then others may refer to it. */
  boolean isOver(List<String> wanted) {
    return Set.copyOf(present()).equals(wanted.stream().map(Sql::fitting).collect(toSet()));
  }

  /**
   * Lets it go where rows are about to come whose keys no index takes.
   *
   * @param references takes off the foreign keys that stand on it
   */
  void makeWayFor(Stage stage, Runnable references) {
    List<String> present = present();
    boolean come = stage.has(table.name()) && !stage.isStraight();
    if (come && !present.isEmpty() && isTooLong(stage.table(table.name()), present)) {
      references.run();
      drop();
    }
  }

  private boolean isTooLong(Table rows, List<String> columns) {
    Map<String, String> types = tables.columns(rows);
    List<String> texts = columns.stream().filter(column -> isText(types.get(column))).toList();
    String bytes =
        Sql.join(
            texts,
            column -> "coalesce(octet_length(CAST(" + Sql.name(column) + " AS text)), 0)",
            " + ");
    return !texts.isEmpty()
        && sql.isTrue(
            "SELECT EXISTS (SELECT 1 FROM %s WHERE %s > %d)"
                .formatted(rows.sql(), bytes, BYTES_MAX));
  }

  private static boolean isText(@Nullable String type) {
    return type != null && (type.equals("text") || type.equals("bytea") || type.endsWith("[]"));
  }

  /** Lets it go where other columns, or columns of such types, are to be the key. */
  void giveWay(List<String> wanted, Map<String, ColumnType> types) {
    List<String> columns = wanted.stream().map(Sql::fitting).toList();
    boolean stays =
        present().equals(columns)
            && columns.stream()
                .map(column -> types.getOrDefault(column, Simple.JSON))
                .noneMatch(Key::isJson);
    if (!stays) {
      settle(List.of());
    }
  }

  private List<String> present() {
    return sql.list(
        """
        SELECT a.attname FROM pg_constraint c
        CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
        WHERE c.conrelid = to_regclass(%s) AND c.conname = %s ORDER BY k.place\
        """
            .formatted(Sql.text(table.sql()), Sql.text(name)),
        row -> row.getString(1));
  }

  private boolean isComparable(List<String> columns) {
    var types = tables.columns(table);
    return types.keySet().containsAll(columns)
        && columns.stream()
            .map(column -> Types.parse(types.getOrDefault(column, "")).orElse(Simple.TEXT))
            .noneMatch(Key::isJson);
  }

  static boolean isJson(ColumnType type) {
    return type == Simple.JSON || (type instanceof ListOf list && list.element() == Simple.JSON);
  }
}
