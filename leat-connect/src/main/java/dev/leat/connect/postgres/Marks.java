package dev.leat.connect.postgres;

import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.Statements;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code _leat_models}: what models made of a schema's tables, and from what.
 *
 * <p>A view shows the columns that there were when it was made. So its shape is kept with it: the
 * columns of all that it stands on. Where they have changed, it has no mark.
 */
final class Marks {
  private final Statements sql;
  private final PostgresUrl place;
  private final String models;

  Marks(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
    this.models = new Table(place.schema(), "_leat_models").sql();
  }

  /** Without those of tables and views that somebody has dropped. */
  Map<String, String> all() {
    var marks = new LinkedHashMap<String, String>();
    if (exist()) {
      sql.each(
          """
          SELECT name, mark FROM %s m WHERE form = '' OR EXISTS (
            SELECT 1 FROM pg_class c WHERE c.oid = to_regclass(%s)
              AND c.relkind = CASE form WHEN 'VIEW' THEN 'v' ELSE 'r' END
              AND m.shape IS NOT DISTINCT FROM CASE form WHEN 'VIEW' THEN %s END)
          ORDER BY name\
          """
              .formatted(
                  models,
                  "quote_ident(" + Sql.text(place.schema()) + ") || '.' || quote_ident(relation)",
                  shape("c.oid")),
          row -> marks.put(row.getString(1), row.getString(2)));
    }
    return marks;
  }

  void create() {
    if (!exist()) {
      sql.run(
          "CREATE TABLE %s (name text PRIMARY KEY, relation text, form text, mark text, shape text)"
              .formatted(models));
    }
  }

  /** Whether a model made the table or view. */
  boolean know(Table relation) {
    return exist() && sql.isTrue("SELECT EXISTS (SELECT 1 FROM " + models + of(relation) + ")");
  }

  /** A mark of a table or view that is there now. */
  void write(String name, Table relation, String form, String mark) {
    String shape =
        form.equals("VIEW") ? shape("to_regclass(" + Sql.text(relation.sql()) + ")") : "NULL";
    write(name, relation.name(), form, mark, shape);
  }

  /** A mark about no table. */
  void write(String name, String mark) {
    write(name, "", "", mark, "NULL");
  }

  private void write(String name, String relation, String form, String mark, String shape) {
    sql.run("DELETE FROM " + models + " WHERE name = " + Sql.text(name));
    sql.run(
        "INSERT INTO %s VALUES (%s, %s, %s, %s, %s)"
            .formatted(
                models, Sql.text(name), Sql.text(relation), Sql.text(form), Sql.text(mark), shape));
  }

  /** Lets a model's view be made anew; false where no model made it. */
  boolean forget(Table relation) {
    return exist() && sql.run("DELETE FROM " + models + of(relation)) > 0;
  }

  private String of(Table relation) {
    boolean here = relation.schema().equals(place.schema());
    return " WHERE form <> '' AND " + here + " AND relation = " + Sql.text(relation.name());
  }

  private boolean exist() {
    return sql.isTrue("SELECT to_regclass(" + Sql.text(models) + ") IS NOT NULL");
  }

  private static String shape(String view) {
    return """
    (SELECT md5(string_agg(a.attrelid::regclass || ' ' || a.attname || ' '
        || format_type(a.atttypid, a.atttypmod), ',' ORDER BY a.attrelid::regclass::text, a.attnum))
      FROM pg_attribute a WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (
        SELECT d.refobjid FROM pg_rewrite r JOIN pg_depend d
          ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
          AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
        WHERE r.ev_class = %s))\
    """
        .formatted(view);
  }
}
