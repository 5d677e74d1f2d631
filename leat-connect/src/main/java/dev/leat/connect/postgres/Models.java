package dev.leat.connect.postgres;

import dev.leat.api.LeatException;
import dev.leat.api.Macro;
import dev.leat.api.Model;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.postgres.Views.View;
import dev.leat.connect.sql.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes tables and views of models, each in one transaction.
 *
 * <p>A table or view whose columns stay is changed in place, so grants, indexes and views on it
 * stay as well. One of other columns is made anew, with the grants of the old one and the views
 * that stood on it.
 */
final class Models {
  /** Tells the columns of a model's SELECT before anything is changed. */
  private static final Table SHAPE = Table.temporary("_leat_model");

  private final Statements sql;
  private final PostgresUrl place;
  private final Tables tables;
  private final Views views;
  private final Marks marks;

  Models(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
    this.tables = new Tables(sql, place);
    this.views = new Views(sql, place);
    this.marks = new Marks(sql, place);
  }

  long materialise(Model model) {
    begin();
    Table target = tables.target(model.name());
    shape(model);
    Optional<String> kind = kind(target);
    if (kind.isPresent()) {
      refuseForeign(target, kind.get());
    }
    switch (model.form()) {
      case TABLE -> makeTable(model, target, kind.orElse(""));
      case VIEW -> makeView(model, target, kind.orElse(""));
    }
    sql.run("DROP VIEW " + SHAPE.sql());
    marks.write(model.name(), target, model.form().name(), model.mark());
    long rows = model.form() == Model.Form.VIEW ? -1 : tables.count(target);
    sql.run("COMMIT");
    return rows;
  }

  void define(List<Macro> macros) {
    begin();
    new Functions(sql, place).make(macros);
    sql.run("COMMIT");
  }

  void mark(String name, String mark) {
    begin();
    marks.write(name, mark);
    sql.run("COMMIT");
  }

  private void begin() {
    sql.run("BEGIN");
    sql.run("SELECT pg_advisory_xact_lock(" + Turn.of(place.schema(), "_leat_models") + ")");
    new Records(sql, place).makeSchema();
    marks.create();
  }

  /** What bears the name: table, view, or something else. */
  private Optional<String> kind(Table target) {
    return sql.first(
        """
        SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'v' THEN 'view' ELSE 'relation' END
        FROM pg_class WHERE oid = to_regclass(%s)\
        """
            .formatted(Sql.text(target.sql())),
        row -> row.getString(1));
  }

  private void refuseForeign(Table target, String kind) {
    if (!marks.know(target)) {
      throw new LeatException(
          PostgresError.POSTGRES_FOREIGN_TABLE,
          "There is a " + kind + " '" + target.name() + "' in " + place + " that no model made.",
          "Drop or rename it, or give the model another name.");
    }
  }

  private void makeTable(Model model, Table target, String kind) {
    Map<String, String> wanted = tables.columns(SHAPE);
    boolean inPlace =
        kind.equals("table")
            && List.copyOf(tables.columns(target).entrySet())
                .equals(List.copyOf(wanted.entrySet()));
    if (inPlace) {
      sql.run("DELETE FROM " + target.sql());
      of("INSERT INTO " + target.sql() + " SELECT * FROM " + SHAPE.sql());
    } else {
      replace(target, kind, () -> of("CREATE TABLE " + target.sql() + " AS " + model.sql()));
    }
    sql.run("ANALYZE " + target.sql());
  }

  /** PostgreSQL lets a view gain columns at its end, and nothing else. */
  private void makeView(Model model, Table target, String kind) {
    List<Map.Entry<String, String>> wanted = List.copyOf(tables.columns(SHAPE).entrySet());
    List<Map.Entry<String, String>> present = List.copyOf(tables.columns(target).entrySet());
    boolean inPlace =
        kind.equals("view")
            && wanted.size() >= present.size()
            && wanted.subList(0, present.size()).equals(present);
    if (inPlace) {
      of("CREATE OR REPLACE VIEW " + target.sql() + " AS " + model.sql());
    } else {
      replace(target, kind, () -> of("CREATE VIEW " + target.sql() + " AS " + model.sql()));
    }
  }

  private void replace(Table target, String kind, Runnable making) {
    if (kind.isEmpty()) {
      making.run();
      return;
    }
    String grants = views.grants(target);
    List<View> standing = views.takeDown(views.standingOn(target));
    sql.run("DROP " + kind + " " + target.sql());
    making.run();
    if (!grants.isEmpty()) {
      sql.run(grants);
    }
    views.putBack(standing);
  }

  private void shape(Model model) {
    try {
      sql.runOrThrow("CREATE TEMP VIEW _leat_model AS " + Queries.single(model.sql()));
    } catch (SQLException e) {
      throw PostgresError.ofModel(place, e);
    }
  }

  private void of(String statement) {
    try {
      sql.runOrThrow(statement);
    } catch (SQLException e) {
      throw PostgresError.ofModel(place, e);
    }
  }
}
