package dev.leat.connect.duckdb;

import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.History;
import dev.leat.connect.sql.History.Part;
import dev.leat.connect.sql.Statements;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the history of a table in a DuckDB file, within an open transaction. */
final class Chronicle {
  private static final String FILE =
      " AS moment, revision, source, dataset_type, dataset, feed FROM ";

  private final Tables tables;
  private final Stage stage;
  private final LoadRequest request;
  private final Statements sql;
  private final History.Rule rule;

  Chronicle(Statements sql, Tables tables, Stage stage, LoadRequest request, History.Rule rule) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage;
    this.request = request;
    this.rule = rule;
  }

  /** Why the table must be computed anew, if it must: the load is not a continuation. */
  Optional<String> refusal(Bookkeeping bookkeeping) {
    return late(bookkeeping).or(this::changed);
  }

  /** Why the load is no continuation, as far as its files are concerned. */
  Optional<String> late(Bookkeeping bookkeeping) {
    if (!request.remove().isEmpty()) {
      return Optional.of("A file of " + request.table() + " is gone, and its history with it.");
    }
    bookkeeping.prepare();
    History history = history(List.of());
    boolean late = history.isLate();
    history.drop();
    return late
        ? Optional.of("A file of " + request.table() + " is older than what the table holds.")
        : Optional.empty();
  }

  private Optional<String> changed() {
    Map<String, String> present = tables.columns(Place.TARGET, request.table());
    Map<String, String> staged = tables.columns(Place.STAGE, request.table());
    return present.entrySet().stream()
        .filter(column -> staged.containsKey(column.getKey()))
        .filter(
            column -> !Types.isSteady(column.getValue(), staged.getOrDefault(column.getKey(), "")))
        .findFirst()
        .map(column -> "The column " + column.getKey() + " has another type than its history.");
  }

  /** Continues the table's history; the table has all columns of the staged rows. */
  Counts apply() {
    String table = request.table();
    if (stage.schemas().containsKey(table)) {
      stage.settle();
    } else {
      tables.drop(Place.STAGE, table);
      tables.grow(Place.STAGE, table, tables.columns(Place.TARGET, table));
    }
    var part =
        new Part(
            Optional.of(Place.STAGE.sql(table)),
            List.copyOf(tables.columns(Place.STAGE, table).keySet()),
            Optional.of(Place.TARGET.sql(table)));
    return apply(List.of(part));
  }

  Counts apply(List<Part> parts) {
    History history = history(parts);
    Counts counts = history.apply(request.id());
    history.drop();
    return counts;
  }

  /** Turns all staged rows into versions. */
  void settle(List<Part> parts) {
    History history = history(parts);
    history.settle();
    history.drop();
  }

  private History history(List<Part> parts) {
    return new History(
        new History.Dialect(
            sql,
            Sql::temporary,
            column -> column,
            (key, rows) ->
                "hash(%1$s) IN (SELECT h FROM (SELECT hash(%1$s) AS h FROM %2$s) GROUP BY h HAVING count(*) > 1)"
                    .formatted(key, rows)),
        rule,
        parts,
        files());
  }

  private String files() {
    String added = "SELECT file, true AS added, fetched_at AT TIME ZONE 'UTC'" + FILE;
    String held = "SELECT file, false, fetched_at" + FILE;
    return request.scope() == Scope.REBUILD
        ? added + Bookkeeping.ADDED
        : added
            + Bookkeeping.ADDED
            + " UNION ALL "
            + held
            + Records.FILES
            + " WHERE table_name = "
            + Sql.text(request.table());
  }
}
