package dev.leat.connect.postgres;

import dev.leat.api.Disposition;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Precedence;
import dev.leat.connect.sql.Statements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Decides which row stands for a key: a staged one or the table's.
 *
 * <p>Rows are compared as {@link Precedence} says. The decisions are in {@code _leat_match}, pairs
 * of a staged row (sc, sf, sr) and the table's row (tc, tf, tr) of the same key, with a verdict:
 * {@code updated} or {@code unchanged} where the staged row takes over, {@code older} where the
 * table's row stays, {@code itself} where both are the same row. Rows are named by place and, for
 * the server's sake, by their address: the table is locked against other writers meanwhile.
 */
final class Merge {
  static final String MATCH = "pg_temp._leat_match";
  static final String TAKES_OVER = "verdict IN ('updated', 'unchanged')";

  private final Statements sql;
  private final Tables tables;
  private final Table stage;
  private final Table target;
  private final Disposition.Merge rule;

  Merge(Statements sql, Tables tables, Stage stage, String root, Disposition.Merge rule) {
    this.sql = sql;
    this.tables = tables;
    this.stage = stage.table(root);
    this.target = tables.target(root);
    this.rule = rule;
  }

  /**
   * Holds the staged rows, one per key, against the table's. Hidden rows of files that are staged
   * once more were counted when they were held back.
   */
  void match() {
    sql.run("ANALYZE " + stage.sql());
    sql.run("DROP TABLE IF EXISTS " + MATCH);
    sql.run(
        """
        CREATE TEMP TABLE _leat_match AS
        SELECT sc, tc, sf, sr, tf, tr, gone, CASE
            WHEN sf = tf AND sr = tr THEN 'itself'
            WHEN NOT gone AND NOT newer THEN 'older'
            WHEN same THEN 'unchanged' ELSE 'updated' END AS verdict
        FROM (
          SELECT s.ctid AS sc, t.ctid AS tc, s._leat_file AS sf, s._leat_row AS sr,
            t._leat_file AS tf, t._leat_row AS tr,
            t._leat_file IN (SELECT file FROM %s) AS gone, %s AS newer, %s AS same
          FROM %s s JOIN %s t ON %s
          LEFT JOIN %s sv ON sv.file = s._leat_file LEFT JOIN %7$s tv ON tv.file = t._leat_file
        ) pairs\
        """
            .formatted(
                Bookkeeping.REMOVED,
                precedence().isBefore("s", "t"),
                sameData(tables, stage, target, Stamping.of(rule)),
                stage.sql(),
                target.sql(),
                sameKey(),
                Bookkeeping.REVISION));
    sql.run("ANALYZE " + MATCH);
    sql.run(
        """
        INSERT INTO %1$s
        SELECT sf, count(*) FROM %2$s WHERE verdict = 'older' AND sf <> tf GROUP BY sf
        UNION ALL
        SELECT tf, count(*) FROM %2$s WHERE %3$s AND NOT gone AND sf <> tf
        AND tf NOT IN (SELECT file FROM %4$s) GROUP BY tf\
        """
            .formatted(Bookkeeping.SHADOWED, MATCH, TAKES_OVER, Bookkeeping.AGAIN));
  }

  /** Whether a row is about to go that has no staged successor that is as new. */
  boolean orphans() {
    return sql.isTrue(
        """
        SELECT EXISTS (
          SELECT 1 FROM %s t LEFT JOIN %s tv ON tv.file = t._leat_file
          WHERE t._leat_file IN (SELECT file FROM %s) AND NOT EXISTS (
            SELECT 1 FROM %s s LEFT JOIN %2$s sv ON sv.file = s._leat_file
            WHERE %s AND NOT %s))\
        """
            .formatted(
                target.sql(),
                Bookkeeping.REVISION,
                Bookkeeping.REMOVED,
                stage.sql(),
                sameKey(),
                precedence().isBefore("t", "s")));
  }

  /** Whether a staged row s and a table's row t hold the same data. */
  static String sameData(Tables tables, Table stage, Table target, Collection<String> beside) {
    Map<String, String> staged = tables.columns(stage);
    Map<String, String> present = tables.columns(target);
    List<String> data = new ArrayList<>(Sql.data(present.keySet()));
    data.removeAll(beside);
    String same =
        Sql.join(
            data,
            column -> {
              String type = present.getOrDefault(column, "");
              String mine = comparable("t", column, type);
              return staged.containsKey(column)
                  ? cast("s", column, type) + " IS NOT DISTINCT FROM " + mine
                  : "t." + Sql.name(column) + " IS NULL";
            },
            " AND ");
    return same.isEmpty() ? "true" : "(" + same + ")";
  }

  /**
   * Null equals null. Only plain equality lets the server hash or use an index, so it is what is
   * asked for unless a staged key has a null; then texts are hashed, and the values compared.
   */
  private String sameKey() {
    Map<String, String> present = tables.columns(target);
    List<String> key = rule.key().stream().map(Sql::fitting).toList();
    String anyNull = Sql.join(key, column -> Sql.name(column) + " IS NULL", " OR ");
    boolean nulls =
        sql.isTrue("SELECT EXISTS (SELECT 1 FROM " + stage.sql() + " WHERE " + anyNull + ")");
    return Sql.join(
        key,
        column -> {
          String type = present.getOrDefault(column, "text");
          String staged = cast("s", column, type);
          String mine = comparable("t", column, type);
          return nulls
              ? "coalesce(%1$s::text, '') = coalesce(%2$s::text, '') AND (%1$s IS NULL) = (%2$s IS NULL)"
                  .formatted(staged, mine)
              : staged + " = " + mine;
        },
        " AND ");
  }

  private Precedence precedence() {
    Map<String, String> present = tables.columns(target);
    return new Precedence(
        rule.order(),
        (row, column) -> {
          String name = Sql.fitting(column);
          String type = present.getOrDefault(name, "text");
          // Texts in the order of their bytes, as DuckDB has them, whatever the database's
          // language.
          String order = type.equals("text") || type.equals("json") ? " COLLATE \"C\"" : "";
          return cast(row, name, type) + order;
        });
  }

  private static String cast(String row, String column, String type) {
    String value = "CAST(" + Sql.of(row, column) + " AS " + type + ")";
    return isJson(type) ? value + "::text" : value;
  }

  private static String comparable(String row, String column, String type) {
    return Sql.of(row, column) + (isJson(type) ? "::text" : "");
  }

  private static boolean isJson(String type) {
    return Types.parse(type).map(Key::isJson).orElse(false);
  }
}
