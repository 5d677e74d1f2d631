package dev.leat.core.contract;

import dev.leat.api.RowSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers SELECTs about tables, which are named without a schema. */
@FunctionalInterface
public interface Asker {
  void ask(String sql, RowSink sink);

  /** The rows of a small answer. */
  default List<List<@Nullable Object>> rows(String sql) {
    var rows = new ArrayList<List<@Nullable Object>>();
    ask(
        sql,
        new RowSink() {
          @Override
          public void columns(List<ResultColumn> columns) {}

          @Override
          public void row(List<@Nullable Object> values) {
            rows.add(values);
          }
        });
    return rows;
  }

  /** A whole number of an answer, whatever the destination makes of it. */
  static long number(@Nullable Object value) {
    return value == null ? 0 : ((Number) value).longValue();
  }

  /** Names and types of a table's own columns, lower case; empty where there is no such table. */
  default List<TableColumn> columns(String table) {
    return rows(
            "SELECT column_name, data_type FROM information_schema.columns"
                + " WHERE table_catalog = current_database() AND table_schema = current_schema()"
                + " AND table_name = "
                + Sql.text(table)
                + " ORDER BY ordinal_position")
        .stream()
        .map(row -> new TableColumn(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
        .toList();
  }

  /** A column, and its type in the destination's words. */
  record TableColumn(String name, String type) {
    /** By the words that DuckDB and the SQL standard have for them. */
    boolean isNumber() {
      return type.toLowerCase(Locale.ROOT)
          .matches("(u?(tiny|small|big|huge)?int(eger)?|decimal|numeric|double|real|float)\\b.*");
    }

    boolean isOurs() {
      return name.startsWith("_leat_");
    }
  }
}
