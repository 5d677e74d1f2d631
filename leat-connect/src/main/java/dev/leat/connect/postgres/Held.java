package dev.leat.connect.postgres;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.Disposition;
import dev.leat.api.TableSchema;
import dev.leat.connect.sql.Precedence;
import dev.leat.connect.sql.StampRows;
import dev.leat.connect.sql.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows that wait in temporary tables of the engine's DuckDB, because which of them leave is known
 * only when all are there: those of a load that merges.
 */
final class Held {
  private static final String LOSER = "temp.main._leat_held_loser";
  private static final String REVISION = "temp.main._leat_held_revision";

  private final Statements duck;
  private final String root;
  private final Disposition.Merge rule;
  private final Map<String, TableSchema> schemas = new LinkedHashMap<>();

  Held(Statements duck, String root, Disposition.Merge rule) {
    this.duck = duck;
    this.root = root;
    this.rule = rule;
  }

  /** Takes rows of a table, whose columns may have grown since the rows before. */
  long take(TableSchema schema, String select) {
    String names = Sql.names(names(schema));
    TableSchema known = schemas.get(schema.name());
    if (known == null) {
      schemas.put(schema.name(), schema);
      duck.run("DROP TABLE IF EXISTS " + table(schema.name()));
      duck.run("CREATE TEMP TABLE " + table(schema.name()) + " (" + definitions(schema) + ")");
    } else {
      grow(known, schema);
    }
    return duck.run(
        "INSERT INTO %s (%s) SELECT %2$s FROM (%s)".formatted(table(schema.name()), names, select));
  }

  /**
   * Leaves one row per key, the first as {@link Precedence} says, with its children.
   *
   * @return by file, how many of its keys are hidden by another file's row
   */
  Map<Long, Long> deduplicate(Map<Long, Integer> revisions) {
    TableSchema schema = schemas.get(root);
    // Before the first record there may be no columns, and so no key either.
    if (schema == null || !names(schema).containsAll(rule.key())) {
      return Map.of();
    }
    writeRevisions(revisions);
    findLosers();
    var hidden = new HashMap<Long, Long>();
    duck.each(
        "SELECT _leat_file, count(*) FROM " + LOSER + " WHERE shadowed GROUP BY _leat_file",
        row -> hidden.put(row.getLong(1), row.getLong(2)));
    if (duck.number("SELECT count(*) FROM " + LOSER) > 0) {
      settleStamps(schema);
      for (String table : schemas.keySet()) {
        duck.run(
            "DELETE FROM %s r USING %s l WHERE %s"
                .formatted(table(table), LOSER, Sql.same("r", "l", Sql.place(0))));
      }
    }
    return hidden;
  }

  /** The rows that stay take over when their keys came; before the others go. */
  private void settleStamps(TableSchema schema) {
    rule.stamps()
        .ifPresent(
            both -> {
              List<String> data = new ArrayList<>(Sql.data(names(schema)));
              data.removeAll(List.of(both.created(), both.modified()));
              duck.run(
                  StampRows.settle(
                      both,
                      table(root),
                      data,
                      new StampRows.Keyed(rule.key(), precedence().firstToLast("r")),
                      REVISION));
            });
  }

  private Precedence precedence() {
    return new Precedence(rule.order(), Sql::of);
  }

  /** Forgets records, given as SQL pairs of file and row. */
  void remove(List<String> records) {
    for (String table : schemas.keySet()) {
      duck.run(
          "DELETE FROM %s WHERE (_leat_file, _leat_row) IN (%s)"
              .formatted(table(table), String.join(", ", records)));
    }
  }

  /** The rows that are left of a table. */
  String select(String table) {
    return "SELECT * FROM " + table(table);
  }

  /** The schemas of the tables by name, parents before children. */
  Map<String, TableSchema> schemas() {
    return schemas;
  }

  void drop() {
    schemas.keySet().forEach(table -> duck.run("DROP TABLE IF EXISTS " + table(table)));
    duck.run("DROP TABLE IF EXISTS " + LOSER);
    duck.run("DROP TABLE IF EXISTS " + REVISION);
  }

  private void writeRevisions(Map<Long, Integer> revisions) {
    String files =
        revisions.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
    String numbers =
        revisions.values().stream().map(String::valueOf).collect(Collectors.joining(","));
    duck.run(
        "CREATE OR REPLACE TEMP TABLE _leat_held_revision AS SELECT unnest([%s]::BIGINT[]) AS file,"
                .formatted(files)
            + " unnest([%s]::BIGINT[]) AS revision".formatted(numbers));
  }

  private void findLosers() {
    String keys = Sql.join(rule.key(), column -> "r." + Sql.name(column), ", ");
    String first = precedence().firstToLast("r");
    duck.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_held_loser AS
        SELECT _leat_file, _leat_row, winner <> _leat_file AND of_file = 1 AS shadowed
        FROM (
          SELECT r._leat_file, r._leat_row,
            row_number() OVER key AS place,
            first_value(r._leat_file) OVER key AS winner,
            row_number() OVER (PARTITION BY %1$s, r._leat_file ORDER BY %3$s) AS of_file
          FROM %2$s r LEFT JOIN %4$s rv ON rv.file = r._leat_file
          WHERE hash(%1$s) IN (
            SELECT hashed FROM (SELECT hash(%1$s) AS hashed FROM %2$s r)
            GROUP BY hashed HAVING count(*) > 1)
          WINDOW key AS (PARTITION BY %1$s ORDER BY %3$s))
        WHERE place > 1\
        """
            .formatted(keys, table(root), first, REVISION));
  }

  private void grow(TableSchema known, TableSchema wanted) {
    var types = new LinkedHashMap<String, ColumnType>();
    known.columns().forEach(column -> types.put(column.name(), column.type()));
    for (Column column : wanted.columns()) {
      String name = Sql.name(column.name());
      ColumnType now = types.get(column.name());
      ColumnType then = now == null ? column.type() : Types.join(now, column.type());
      String table = table(wanted.name());
      if (now == null) {
        duck.run("ALTER TABLE %s ADD COLUMN %s %s".formatted(table, name, Types.duckDb(then)));
      } else if (!now.equals(then)) {
        String value =
            then == ColumnType.Simple.JSON
                ? "to_json(" + name + ")"
                : "CAST(" + name + " AS " + Types.duckDb(then) + ")";
        duck.run(
            "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s"
                .formatted(table, name, Types.duckDb(then), value));
      }
      types.put(column.name(), then);
    }
    var columns = new ArrayList<Column>();
    types.forEach((name, type) -> columns.add(new Column(name, type)));
    schemas.put(
        wanted.name(), new TableSchema(wanted.name(), columns, wanted.key(), wanted.depth()));
  }

  private static List<String> names(TableSchema schema) {
    var names = new ArrayList<String>();
    schema.columns().forEach(column -> names.add(column.name()));
    names.addAll(Sql.place(schema.depth()));
    return names;
  }

  private static String definitions(TableSchema schema) {
    var definitions = new ArrayList<String>();
    schema
        .columns()
        .forEach(
            column -> definitions.add(Sql.name(column.name()) + " " + Types.duckDb(column.type())));
    Sql.place(schema.depth()).forEach(column -> definitions.add(column + " BIGINT"));
    return String.join(", ", definitions);
  }

  private static String table(String name) {
    return "temp.main." + Sql.name("_leat_held_" + name);
  }
}
