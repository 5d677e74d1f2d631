package dev.leat.connect.postgres;

import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Views that stand on a table or view: taken down while it changes, put back as they were.
 *
 * <p>All of it happens in the open transaction, so nobody sees the gap. Owner, options, comment and
 * grants of a view come back with it. Those of models that do not fit what has changed are left out
 * and forgotten, so that the models are made anew; where any other does not fit, it is in the way.
 */
final class Views {
  /**
   * A view as it was.
   *
   * @param isOurs whether it can be made again: a plain view that this role may drop
   */
  record View(Table name, boolean isOurs, String making) {}

  /** Those on which nothing else stands come last. */
  private static final String STANDING =
      """
      WITH RECURSIVE standing (oid, depth) AS (
        SELECT r.ev_class, 1 FROM pg_depend d
        JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> d.refobjid
        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
          AND d.refobjid = to_regclass(<table>) AND <columns>
        UNION
        SELECT r.ev_class, s.depth + 1 FROM standing s
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid
        JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> s.oid
      )
      SELECT v.nspname, v.relname, v.ours,
        'CREATE VIEW ' || name || options || ' AS ' || pg_get_viewdef(v.oid) || owner || comment
          || <grants>
      FROM (
        SELECT c.oid, n.nspname, c.relname, c.relacl, c.relowner,
          quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
          c.relkind = 'v' AND pg_has_role(c.relowner, 'USAGE') AND NOT c.relhastriggers
            AND (SELECT count(*) FROM pg_rewrite r WHERE r.ev_class = c.oid) = 1 AS ours,
          coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS options,
          CASE WHEN pg_get_userbyid(c.relowner) = current_user THEN '' ELSE ' ALTER VIEW '
            || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' OWNER TO '
            || quote_ident(pg_get_userbyid(c.relowner)) || ';' END AS owner,
          coalesce(' COMMENT ON VIEW ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            || ' IS ' || quote_literal(obj_description(c.oid, 'pg_class')) || ';', '') AS comment,
          s.depth
        FROM (SELECT oid, max(depth) AS depth FROM standing GROUP BY oid) s
        JOIN pg_class c ON c.oid = s.oid JOIN pg_namespace n ON n.oid = c.relnamespace
      ) v ORDER BY v.depth, v.nspname, v.relname\
      """;

  /** What others may do with v.name, as statements. */
  private static final String GRANTS =
      """
      coalesce((
        SELECT string_agg(' GRANT ' || g.privilege_type || g.columns || ' ON ' || v.name || ' TO '
          || CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END
          || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION;' ELSE ';' END, '')
        FROM (
          SELECT a.privilege_type, '' AS columns, a.grantee, a.is_grantable
          FROM aclexplode(v.relacl) a
          UNION ALL
          SELECT a.privilege_type, ' (' || quote_ident(c.attname) || ')', a.grantee, a.is_grantable
          FROM pg_attribute c CROSS JOIN LATERAL aclexplode(c.attacl) a
          WHERE <whole> AND c.attrelid = v.oid AND NOT c.attisdropped
        ) g WHERE g.grantee <> v.relowner), '')\
      """;

  private final Statements sql;
  private final PostgresUrl place;

  Views(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
  }

  /** All that stands on a table or view, directly or not. */
  List<View> standingOn(Table table) {
    return standing(table, "true");
  }

  /** All that stands on some columns of a table, directly or not. */
  List<View> standingOn(Table table, Collection<String> columns) {
    return standing(
        table,
        "d.refobjsubid IN (SELECT attnum FROM pg_attribute WHERE attrelid = d.refobjid AND attname"
            + " IN ("
            + Sql.texts(columns)
            + "))");
  }

  private List<View> standing(Table table, String columns) {
    return sql.list(
        STANDING
            .replace("<grants>", GRANTS.replace("<whole>", "true"))
            .replace("<columns>", columns)
            .replace("<table>", Sql.text(table.sql())),
        row ->
            new View(
                new Table(row.getString(1), row.getString(2)),
                row.getBoolean(3),
                row.getString(4)));
  }

  /** The statements that give others what they may do with a table or view; empty for none. */
  String grants(Table table) {
    return sql
        .list(
            """
            SELECT %s FROM (SELECT oid, relacl, relowner, %s AS name FROM pg_class
              WHERE oid = to_regclass(%2$s)) v\
            """
                .formatted(GRANTS.replace("<whole>", "false"), Sql.text(table.sql())),
            row -> row.getString(1))
        .stream()
        .findFirst()
        .orElse("");
  }

  /** Where one of them cannot be put back, all stay, and the server says what is in the way. */
  List<View> takeDown(List<View> views) {
    if (!views.stream().allMatch(View::isOurs)) {
      return List.of();
    }
    views.reversed().forEach(view -> sql.run("DROP VIEW " + view.name().sql()));
    return views;
  }

  void putBack(List<View> views) {
    for (View view : views) {
      sql.run("SAVEPOINT leat_view");
      try {
        sql.runOrThrow(view.making());
      } catch (SQLException e) {
        sql.run("ROLLBACK TO SAVEPOINT leat_view");
        if (!new Marks(sql, place).forget(view.name())) {
          throw PostgresError.inTheWay(place, view.name().name(), e);
        }
      }
      sql.run("RELEASE SAVEPOINT leat_view");
    }
  }
}
