package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.LeatException;
import dev.leat.api.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables that a shape makes, the root first, and how to get at them.
 *
 * @param rewrites whether JSON documents must be rewritten before DuckDB reads them, so that no
 *     value changes on the way
 * @param ambiguities what was decided without certainty, in sentences
 * @param lacks by required column of the root, the SQL that says that a row has no value there
 */
record Layout(
    Plan plan,
    List<TablePlan> tables,
    boolean rewrites,
    List<String> ambiguities,
    Map<String, String> lacks) {
  /**
   * @throws LeatException where two fields want one column, or a key is no column
   */
  static Layout of(TableRequest request, Shape shape) {
    var builder = new LayoutBuilder(request);
    Plan plan = builder.record(shape.record());
    List<TablePlan> tables = builder.tables();
    TablePlan root = tables.getFirst();
    root.lead(datasetKeys(shape));
    checkKey(request, root, shape);
    tables.subList(1, tables.size()).forEach(child -> child.addParentKey(root));
    return new Layout(
        plan,
        tables,
        builder.rewrites() || plan.rewrites(),
        builder.ambiguities(),
        builder.lacks());
  }

  private static Map<Column, String> datasetKeys(Shape shape) {
    var keys = new LinkedHashMap<Column, String>();
    shape
        .keys()
        .forEach(
            (name, scalars) ->
                scalars
                    .type()
                    .ifPresent(
                        type -> keys.put(new Column(Names.normal(name), type), keySql(name))));
    return keys;
  }

  /** The column of the staged rows that holds a dataset key. */
  static String keySql(String name) {
    return Sql.name("_leat_key_" + name);
  }

  private static void checkKey(TableRequest request, TablePlan root, Shape shape) {
    List<String> missing = request.key().stream().filter(name -> !root.has(name)).toList();
    boolean nothingSeen = shape.record().equals(Node.NONE);
    if (!missing.isEmpty() && !nothingSeen) {
      throw new LeatException(
          ReadError.KEY_UNKNOWN,
          "the key of table "
              + request.name()
              + " names "
              + String.join(", ", missing)
              + ", which is no column of it",
          "name some of its columns: "
              + root.columns().keySet().stream().limit(20).collect(Collectors.joining(", ")));
    }
    root.key(missing.isEmpty() ? request.key() : List.of());
  }

  /** The same tables, from documents that are rewritten whatever they look like. */
  Layout rewriting() {
    return new Layout(plan, tables, true, ambiguities, lacks);
  }

  /** The SQL of each table, over the relation of staged rows. */
  List<String> selects(String rows) {
    List<String> key = tables.getFirst().schema().key();
    return tables.stream().map(table -> table.select(rows, key)).toList();
  }

  List<TableSchema> schemas() {
    return tables.stream().map(TablePlan::schema).toList();
  }
}
