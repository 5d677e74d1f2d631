package dev.leat.connect.duckdb;

import dev.leat.api.LeatException;
import dev.leat.api.Macro;
import dev.leat.api.Model;
import dev.leat.connect.sql.Statements;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables and views that models made, and {@code _leat_models}, which knows them by their marks. */
final class Models {
  private static final String OURS = "leat";
  private static final String MODELS = Sql.target("_leat_models");

  /** Whether something is a table or a view, in DuckDB's words. */
  private record Thing(String name, String kind) {}

  private final Statements sql;

  Models(Statements sql) {
    this.sql = sql;
  }

  /** Without those of tables and views that somebody has dropped. */
  Map<String, String> marks() {
    var marks = new LinkedHashMap<String, String>();
    List<Thing> things = things();
    if (!exists(things)) {
      return marks;
    }
    Set<String> names =
        things.stream().map(thing -> lower(thing.name())).collect(Collectors.toSet());
    sql.each(
        "SELECT name, form, mark FROM " + MODELS + " ORDER BY name",
        row -> {
          if (row.getString(2).isEmpty() || names.contains(lower(row.getString(1)))) {
            marks.put(row.getString(1), row.getString(3));
          }
        });
    return marks;
  }

  long materialise(Model model) {
    List<Thing> things = things();
    // Names in the model's SQL are those of the destination.
    sql.run("USE " + Sql.DESTINATION);
    sql.run("BEGIN");
    try {
      for (Thing thing : things) {
        if (lower(thing.name()).equals(lower(model.name()))) {
          refuseForeign(thing, exists(things));
          sql.run("DROP " + thing.kind() + " " + Sql.target(thing.name()));
        }
      }
      long rows = create(model);
      write(model.name(), model.form().name(), model.mark());
      sql.run("COMMIT");
      return rows;
    } catch (LeatException e) {
      sql.run("ROLLBACK");
      throw e;
    } finally {
      sql.run("USE memory");
    }
  }

  private long create(Model model) {
    String create =
        "CREATE " + model.form() + " " + Sql.target(model.name()) + " AS " + model.sql();
    try {
      sql.runOrThrow(create);
    } catch (SQLException e) {
      throw DuckDbError.ofModel(e);
    }
    return switch (model.form()) {
      case TABLE -> sql.number("SELECT count(*) FROM " + Sql.target(model.name()));
      case VIEW -> -1;
    };
  }

  /** Ours are told by a comment. */
  List<Macro> define(List<Macro> macros) {
    macros.forEach(this::refuseForeign);
    sql.run("USE " + Sql.DESTINATION);
    sql.run("BEGIN");
    try {
      for (Macro macro : macros) {
        sql.run("CREATE OR REPLACE " + macro.sql());
        sql.run("COMMENT ON MACRO " + macro.name() + " IS '" + OURS + "'");
      }
      sql.run("COMMIT");
      return macros;
    } catch (LeatException e) {
      sql.run("ROLLBACK");
      throw e;
    } finally {
      sql.run("USE memory");
    }
  }

  private void refuseForeign(Macro macro) {
    long others =
        sql.number(
            """
            SELECT count(*) FROM duckdb_functions()
            WHERE database_name = '%s' AND schema_name = 'main' AND lower(function_name) = lower(%s)
              AND comment IS DISTINCT FROM '%s'\
            """
                .formatted(Sql.DESTINATION, Sql.text(macro.name()), OURS));
    if (others > 0) {
      throw new LeatException(
          DuckDbError.DUCKDB_FOREIGN_MACRO,
          "There is a function '" + macro.name() + "' that Leat did not make.",
          "Drop it, so that the models get Leat's: DROP MACRO " + macro.name() + ".");
    }
  }

  long mark(String name, String mark) {
    sql.run("BEGIN");
    write(name, "", mark);
    return sql.run("COMMIT");
  }

  /**
   * @param form empty where the mark is about no table
   */
  private void write(String name, String form, String mark) {
    sql.run("CREATE TABLE IF NOT EXISTS " + MODELS + " (name VARCHAR, form VARCHAR, mark VARCHAR)");
    sql.run("DELETE FROM " + MODELS + " WHERE lower(name) = lower(" + Sql.text(name) + ")");
    sql.run("INSERT INTO " + MODELS + " VALUES " + Sql.texts(List.of(name, form, mark)));
  }

  private void refuseForeign(Thing thing, boolean modelsExist) {
    boolean ours =
        modelsExist
            && sql.number(
                    "SELECT count(*) FROM "
                        + MODELS
                        + " WHERE form <> '' AND lower(name) = lower("
                        + Sql.text(thing.name())
                        + ")")
                > 0;
    if (!ours) {
      throw new LeatException(
          DuckDbError.DUCKDB_FOREIGN_TABLE,
          "There is a " + lower(thing.kind()) + " '" + thing.name() + "' that no model made.",
          "Drop or rename it, or give the model another name.");
    }
  }

  private static boolean exists(List<Thing> things) {
    return things.stream().anyMatch(thing -> thing.name().equals("_leat_models"));
  }

  private List<Thing> things() {
    return sql.list(
        """
        SELECT table_name, 'TABLE' FROM duckdb_tables()
        WHERE database_name = '%1$s' AND schema_name = 'main'
        UNION ALL SELECT view_name, 'VIEW' FROM duckdb_views()
        WHERE database_name = '%1$s' AND schema_name = 'main' AND NOT internal\
        """
            .formatted(Sql.DESTINATION),
        row -> new Thing(row.getString(1), row.getString(2)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
