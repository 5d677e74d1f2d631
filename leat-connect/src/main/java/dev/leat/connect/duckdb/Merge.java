package dev.leat.connect.duckdb;

import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.Precedence;
import dev.leat.connect.sql.StampRows;
import dev.leat.connect.sql.Statements;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Decides which row stands for a key, wherever the rows come from.
 *
 * <p>Rows are compared as {@link Precedence} says. All decisions are written to temporary tables
 * that name rows by file and position:
 *
 * <ul>
 *   <li>{@code _leat_revision} the revision of every file that the table holds or is to hold
 *   <li>{@code _leat_loser} staged rows that another staged row of their key hides
 *   <li>{@code _leat_match} pairs of a staged row (sf, sr) and the table's row (tf, tr) of the same
 *       key, and their verdict: {@code updated} or {@code unchanged} where the staged row takes
 *       over, {@code older} where the table's row stays, {@code itself} where both are the same row
 *   <li>{@code _leat_shadowed} one row per key and file whose row is hidden by another file's
 * </ul>
 */
final class Merge {
  static final String LOSER = Sql.temporary("_leat_loser");
  static final String MATCH = Sql.temporary("_leat_match");
  static final String SHADOWED = Sql.temporary("_leat_shadowed");
  static final String REVISION = Sql.temporary("_leat_revision");
  static final String AGAIN = Sql.temporary("_leat_again");
  static final String REMOVED = Sql.temporary("_leat_removed");

  private final Statements sql;
  private final Tables tables;
  private final String root;
  private final Disposition.Merge rule;
  private final Precedence precedence;

  Merge(Statements sql, Tables tables, String root, Disposition.Merge rule) {
    this.sql = sql;
    this.tables = tables;
    this.root = root;
    this.rule = rule;
    this.precedence = new Precedence(rule.order(), (row, column) -> row + "." + Sql.name(column));
  }

