package dev.leat.connect.duckdb;

import dev.leat.api.Column;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes names and values as SQL; any name is legal, whatever DuckDB reserves. */
final class Sql {
  /** The alias under which a destination's file is attached. */
  static final String DESTINATION = "leat_destination";

  private Sql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  static String texts(Collection<String> values) {
    return values.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
  }

  static String names(Collection<String> names) {
    return join(names, Sql::name, ", ");
  }

  /** A table of the destination. */
  static String target(String table) {
    return DESTINATION + ".main." + name(table);
  }

  /** A temporary table of the connection. */
  static String temporary(String table) {
    return "temp.main." + name(table);
  }

  /** The columns that place a row, without the load: file, row, then the indexes. */
  static List<String> place(int depth) {
    var columns = new ArrayList<>(List.of("_leat_file", "_leat_row"));
    IntStream.rangeClosed(1, depth).forEach(level -> columns.add("_leat_index_" + level));
    return columns;
  }

  /** Every column of a table with its type, those of the data first. */
  static Map<String, String> columns(TableSchema schema) {
    var columns = new LinkedHashMap<String, String>();
    for (Column column : schema.columns()) {
      columns.put(column.name(), Types.write(column.type()));
    }
    columns.put("_leat_load", "BIGINT");
    place(schema.depth()).forEach(column -> columns.put(column, "BIGINT"));
    return columns;
  }

  /** {@code a.x = b.x AND …} for columns that are never null. */
  static String same(String a, String b, Collection<String> columns) {
    return join(
        columns, column -> a + "." + name(column) + " = " + b + "." + name(column), " AND ");
  }

  static <T> String join(Collection<T> parts, Function<T, String> write, String delimiter) {
    return parts.stream().map(write).collect(Collectors.joining(delimiter));
  }
}
