package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One table that comes out of a shape: its columns, and the SQL of each over the staged rows. */
final class TablePlan {
  /** The staged record, or the element of a child table's array, in every expression. */
  static final String VALUE = "r";

  private final String name;
  private final @Nullable TablePlan parent;
  private final String items;
  private final int depth;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final Map<String, String> expressions = new LinkedHashMap<>();
  private List<String> key = List.of();

  private TablePlan(String name, @Nullable TablePlan parent, String items, int depth) {
    this.name = name;
    this.parent = parent;
    this.items = items;
    this.depth = depth;
  }

  static TablePlan root(String name) {
    return new TablePlan(name, null, "", 0);
  }

  /**
   * @param items the SQL of the array, over the parent's value
   */
  static TablePlan child(String name, TablePlan parent, String items) {
    return new TablePlan(name, parent, items, parent.depth + 1);
  }

  void add(Column column, String expression) {
    columns.put(column.name(), column);
    expressions.put(column.name(), expression);
  }

  void key(List<String> names) {
    key = List.copyOf(names);
  }

  /** The SQL of a column that it has, over the relation of staged rows. */
  String expression(String column) {
    return Objects.requireNonNull(expressions.get(column));
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  String name() {
    return name;
  }

  Map<String, Column> columns() {
    return columns;
  }

  TableSchema schema() {
    return new TableSchema(name, List.copyOf(columns.values()), key, depth);
  }

  /** The columns of a table, over the relation of staged rows. */
  String select(String rows, List<String> rootKey) {
    return selectFrom(from(rows, rootKey));
  }

  /**
   * The columns of a child whose root has rows and keys of its own making.
   *
   * @param roots a relation of the root's rows with the record that each is from
   */
  String selectBelow(String roots, String rows, List<String> rootKey) {
    var parts = new ArrayList<String>(List.of("c.* REPLACE (k._leat_row AS _leat_row)"));
    rootKey.forEach(column -> parts.add("k." + Sql.name(column) + " AS " + parentColumn(column)));
    return selectFrom(
        "(SELECT "
            + String.join(", ", parts)
            + " FROM "
            + from(rows, List.of())
            + " c JOIN "
            + roots
            + " k ON k._leat_file = c._leat_file AND "
            + Reshaping.record("k._leat_row")
            + " = c._leat_row)");
  }

  private String selectFrom(String from) {
    var parts = new ArrayList<String>(List.of("_leat_file", "_leat_row"));
    for (int level = 1; level <= depth; level++) {
      parts.add(index(level));
    }
    expressions.forEach((column, sql) -> parts.add(sql + " AS " + Sql.name(column)));
    return "SELECT " + String.join(", ", parts) + " FROM " + from;
  }

  private String from(String rows, List<String> rootKey) {
    if (parent == null) {
      return rows;
    }
    var parts = new ArrayList<String>(List.of("_leat_file", "_leat_row"));
    for (int level = 1; level < depth; level++) {
      parts.add(index(level));
    }
    parts.addAll(parent.keyColumns(rootKey));
    parts.add("generate_subscripts(" + items + ", 1) - 1 AS " + index(depth));
    parts.add("unnest(" + items + ") AS " + VALUE);
    return "(SELECT " + String.join(", ", parts) + " FROM " + parent.from(rows, rootKey) + ")";
  }

  /** The root's key columns, carried down to the table's children. */
  private List<String> keyColumns(List<String> rootKey) {
    return rootKey.stream()
        .map(
            column ->
                parent == null
                    ? expressions.get(column) + " AS " + parentColumn(column)
                    : parentColumn(column))
        .collect(Collectors.toList());
  }

  private static String parentColumn(String column) {
    return Sql.name("_leat_parent_" + column);
  }

  /** Puts the root's key before the columns of a child. */
  void addParentKey(List<Column> rootKey) {
    var leading = new LinkedHashMap<Column, String>();
    rootKey.forEach(
        column ->
            leading.put(
                new Column(Names.fitting("parent_" + column.name()), column.type()),
                parentColumn(column.name())));
    lead(leading);
  }

  /** Puts columns before the others, save those of which the data has the name. */
  void lead(Map<Column, String> leading) {
    var data = new LinkedHashMap<>(columns);
    var sql = new LinkedHashMap<>(expressions);
    columns.clear();
    expressions.clear();
    leading.forEach(
        (column, expression) -> {
          if (!data.containsKey(column.name())) {
            add(column, expression);
          }
        });
    columns.putAll(data);
    expressions.putAll(sql);
  }

  private static String index(int level) {
    return "_leat_index_" + level;
  }
}
