package dev.leat.connect.duckdb;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.History.Part;
import dev.leat.connect.sql.HistoryRows;
import dev.leat.connect.sql.Statements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Computes a table anew in shadow tables and puts them in its place, in an open transaction. */
final class Rebuild {
  private final Statements sql;
  private final Tables tables;
  private final Stage stage;
  private final LoadRequest request;

  Rebuild(Statements sql, Tables tables, Stage stage, LoadRequest request) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage;
    this.request = request;
  }

  Effects apply() {
    List<String> tree = new Records(sql).tree(request.table());
    stage.schemas().keySet().stream()
        .filter(table -> !tree.contains(table))
        .forEach(table -> Changes.refuseForeign(tables, tables.file(), table));
    var bookkeeping = new Bookkeeping(sql, request, tables.file(), stage.files());
    bookkeeping.prepare();
    stage.moveToShadows();
    if (request.disposition() instanceof Disposition.Merge rule
        && stage.schemas().containsKey(request.table())
        && Changes.isKeyed(tables, Place.SHADOW, request.table(), rule)) {
      var merge = new Merge(sql, tables, request.table(), rule);
      if (merge.findLosers(Place.SHADOW) > 0) {
        merge.settleStamps(Place.SHADOW);
        merge.deleteLosers(Place.SHADOW, stage.schemas().keySet());
      }
      merge.keepStamps();
    }
    if (request.disposition() instanceof Disposition.Scd2 rule
        && stage.schemas().containsKey(request.table())) {
      new Chronicle(sql, tables, stage, request, HistoryRows.rule(rule))
          .settle(
              List.of(
                  new Part(
                      Optional.of(Place.SHADOW.sql(request.table())),
                      List.of(),
                      Optional.empty())));
    }
    var counts = new LinkedHashMap<String, Counts>();
    stage.schemas().keySet().forEach(table -> counts.put(table, replace(table)));
    tree.stream()
        .filter(table -> !stage.schemas().containsKey(table))
        .forEach(table -> counts.put(table, empty(table)));
    bookkeeping.record();
    long quarantined = bookkeeping.recordQuarantine(stage);
    counts.computeIfPresent(
        request.table(), (table, of) -> of.plus(new Counts(0, 0, 0, 0, quarantined)));
    bookkeeping.drop();
    return new Effects(counts, counts.isEmpty() ? 0 : present(request.table()));
  }

  private Counts replace(String table) {
    long deleted = present(table);
    tables.swap(table);
    return new Counts(tables.count(Place.TARGET, table), 0, 0, deleted, 0);
  }

  /** A table that the files do not bring any more stays, without rows. */
  private Counts empty(String table) {
    boolean there = tables.exists(Place.TARGET, table);
    return new Counts(0, 0, 0, there ? sql.run("DELETE FROM " + Place.TARGET.sql(table)) : 0, 0);
  }

  private long present(String table) {
    return tables.exists(Place.TARGET, table) ? tables.count(Place.TARGET, table) : 0;
  }
}
