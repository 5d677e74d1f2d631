package dev.leat.connect.duckdb;

import dev.leat.api.LeatException;
import dev.leat.connect.sql.Statements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates tables and lets them grow: columns are added and widened, never dropped. */
final class Tables {
  /** Where tables are. */
  enum Place {
    /** Rows of a load that has not opened its transaction. */
    STAGE("temp", "_leat_stage_"),
    /** Rows of a table that is being rebuilt, in the destination's own file. */
    SHADOW(Sql.DESTINATION, "_leat_shadow_"),
    TARGET(Sql.DESTINATION, "");

    private final String database;
    private final String prefix;

    Place(String database, String prefix) {
      this.database = database;
      this.prefix = prefix;
    }

    String name(String table) {
      return prefix + table;
    }

    /** Whether a table of that name is of this place. */
    boolean holds(String name) {
      return name.startsWith(prefix);
    }

    String sql(String table) {
      return database + ".main." + Sql.name(name(table));
    }
  }

  private final Statements sql;
  private final Path file;

  /**
   * Columns of what this load has made, grown or looked at, none for what it has dropped of its
   * own. DuckDB looks through all views to tell them, which takes longer than a small load.
   */
  private final Map<String, Map<String, String>> known = new HashMap<>();

  Tables(Statements sql, Path file) {
    this.sql = sql;
    this.file = file;
  }

  /** Names and types of a table's columns, in order; empty where there is no such table. */
  Map<String, String> columns(Place place, String table) {
    Map<String, String> before = known.get(place.sql(table));
    if (before != null) {
      return before;
    }
    Map<String, String> columns = look(place, table);
    if (!columns.isEmpty()) {
      known.put(place.sql(table), columns);
    }
    return columns;
  }

  /** The same, for those who let tables change without this class. */
  Map<String, String> look(Place place, String table) {
    var columns = new LinkedHashMap<String, String>();
    sql.each(
        """
        SELECT column_name, data_type FROM duckdb_columns()
        WHERE database_name = %s AND schema_name = 'main' AND table_name = %s
        ORDER BY column_index\
        """
            .formatted(Sql.text(place.database), Sql.text(place.name(table))),
        row -> columns.put(row.getString(1), row.getString(2)));
    return columns;
  }

  boolean exists(Place place, String table) {
    return !columns(place, table).isEmpty();
  }

  /** The columns that {@link #grow} would change into something that their files do not say. */
  List<String> unfaithful(String table, Map<String, String> wanted) {
    Map<String, String> present = columns(Place.TARGET, table);
    return wanted.keySet().stream()
        .filter(
            column -> {
              String now = present.get(column);
              return now != null && !Types.isFaithfulJoin(now, wanted.getOrDefault(column, now));
            })
        .toList();
  }

  /** Makes a table hold these columns, whatever it holds now. */
  void grow(Place place, String table, Map<String, String> wanted) {
    var present = new LinkedHashMap<>(columns(place, table));
    if (present.isEmpty()) {
      create(place, table, wanted);
      return;
    }
    wanted.forEach(
        (column, type) -> {
          String now = present.get(column);
          String then = now == null ? type : Types.join(now, type);
          if (now == null) {
            alter(place, table, "ADD COLUMN " + Sql.name(column) + " " + type);
          } else if (!then.equals(now)) {
            widen(place, table, column, now, then);
          }
          present.put(column, then);
        });
    known.put(place.sql(table), present);
  }

  /** Lets a staged table be a view of these columns. */
  void view(String table, Map<String, String> columns, String select) {
    known.put(Place.STAGE.sql(table), columns);
    sql.run("CREATE OR REPLACE TEMP VIEW " + Place.STAGE.sql(table) + " AS " + select);
  }

  void dropStagedView(String table) {
    sql.run("DROP VIEW IF EXISTS " + Place.STAGE.sql(table));
    known.put(Place.STAGE.sql(table), Map.of());
  }

  Path file() {
    return file;
  }

  void drop(Place place, String table) {
    sql.run("DROP TABLE IF EXISTS " + place.sql(table));
    if (place == Place.TARGET) {
      known.remove(place.sql(table));
    } else {
      known.put(place.sql(table), Map.of());
    }
  }

  /** Whether the destination has a view of that name. */
  boolean isView(String name) {
    return sql.number(
            "SELECT count(*) FROM duckdb_views() WHERE database_name = %s AND schema_name = 'main' AND view_name = %s"
                .formatted(Sql.text(Sql.DESTINATION), Sql.text(name)))
        > 0;
  }

  /** Drops a view, and nothing else of that name. */
  void dropView(String name) {
    if (isView(name)) {
      sql.run("DROP VIEW " + Place.TARGET.sql(name));
      known.remove(Place.TARGET.sql(name));
    }
  }

  /** Puts a shadow in the place of the table, within the transaction that is open. */
  void swap(String table) {
    if (exists(Place.TARGET, table)) {
      refuseIndexes(table);
      drop(Place.TARGET, table);
    }
    rename(table, table);
  }

  /** Lets a shadow be a table of the destination. */
  void rename(String shadow, String table) {
    Map<String, String> columns = columns(Place.SHADOW, shadow);
    alter(Place.SHADOW, shadow, "RENAME TO " + Sql.name(table));
    known.put(Place.TARGET.sql(table), columns);
  }

  long count(Place place, String table) {
    return sql.number("SELECT count(*) FROM " + place.sql(table));
  }

  private void create(Place place, String table, Map<String, String> columns) {
    String temporary = place == Place.STAGE ? "TEMP " : "";
    var definitions = new ArrayList<String>();
    columns.forEach((column, type) -> definitions.add(Sql.name(column) + " " + type));
    sql.run(
        "CREATE "
            + temporary
            + "TABLE "
            + place.sql(table)
            + " ("
            + String.join(", ", definitions)
            + ")");
    known.put(place.sql(table), new LinkedHashMap<>(columns));
  }

  private void widen(Place place, String table, String column, String from, String to) {
    if (place == Place.TARGET) {
      refuseIndexes(table);
    }
    alter(
        place,
        table,
        "ALTER COLUMN %s TYPE %s USING %s"
            .formatted(Sql.name(column), to, Types.convert(Sql.name(column), from, to)));
  }

  private void alter(Place place, String table, String change) {
    known.remove(place.sql(table));
    sql.run("ALTER TABLE " + place.sql(table) + " " + change);
  }

  private void refuseIndexes(String table) {
    List<String> indexes =
        sql.list(
            """
            SELECT index_name FROM duckdb_indexes()
            WHERE database_name = %s AND schema_name = 'main' AND table_name = %s\
            """
                .formatted(Sql.text(Sql.DESTINATION), Sql.text(table)),
            row -> row.getString(1));
    if (!indexes.isEmpty()) {
      throw new LeatException(
          DuckDbError.DUCKDB_INDEX_IN_THE_WAY,
          "The table %s in %s must change, and DuckDB forbids it while it has the index %s."
              .formatted(table, file, String.join(", ", indexes)),
          "Drop the index, load again, then create it anew.");
    }
  }
}
