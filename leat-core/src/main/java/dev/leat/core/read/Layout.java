package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.LeatException;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a shape makes, the root first, and how to get at them.
 *
 * @param rewrites whether JSON documents must be rewritten before DuckDB reads them, so that no
 *     value changes on the way
 * @param ambiguities what was decided without certainty, in sentences
 * @param lacks by required column of the root, the SQL that says that a row has no value there
 * @param blank fields without any value, which the project's own SQL may name
 * @param reshaping what the project's SQL makes of the root, null where it has none
 */
record Layout(
    Plan plan,
    List<TablePlan> tables,
    boolean rewrites,
    List<String> ambiguities,
    Map<String, String> lacks,
    List<String> blank,
    @Nullable Reshaping reshaping) {
  /**
   * Lays out tables; the project's own SQL is for {@link #reshaped}.
   *
   * @throws LeatException where two fields want one column, or a key is no column
   */
  static Layout of(TableRequest request, Shape shape) {
    return of(request, shape, isReshaped(request, shape));
  }

  /** Before any record was seen: with the columns that have a declared type, for the SELECT. */
  static Layout declared(TableRequest request, Shape shape) {
    return of(request, shape, true);
  }

  private static Layout of(TableRequest request, Shape shape, boolean reshaped) {
    var builder = new LayoutBuilder(request);
    Plan plan = builder.record(shape.record());
    List<TablePlan> tables = builder.tables();
    TablePlan root = tables.getFirst();
    Map<Column, String> keys = datasetKeys(shape);
    Set<String> names = keys.keySet().stream().map(Column::name).collect(Collectors.toSet());
    List<String> ambiguities = new ArrayList<>(builder.ambiguities());
    if (request.shaping().sql().isEmpty() || reshaped) {
      ambiguities.addAll(UnseenColumns.add(request, root, builder.seen(), names, builder.lacks()));
      root.lead(keys);
    }
    if (!shape.record().equals(Node.NONE)) {
      Deriving.add(request, root);
    }
    var layout =
        new Layout(
            plan,
            tables,
            builder.rewrites() || plan.rewrites(),
            List.copyOf(ambiguities),
            builder.lacks(),
            BlankColumns.of(request, shape, root),
            null);
    if (reshaped) {
      return layout;
    }
    check(request, shape, root.columns());
    boolean keyed = root.columns().keySet().containsAll(request.key());
    List<String> key = keyed ? request.key() : List.of();
    root.key(key);
    layout.addParentKeys(key.stream().map(name -> column(root, name)).toList());
    return layout;
  }

  private static Column column(TablePlan table, String name) {
    return Objects.requireNonNull(table.columns().get(name));
  }

  /** Whether a SELECT makes the root's rows of records that were seen. */
  static boolean isReshaped(TableRequest request, Shape shape) {
    return request.shaping().sql().isPresent() && !shape.record().equals(Node.NONE);
  }

  /**
   * The same after the project's SELECT.
   *
   * @throws LeatException where a key is no column that it makes
   */
  Layout reshaped(TableRequest request, Shape shape, Reshaping made) {
    var columns = new LinkedHashMap<String, Column>();
    made.columns().forEach(column -> columns.put(column.name(), column));
    check(request, shape, columns);
    tables.getFirst().key(request.key());
    addParentKeys(request.key().stream().map(columns::get).toList());
    Map<String, String> lacking = new LinkedHashMap<>(lacks);
    made.required().forEach(column -> lacking.remove(column, LayoutBuilder.ALWAYS));
    return new Layout(plan, tables, rewrites, ambiguities, lacking, blank, made);
  }

  /** Whether there are the columns by which rows are told apart and put in order. */
  boolean isComplete(TableRequest request) {
    Set<String> made =
        schemas().getFirst().columns().stream().map(Column::name).collect(Collectors.toSet());
    return made.containsAll(request.key()) && made.containsAll(request.shaping().order());
  }

  private void addParentKeys(List<Column> key) {
    tables.subList(1, tables.size()).forEach(child -> child.addParentKey(key));
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
                        type ->
                            keys.put(
                                new Column(Names.fitting(Names.normal(name)), type),
                                keySql(name))));
    return keys;
  }

  /** The column of the staged rows that holds a dataset key. */
  static String keySql(String name) {
    return Sql.name("_leat_key_" + name);
  }

  /** What names columns must name some that are there, once anything was seen. */
  private static void check(TableRequest request, Shape shape, Map<String, Column> columns) {
    if (shape.record().equals(Node.NONE)) {
      return;
    }
    refuseMissing(ReadError.KEY_UNKNOWN, request.key(), request, columns);
    List<String> order =
        request.shaping().order().stream()
            .filter(name -> columns.containsKey(name) || !isNull(shape.record(), "", name))
            .toList();
    refuseMissing(ReadError.ORDER_UNKNOWN, order, request, columns);
  }

  /** Whether a field was seen that is to be this column, and makes none: it was only ever null. */
  private static boolean isNull(Node node, String above, String column) {
    return node.fields().entrySet().stream()
        .anyMatch(
            field -> {
              String name = Names.below(above, Names.normal(field.getKey()));
              Node value = field.getValue();
              boolean empty = !LayoutBuilder.hasContent(value);
              return (empty && Names.fitting(name).equals(column)) || isNull(value, name, column);
            });
  }

  private static void refuseMissing(
      ReadError code, List<String> names, TableRequest request, Map<String, Column> columns) {
    List<String> missing = names.stream().filter(name -> !columns.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new LeatException(
          code,
          (code == ReadError.KEY_UNKNOWN ? "the key of table " : "the cursor or dedupe of table ")
              + request.name()
              + " names "
              + String.join(", ", missing)
              + ", which is no column of it",
          "name some of its columns: "
              + columns.keySet().stream().limit(20).collect(Collectors.joining(", ")));
    }
  }

  /** The same tables, from documents that are rewritten whatever they look like. */
  Layout rewriting() {
    return new Layout(plan, tables, true, ambiguities, lacks, blank, reshaping);
  }

  /** The columns of the root's rows as they are read, before the project's SQL. */
  TableSchema read() {
    return tables.getFirst().schema();
  }

  TablePlan root() {
    return tables.getFirst();
  }

  /** The SQL of the root's rows as they are read, over the relation of staged rows. */
  String readSelect(String rows) {
    return tables.getFirst().select(rows, List.of());
  }

  /** The same with what the project's own SQL may see besides. */
  String ownSelect(String rows) {
    return "SELECT "
        + Reshaping.FETCHED
        + BlankColumns.select(blank)
        + readSelect(rows).replaceFirst("SELECT ", ", ");
  }

  /**
   * The SQL of each child table.
   *
   * @param rows the relation of staged rows
   * @param roots the relation of the root's rows
   */
  List<String> childSelects(String rows, String roots) {
    List<TablePlan> children = tables.subList(1, tables.size());
    List<String> key = tables.getFirst().schema().key();
    Reshaping made = reshaping;
    if (made == null) {
      return children.stream().map(table -> table.select(rows, key)).toList();
    }
    return children.stream().map(table -> table.selectBelow(roots, rows, key)).toList();
  }

  List<TableSchema> schemas() {
    Reshaping made = reshaping;
    var schemas = new ArrayList<TableSchema>();
    tables.forEach(table -> schemas.add(table.schema()));
    if (made != null) {
      schemas.set(0, made.schema(read(), read().key()));
    }
    return schemas;
  }
}