  /** Finds the rows of a place that newer rows of the same place hide; counts them. */
  long findLosers(Place place) {
    String keys = Sql.join(rule.key(), column -> "r." + Sql.name(column), ", ");
    String first = precedence.firstToLast("r");
    sql.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_loser AS
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
            .formatted(keys, place.sql(root), first, REVISION));
    sql.run(
        "CREATE OR REPLACE TEMP TABLE _leat_shadowed AS SELECT _leat_file AS file FROM "
            + LOSER
            + " WHERE shadowed");
    return sql.number("SELECT count(*) FROM " + LOSER);
  }

  /** The rows that stay take over when their keys came; before the others go. */
  void settleStamps(Place place) {
    rule.stamps()
        .ifPresent(
            stamps ->
                sql.run(
                    StampRows.settle(
                        stamps,
                        place.sql(root),
                        tables.columns(place, root).keySet().stream()
                            .filter(column -> !isOurs(column) && !isStamp(column))
                            .toList(),
                        new StampRows.Keyed(rule.key(), precedence.firstToLast("r")),
                        REVISION)));
  }

  /** Rows of a shadow take over when the table's rows of their keys came and changed. */
  void keepStamps() {
    Map<String, String> present = tables.columns(Place.TARGET, root);
    Disposition.Stamps stamps = rule.stamps().orElse(null);
    if (stamps == null
        || !present.keySet().containsAll(rule.key())
        || !present.keySet().containsAll(List.of(stamps.created(), stamps.modified()))) {
      return;
    }
    Map<String, String> wanted = tables.columns(Place.SHADOW, root);
    var all = new LinkedHashSet<>(wanted.keySet());
    all.addAll(present.keySet());
    all.removeIf(column -> isOurs(column) || isStamp(column));
    sql.run(
        """
        UPDATE %1$s AS s SET %3$s = least(s.%3$s, t.%3$s),
          %4$s = CASE WHEN %5$s THEN coalesce(t.%4$s, s.%4$s) ELSE greatest(s.%4$s, t.%4$s) END
        FROM %2$s t WHERE %6$s\
        """
            .formatted(
                Place.SHADOW.sql(root),
                Place.TARGET.sql(root),
                Sql.name(stamps.created()),
                Sql.name(stamps.modified()),
                Sql.join(all, column -> sameText(column, wanted, present), " AND "),
                Sql.join(rule.key(), column -> sameText(column, wanted, present), " AND ")));
  }

  private static String sameText(
      String column, Map<String, String> wanted, Map<String, String> present) {
    String name = Sql.name(column);
    if (!wanted.containsKey(column)) {
      return "t." + name + " IS NULL";
    }
    if (!present.containsKey(column)) {
      return "s." + name + " IS NULL";
    }
    String as = Objects.equals(wanted.get(column), present.get(column)) ? "" : "::VARCHAR";
    return "s.%1$s%2$s IS NOT DISTINCT FROM t.%1$s%2$s".formatted(name, as);
  }

  private boolean isStamp(String column) {
    return rule.stamps()
        .filter(both -> both.created().equals(column) || both.modified().equals(column))
        .isPresent();
  }

  /** Removes them, with their children. */
  void deleteLosers(Place place, Collection<String> tree) {
    for (String table : tree) {
      sql.run(
          "DELETE FROM %s r USING %s l WHERE %s"
              .formatted(place.sql(table), LOSER, Sql.same("r", "l", Sql.place(0))));
    }
  }

  /**
   * Holds the staged rows, one per key, against the table's. Hidden rows of files that are staged
   * once more were counted among the losers.
   */
  void match() {
    sql.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_pair AS
        SELECT s._leat_file AS sf, s._leat_row AS sr, t._leat_file AS tf, t._leat_row AS tr,
          t._leat_load AS load, %s, t._leat_file IN (SELECT file FROM %s) AS gone,
          %s AS newer
        FROM %s s JOIN %s t ON %s
        LEFT JOIN %s sv ON sv.file = s._leat_file LEFT JOIN %s tv ON tv.file = t._leat_file\
        """
            .formatted(
                stamps("t."),
                REMOVED,
                precedence.isBefore("s", "t"),
                Place.STAGE.sql(root),
                Place.TARGET.sql(root),
                sameKey(),
                REVISION,
                REVISION));
    sql.run(
        """
        CREATE OR REPLACE TEMP TABLE _leat_match AS
        SELECT p.*, CASE
            WHEN p.sf = p.tf AND p.sr = p.tr THEN 'itself'
            WHEN NOT p.gone AND NOT p.newer THEN 'older'
            WHEN %s THEN 'unchanged' ELSE 'updated' END AS verdict
        FROM temp.main._leat_pair p
        JOIN %s s ON s._leat_file = p.sf AND s._leat_row = p.sr
        JOIN %s t ON t._leat_file = p.tf AND t._leat_row = p.tr\
        """
            .formatted(sameRow(), Place.STAGE.sql(root), Place.TARGET.sql(root)));
    sql.run("DROP TABLE temp.main._leat_pair");
    sql.run(
        """
        INSERT INTO %1$s
        SELECT sf FROM %2$s WHERE verdict = 'older' AND sf <> tf
        UNION ALL
        SELECT tf FROM %2$s WHERE verdict IN ('updated', 'unchanged') AND NOT gone AND sf <> tf
        AND tf NOT IN (SELECT file FROM %3$s)\
        """
            .formatted(SHADOWED, MATCH, AGAIN));
  }

  /**
   * Files whose hidden rows may have to stand in for rows that are about to go: those with hidden
   * rows, when a row that goes has no staged successor that is as new.
   */
  FileIds lacking(FileIds staged) {
    FileIds candidates =
        FileIds.of(
            sql
                .list(
                    """
                    SELECT file FROM %s WHERE table_name = %s AND shadowed > 0
                    AND file NOT IN (SELECT file FROM %s)\
                    """
                        .formatted(Records.FILES, Sql.text(root), REMOVED),
                    row -> row.getLong(1))
                .stream()
                .mapToLong(Long::longValue));
    FileIds missing = candidates.minus(staged);
    return missing.isEmpty() || orphans() == 0 ? FileIds.NONE : missing;
  }

  private long orphans() {
    if (!tables.exists(Place.STAGE, root)) {
      return sql.number(
          "SELECT count(*) FROM %s WHERE _leat_file IN (SELECT file FROM %s)"
              .formatted(Place.TARGET.sql(root), REMOVED));
    }
    return sql.number(
        """
        SELECT count(*) FROM %s t LEFT JOIN %s tv ON tv.file = t._leat_file
        WHERE t._leat_file IN (SELECT file FROM %s) AND NOT EXISTS (
          SELECT 1 FROM %s s LEFT JOIN %s sv ON sv.file = s._leat_file
          WHERE %s AND NOT %s)\
        """
            .formatted(
                Place.TARGET.sql(root),
                REVISION,
                REMOVED,
                Place.STAGE.sql(root),
                REVISION,
                sameKey(),
                precedence.isBefore("t", "s")));
  }

  /** What a table's row t says of when it came and changed. */
  private String stamps(String row) {
    return rule.stamps()
        .map(
            both ->
                "%1$s%2$s AS created, %1$s%3$s AS modified"
                    .formatted(row, Sql.name(both.created()), Sql.name(both.modified())))
        .orElse("NULL AS created, NULL AS modified");
  }

  private String sameRow() {
    return sameData(tables, root, this::isStamp);
  }

  /** Whether a staged row s and a table's row t hold the same data. */
  static String sameData(Tables tables, String table, Predicate<String> beside) {
    Map<String, String> staged = tables.columns(Place.STAGE, table);
    Map<String, String> present = tables.columns(Place.TARGET, table);
    String same =
        Sql.join(
            present.keySet().stream()
                .filter(column -> !isOurs(column) && !beside.test(column))
                .toList(),
            column ->
                staged.containsKey(column)
                    ? cast("s", column, present) + " IS NOT DISTINCT FROM t." + Sql.name(column)
                    : "t." + Sql.name(column) + " IS NULL",
            " AND ");
    return same.isEmpty() ? "true" : "(" + same + ")";
  }

  private String sameKey() {
    Map<String, String> present = tables.columns(Place.TARGET, root);
    return Sql.join(
        rule.key(),
        column -> cast("s", column, present) + " IS NOT DISTINCT FROM t." + Sql.name(column),
        " AND ");
  }

  private static String cast(String row, String column, Map<String, String> present) {
    return "CAST(" + row + "." + Sql.name(column) + " AS " + present.get(column) + ")";
  }

  private static boolean isOurs(String column) {
    return column.startsWith("_leat_");
  }
}
