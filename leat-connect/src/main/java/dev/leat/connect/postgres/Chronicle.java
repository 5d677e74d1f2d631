package dev.leat.connect.postgres;

import dev.leat.api.ColumnType;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.History;
import dev.leat.connect.sql.History.Part;
import dev.leat.connect.sql.RowText;
import dev.leat.connect.sql.Statements;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the history of a table in a PostgreSQL schema, within an open transaction. */
final class Chronicle {
  private static final String FILE =
      " AS added, fetched_at AS moment, revision, source, dataset_type, dataset, feed FROM ";

  private final Statements sql;
  private final Tables tables;
  private final Records records;
  private final Stage stage;
  private final LoadRequest request;
  private final History.Rule rule;

  Chronicle(Workplace at, LoadRequest request, History.Rule rule) {
    this.sql = at.sql();
    this.tables = at.tables();
    this.records = at.records();
    this.stage = at.stage();
    this.request = request;
    this.rule = rule;
  }

  /** Why the table must be computed anew, if it must: the load is not a continuation. */
  Optional<String> refusal() {
    return late().or(this::changed);
  }

  /** Why the load is no continuation, as far as its files are concerned. */
  Optional<String> late() {
    if (!request.remove().isEmpty()) {
      return Optional.of("A file of " + request.table() + " is gone, and its history with it.");
    }
    new Bookkeeping(sql, records, request).prepare(stage.files());
    History history = history(List.of());
    boolean late = history.isLate();
    history.drop();
    return late
        ? Optional.of("A file of " + request.table() + " is older than what the table holds.")
        : Optional.empty();
  }

  private Optional<String> changed() {
    Map<String, String> present = tables.columns(tables.target(request.table()));
    Map<String, ColumnType> staged = stage.columns(request.table());
    return present.entrySet().stream()
        .filter(column -> staged.containsKey(column.getKey()))
        .filter(
            column ->
                !isSteady(
                    column.getValue(),
                    staged.getOrDefault(column.getKey(), ColumnType.Simple.TEXT)))
        .findFirst()
        .map(column -> "The column " + column.getKey() + " has another type than its history.");
  }

  private static boolean isSteady(String present, ColumnType staged) {
    return Types.parse(present).map(type -> RowText.isSteady(type, staged)).orElse(false);
  }

  /** Continues the table's history; the table has all columns of the staged rows. */
  Counts apply() {
    String table = request.table();
    Table target = tables.target(table);
    boolean comes = stage.has(table);
    Table rows = comes ? stage.table(table) : Table.temporary("_leat_no_rows");
    if (!comes) {
      sql.run(
          "CREATE TEMP TABLE _leat_no_rows ON COMMIT DROP AS SELECT * FROM %s LIMIT 0"
              .formatted(target.sql()));
    }
    sql.run("ANALYZE " + rows.sql());
    var part =
        new Part(
            Optional.of(rows.sql()),
            List.copyOf(tables.columns(rows).keySet()),
            Optional.of(target.sql()));
    return apply(List.of(part));
  }

  Counts apply(List<Part> parts) {
    History history = history(parts);
    Counts counts = history.apply(request.id());
    history.drop();
    return counts;
  }

  /** Turns all staged rows into versions. */
  void settle() {
    Table rows = stage.table(request.table());
    sql.run("ANALYZE " + rows.sql());
    settle(List.of(new Part(Optional.of(rows.sql()), List.of(), Optional.empty())));
  }

  void settle(List<Part> parts) {
    History history = history(parts);
    history.settle();
    history.drop();
  }

  private History history(List<Part> parts) {
    return new History(
        new History.Dialect(sql, name -> "pg_temp." + name, this::ordered, (key, table) -> "true"),
        rule,
        parts,
        files());
  }

  /** As DuckDB compares: texts by their bytes, whatever the database's language. */
  private String ordered(String column) {
    Map<String, ColumnType> staged =
        stage.has(request.table()) ? stage.columns(request.table()) : Map.of();
    for (var each : staged.entrySet()) {
      if (Sql.name(each.getKey()).equals(column)) {
        return switch (each.getValue()) {
          case ColumnType.Simple.TEXT -> column + " COLLATE \"C\"";
          case ColumnType.Simple.JSON -> column + "::text COLLATE \"C\"";
          default -> column;
        };
      }
    }
    return column;
  }

  private String files() {
    String added = "SELECT file, true" + FILE + Bookkeeping.ADDED;
    return request.scope() == Scope.REBUILD
        ? added
        : added
            + " UNION ALL SELECT file, false"
            + FILE
            + records.files()
            + " WHERE table_name = "
            + Sql.text(request.table());
  }
}
