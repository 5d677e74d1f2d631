package dev.leat.connect.postgres;

import dev.leat.api.Disposition;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a table all of its rows anew, in the open transaction and in place: views and grants stay,
 * and readers see the old rows until the commit.
 */
final class Rebuild {
  private final Statements sql;
  private final Tables tables;
  private final Stage stage;
  private final String root;
  private final Optional<Disposition.Merge> rule;

  /**
   * @param rule by which rows of the root table merge, where they do
   */
  Rebuild(
      Statements sql, Tables tables, Stage stage, String root, Optional<Disposition.Merge> rule) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage;
    this.root = root;
    this.rule = rule;
  }

  /**
   * @param known the tables that earlier loads have written, the root first
   */
  Map<String, Counts> apply(List<String> known) {
    var counts = new LinkedHashMap<String, Counts>();
    for (String table : stage.tables()) {
      if (stage.isStraight()) {
        tables.endStamp(tables.target(table));
        counts.put(table, new Counts(stage.rows(table), 0, 0, 0, 0));
      } else {
        counts.put(table, replace(table, known.contains(table)));
      }
    }
    known.stream()
        .filter(table -> !stage.has(table))
        .forEach(table -> counts.put(table, new Counts(0, 0, 0, empty(table), 0)));
    return counts;
  }

  /** Rows go before columns change, so that nothing of them has to be converted. */
  private Counts replace(String table, boolean known) {
    Table target = tables.target(table);
    long deleted = 0;
    if (!known) {
      tables.refuseForeign(target);
    } else if (tables.exists(target)) {
      boolean isRoot = table.equals(root);
      rule.filter(merge -> isRoot)
          .ifPresent(merge -> Stamping.keep(sql, tables, stage.table(table), target, merge));
      deleted = empty(table);
      List<String> wanted = isRoot ? rule.map(Disposition.Merge::key).orElse(List.of()) : List.of();
      new Key(sql, tables, target).giveWay(wanted, stage.columns(table));
      tables.reshape(target, stage.columns(table));
    }
    if (!tables.exists(target)) {
      tables.grow(target, stage.columns(table));
    }
    String names = Sql.names(stage.columns(table).keySet());
    long inserted =
        sql.run(
            "INSERT INTO %s (%s) SELECT %2$s FROM %s"
                .formatted(target.sql(), names, stage.table(table).sql()));
    return new Counts(inserted, 0, 0, deleted, 0);
  }

  private long empty(String table) {
    Table target = tables.target(table);
    return tables.exists(target) ? sql.run("DELETE FROM " + target.sql()) : 0;
  }
}
