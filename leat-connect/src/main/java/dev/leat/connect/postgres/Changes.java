package dev.leat.connect.postgres;

import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes some files' rows out of a table and puts others' in, within an open transaction. */
final class Changes {
  private static final String CHILD = "pg_temp._leat_child";
  private static final String OF_REMOVED =
      "_leat_file IN (SELECT file FROM " + Bookkeeping.REMOVED + ")";

  private final Statements sql;
  private final Tables tables;
  private final Stage stage;
  private final LoadRequest request;

  Changes(Statements sql, Tables tables, Stage stage, LoadRequest request) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage;
    this.request = request;
  }

  /** Why the table must be computed anew, if it must. */
  Optional<String> reshaped() {
    return stage.tables().stream()
        .flatMap(
            table ->
                tables.unfaithful(tables.target(table), stage.columns(table)).stream()
                    .map(
                        column ->
                            "The column " + table + "." + column + " cannot change in place."))
        .findFirst();
  }

  /**
   * Readers go on meanwhile; other writers wait.
   *
   * @param known the tables that earlier loads have written, the root first
   * @param chronicle of the table, where it has a history
   */
  Map<String, Counts> apply(List<String> known, Optional<Chronicle> chronicle) {
    Set<String> tree = new LinkedHashSet<>(known);
    for (String table : stage.tables()) {
      if (tree.add(table)) {
        tables.refuseForeign(tables.target(table));
      }
      tables.grow(tables.target(table), stage.columns(table));
    }
    tree.forEach(
        table ->
            sql.run("LOCK TABLE " + tables.target(table).sql() + " IN SHARE ROW EXCLUSIVE MODE"));
    if (chronicle.isPresent()) {
      return tree.contains(request.table())
          ? Map.of(request.table(), chronicle.get().apply())
          : Map.of();
    }
    boolean merges = false;
    if (request.disposition() instanceof Disposition.Merge rule && isKeyed(rule)) {
      new Merge(sql, tables, stage, request.table(), rule).match();
      merges = true;
    }
    var counts = new LinkedHashMap<String, Counts>();
    for (String table : tree) {
      boolean root = table.equals(request.table());
      counts.put(table, !merges ? exchange(table) : root ? mergeRoot() : mergeChild(table));
    }
    return counts;
  }

  /** Files without a record have no key, and no row to merge. */
  private boolean isKeyed(Disposition.Merge rule) {
    String table = request.table();
    return stage.has(table)
        && stage
            .columns(table)
            .keySet()
            .containsAll(rule.key().stream().map(Sql::fitting).toList());
  }

  /** Rows of removed files go, staged rows come. */
  private Counts exchange(String table) {
    long deleted = deleteRemoved(table);
    long inserted = stage.has(table) ? insert(table, "") : 0;
    return new Counts(inserted, 0, 0, deleted, 0);
  }

  private Counts mergeRoot() {
    String table = request.table();
    Table target = tables.target(table);
    long updated =
        sql.run(
            "UPDATE %s t SET %s FROM %s m JOIN %s s ON s.ctid = m.sc WHERE t.ctid = m.tc AND m.verdict = 'updated'"
                .formatted(
                    target.sql(),
                    assignments(table, Stamping.kept(request.disposition())),
                    Merge.MATCH,
                    stage.table(table).sql()));
    long unchanged =
        sql.run(
            """
            UPDATE %s t SET _leat_file = m.sf, _leat_row = m.sr FROM %s m
            WHERE t.ctid = m.tc AND m.verdict = 'unchanged'\
            """
                .formatted(target.sql(), Merge.MATCH));
    long deleted = deleteRemoved(table);
    long inserted =
        insert(
            table, " WHERE NOT EXISTS (SELECT 1 FROM " + Merge.MATCH + " m WHERE m.sc = s.ctid)");
    return new Counts(inserted, updated, unchanged, deleted, 0);
  }

  /** Children follow their parents' rows; those that stay the same keep their load. */
  private Counts mergeChild(String table) {
    Table target = tables.target(table);
    boolean staged = stage.has(table);
    if (staged) {
      matchChildren(table);
    }
    String unmatched =
        staged ? " AND NOT EXISTS (SELECT 1 FROM " + CHILD + " c WHERE c.tc = t.ctid)" : "";
    long deleted =
        sql.run(
            "DELETE FROM %s t USING %s m WHERE m.%s AND t._leat_file = m.tf AND t._leat_row = m.tr%s"
                .formatted(target.sql(), Merge.MATCH, Merge.TAKES_OVER, unmatched));
    if (!staged) {
      return new Counts(0, 0, 0, deleted + deleteRemoved(table), 0);
    }
    long updated = updateChildren(table, "updated", assignments(table, Map.of()));
    long unchanged =
        updateChildren(table, "unchanged", "_leat_file = s._leat_file, _leat_row = s._leat_row");
    deleted += deleteRemoved(table);
    long inserted =
        insert(
            table,
            """
             WHERE NOT EXISTS (SELECT 1 FROM %s c WHERE c.sc = s.ctid) AND NOT EXISTS (
              SELECT 1 FROM %s m
              WHERE m.sf = s._leat_file AND m.sr = s._leat_row AND NOT m.%s)\
            """
                .formatted(CHILD, Merge.MATCH, Merge.TAKES_OVER));
    return new Counts(inserted, updated, unchanged, deleted, 0);
  }

  private void matchChildren(String table) {
    Table target = tables.target(table);
    Table from = stage.table(table);
    List<String> indexes =
        stage.columns(table).keySet().stream()
            .filter(column -> column.startsWith("_leat_index_"))
            .toList();
    sql.run("DROP TABLE IF EXISTS " + CHILD);
    sql.run(
        """
        CREATE TEMP TABLE _leat_child AS
        SELECT s.ctid AS sc, t.ctid AS tc,
          CASE WHEN %s THEN 'unchanged' ELSE 'updated' END AS verdict
        FROM %s m
        JOIN %s s ON s._leat_file = m.sf AND s._leat_row = m.sr
        JOIN %s t ON t._leat_file = m.tf AND t._leat_row = m.tr AND %s
        WHERE m.%s\
        """
            .formatted(
                Merge.sameData(tables, from, target, List.of()),
                Merge.MATCH,
                from.sql(),
                target.sql(),
                Sql.same("s", "t", indexes),
                Merge.TAKES_OVER));
    sql.run("ANALYZE " + CHILD);
  }

  private long updateChildren(String table, String verdict, String assignments) {
    return sql.run(
        "UPDATE %s t SET %s FROM %s c JOIN %s s ON s.ctid = c.sc WHERE t.ctid = c.tc AND c.verdict = '%s'"
            .formatted(
                tables.target(table).sql(), assignments, CHILD, stage.table(table).sql(), verdict));
  }

  /**
   * Every column of a row becomes the staged row's; null where that has none.
   *
   * @param computed columns that do not
   */
  private String assignments(String table, Map<String, String> computed) {
    Map<String, String> staged = tables.columns(stage.table(table));
    Map<String, String> present = tables.columns(tables.target(table));
    return Sql.join(
        present.keySet(),
        column -> {
          String value =
              staged.containsKey(column)
                  ? "CAST(" + Sql.of("s", column) + " AS " + present.get(column) + ")"
                  : "NULL";
          return Sql.name(column) + " = " + computed.getOrDefault(column, value);
        },
        ", ");
  }

  private long insert(String table, String where) {
    Map<String, String> present = tables.columns(tables.target(table));
    List<String> names = List.copyOf(tables.columns(stage.table(table)).keySet());
    return sql.run(
        "INSERT INTO %s (%s) SELECT %s FROM %s s%s"
            .formatted(
                tables.target(table).sql(),
                Sql.names(names),
                Sql.join(
                    names,
                    column -> "CAST(" + Sql.of("s", column) + " AS " + present.get(column) + ")",
                    ", "),
                stage.table(table).sql(),
                where));
  }

  private long deleteRemoved(String table) {
    return sql.run("DELETE FROM " + tables.target(table).sql() + " WHERE " + OF_REMOVED);
  }
}
