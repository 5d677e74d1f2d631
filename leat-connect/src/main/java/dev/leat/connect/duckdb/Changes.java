package dev.leat.connect.duckdb;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.api.LoadRequest;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.HistoryRows;
import dev.leat.connect.sql.Statements;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes some files' rows out of a table and puts others' in, within an open transaction. */
final class Changes {
  private static final String TAKES_OVER = "verdict IN ('updated', 'unchanged')";
  private static final String OF_REMOVED = "_leat_file IN (SELECT file FROM " + Merge.REMOVED + ")";

  private final Statements sql;
  private final Tables tables;
  private final Stage stage;
  private final LoadRequest request;
  private final Path file;
  private final Bookkeeping bookkeeping;

  Changes(Statements sql, Tables tables, Stage stage, LoadRequest request) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage;
    this.request = request;
    this.file = tables.file();
    this.bookkeeping = new Bookkeeping(sql, request, file, stage.files());
  }

  FileIds lacking(Disposition.Merge rule) {
    bookkeeping.prepare();
    return isKeyed(tables, Place.TARGET, request.table(), rule)
        ? new Merge(sql, tables, request.table(), rule).lacking(stage.files())
        : FileIds.NONE;
  }

  /** Why the table must be computed anew, if it must. */
  Optional<String> reshaped() {
    if (request.disposition() instanceof Disposition.Scd2 rule) {
      Optional<String> refusal =
          new Chronicle(sql, tables, stage, request, HistoryRows.rule(rule)).refusal(bookkeeping);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return stage.schemas().keySet().stream()
        .flatMap(
            table ->
                tables.unfaithful(table, tables.columns(Place.STAGE, table)).stream()
                    .map(
                        column ->
                            "The column " + table + "." + column + " cannot change in place."))
        .findFirst();
  }

  Effects apply() {
    Set<String> tree = new LinkedHashSet<>(new Records(sql).tree(request.table()));
    growTargets(tree);
    bookkeeping.prepare();
    if (request.disposition() instanceof Disposition.Scd2 rule) {
      return chronicled(tree, rule);
    }
    boolean merges =
        request.disposition() instanceof Disposition.Merge keyed
            && isStaged(request.table())
            && isKeyed(tables, Place.STAGE, request.table(), keyed);
    if (merges && request.disposition() instanceof Disposition.Merge rule) {
      var merge = new Merge(sql, tables, request.table(), rule);
      if (merge.findLosers(Place.STAGE) > 0) {
        stage.settle();
        merge.settleStamps(Place.STAGE);
        merge.deleteLosers(Place.STAGE, stage.schemas().keySet());
      }
      merge.match();
    }
    tree.addAll(stage.schemas().keySet());
    var counts = new LinkedHashMap<String, Counts>();
    for (String table : tree) {
      boolean root = table.equals(request.table());
      counts.put(table, merges ? root ? mergeRoot(stamped()) : mergeChild(table) : exchange(table));
    }
    return recorded(counts);
  }

  private Effects chronicled(Set<String> tree, Disposition.Scd2 rule) {
    tree.addAll(stage.schemas().keySet());
    var counts = new LinkedHashMap<String, Counts>();
    if (tree.contains(request.table())) {
      counts.put(
          request.table(),
          new Chronicle(sql, tables, stage, request, HistoryRows.rule(rule)).apply());
    }
    return recorded(counts);
  }

  private Effects recorded(Map<String, Counts> counts) {
    bookkeeping.record();
    long quarantined = bookkeeping.recordQuarantine(stage);
    counts.computeIfPresent(
        request.table(), (table, of) -> of.plus(new Counts(0, 0, 0, 0, quarantined)));
    bookkeeping.drop();
    boolean isThere = counts.containsKey(request.table());
    return new Effects(counts, isThere ? tables.count(Place.TARGET, request.table()) : 0);
  }

  /** Files without a single record bring no columns, and so no key. */
  static boolean isKeyed(Tables tables, Place place, String table, Disposition.Merge rule) {
    return tables.exists(place, table)
        && tables.columns(place, table).keySet().containsAll(rule.key());
  }

  private void growTargets(Set<String> tree) {
    for (String table : stage.schemas().keySet()) {
      if (!tree.contains(table)) {
        refuseForeign(tables, file, table);
      }
      tables.grow(Place.TARGET, table, tables.columns(Place.STAGE, table));
    }
  }

  static void refuseForeign(Tables tables, Path file, String table) {
    if (tables.exists(Place.TARGET, table)) {
      throw new LeatException(
          DuckDbError.DUCKDB_FOREIGN_TABLE,
          "The table " + table + " in " + file + " is not one that this load made.",
          "Rename one of the two, or load into another file.");
    }
  }

  /** Rows of removed files go, staged rows come. */
  private Counts exchange(String table) {
    long deleted = sql.run("DELETE FROM " + Place.TARGET.sql(table) + " WHERE " + OF_REMOVED);
    long inserted = 0;
    if (isStaged(table)) {
      String names = Sql.names(tables.columns(Place.STAGE, table).keySet());
      inserted =
          sql.run(
              "INSERT INTO %s (%s) SELECT %s FROM %s"
                  .formatted(Place.TARGET.sql(table), names, names, Place.STAGE.sql(table)));
    }
    return new Counts(inserted, 0, 0, deleted, 0);
  }

  /** The columns that say when rows came and changed, by where a pair of rows has them. */
  private Map<String, String> stamped() {
    return request.disposition() instanceof Disposition.Merge rule
        ? rule.stamps()
            .map(
                both ->
                    Map.of(
                        both.created(),
                        "coalesce(m.created, s.%s)".formatted(Sql.name(both.created())),
                        both.modified(),
                        "CASE WHEN m.verdict = 'unchanged' THEN coalesce(m.modified, s.%1$s) ELSE coalesce(s.%1$s, m.modified) END"
                            .formatted(Sql.name(both.modified()))))
            .orElse(Map.of())
        : Map.of();
  }

  /**
   * @param computed columns that are not the staged row's
   */
  private Counts mergeRoot(Map<String, String> computed) {
    String table = request.table();
    Map<String, Long> verdicts = verdicts("SELECT verdict, count(*) FROM " + Merge.MATCH);
    long handedOver =
        sql.number("SELECT count(*) FROM " + Merge.MATCH + " WHERE gone AND " + TAKES_OVER);
    deleteTakenOver(table);
    long deleted = sql.run("DELETE FROM " + Place.TARGET.sql(table) + " WHERE " + OF_REMOVED);
    long written =
        sql.run(
            """
            INSERT INTO %s (%s, _leat_load)
            SELECT %s, CASE WHEN m.verdict = 'unchanged' THEN m.load ELSE s._leat_load END
            FROM %s s LEFT JOIN %s m ON m.sf = s._leat_file AND m.sr = s._leat_row
            WHERE m.verdict IS NULL OR m.%s\
            """
                .formatted(
                    Place.TARGET.sql(table),
                    Sql.names(columns(table)),
                    Sql.join(
                        columns(table),
                        column -> computed.getOrDefault(column, "s." + Sql.name(column)),
                        ", "),
                    Place.STAGE.sql(table),
                    Merge.MATCH,
                    TAKES_OVER));
    long updated = verdicts.getOrDefault("updated", 0L);
    long unchanged = verdicts.getOrDefault("unchanged", 0L);
    return new Counts(written - updated - unchanged, updated, unchanged, deleted - handedOver, 0);
  }

  /** Children follow their parents' rows; those that stay the same keep their load. */
  private Counts mergeChild(String table) {
    boolean staged = isStaged(table);
    var verdicts = staged ? matchChildren(table) : Map.<String, Long>of();
    long deleted = deleteTakenOver(table);
    deleted += sql.run("DELETE FROM " + Place.TARGET.sql(table) + " WHERE " + OF_REMOVED);
    long written = staged ? insertChildren(table) : 0;
    long updated = verdicts.getOrDefault("updated", 0L);
    long unchanged = verdicts.getOrDefault("unchanged", 0L);
    return new Counts(
        written - updated - unchanged, updated, unchanged, deleted - updated - unchanged, 0);
  }

  private Map<String, Long> matchChildren(String table) {
    List<String> indexes = indexes(table);
    sql.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_child AS
        SELECT %s, t._leat_load AS load, CASE WHEN %s THEN 'unchanged' ELSE 'updated' END AS verdict
        FROM %s m
        JOIN %s s ON s._leat_file = m.sf AND s._leat_row = m.sr
        JOIN %s t ON t._leat_file = m.tf AND t._leat_row = m.tr AND %s
        WHERE m.%s\
        """
            .formatted(
                Sql.join(place(table), column -> "s." + Sql.name(column), ", "),
                Merge.sameData(tables, table, column -> false),
                Merge.MATCH,
                Place.STAGE.sql(table),
                Place.TARGET.sql(table),
                Sql.same("s", "t", indexes),
                TAKES_OVER));
    return verdicts("SELECT verdict, count(*) FROM temp.main._leat_child");
  }

  private long insertChildren(String table) {
    return sql.run(
        """
        INSERT INTO %s (%s, _leat_load)
        SELECT %s, CASE WHEN c.verdict = 'unchanged' THEN c.load ELSE s._leat_load END
        FROM %s s
        LEFT JOIN %s m ON m.sf = s._leat_file AND m.sr = s._leat_row
        LEFT JOIN temp.main._leat_child c ON %s
        WHERE m.verdict IS NULL OR m.%s\
        """
            .formatted(
                Place.TARGET.sql(table),
                Sql.names(columns(table)),
                Sql.join(columns(table), column -> "s." + Sql.name(column), ", "),
                Place.STAGE.sql(table),
                Merge.MATCH,
                Sql.same("s", "c", place(table)),
                TAKES_OVER));
  }

  private long deleteTakenOver(String table) {
    return sql.run(
        "DELETE FROM %s t USING %s m WHERE m.%s AND t._leat_file = m.tf AND t._leat_row = m.tr%s"
            .formatted(
                Place.TARGET.sql(table),
                Merge.MATCH,
                TAKES_OVER,
                table.equals(request.table()) ? " AND NOT m.gone" : ""));
  }

  private Map<String, Long> verdicts(String select) {
    var counts = new HashMap<String, Long>();
    sql.each(select + " GROUP BY verdict", row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }

  private boolean isStaged(String table) {
    return stage.schemas().containsKey(table);
  }

  private List<String> columns(String table) {
    return tables.columns(Place.STAGE, table).keySet().stream()
        .filter(column -> !column.equals("_leat_load"))
        .toList();
  }

  private List<String> place(String table) {
    return tables.columns(Place.STAGE, table).keySet().stream()
        .filter(column -> column.startsWith("_leat_") && !column.equals("_leat_load"))
        .toList();
  }

  private List<String> indexes(String table) {
    return place(table).stream().filter(column -> column.startsWith("_leat_index_")).toList();
  }
}
