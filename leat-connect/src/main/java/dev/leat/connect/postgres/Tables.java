package dev.leat.connect.postgres;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.LeatException;
import dev.leat.api.TableSchema;
import dev.leat.connect.postgres.Views.View;
import dev.leat.connect.sql.Statements;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates tables and lets them grow in place, so that views and grants stay. */
final class Tables {
  /** A table, by names that fit. */
  record Table(String schema, String name) {
    static final String TEMPORARY = "pg_temp";

    static Table temporary(String name) {
      return new Table(TEMPORARY, name);
    }

    boolean isTemporary() {
      return schema.equals(TEMPORARY);
    }

    String sql() {
      return Sql.name(schema) + "." + Sql.name(name);
    }
  }

  /** What a column is to become. */
  private record Change(String column, String now, ColumnType from, ColumnType to) {}

  private final Statements sql;
  private final PostgresUrl place;

  Tables(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
  }

  Table target(String table) {
    return new Table(place.schema(), Sql.fitting(table));
  }

  /** Names and types of a table's columns, in order; empty where there is no such table. */
  Map<String, String> columns(Table table) {
    var columns = new LinkedHashMap<String, String>();
    sql.each(
        """
        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
        WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum\
        """
            .formatted(Sql.text(table.sql())),
        row -> columns.put(row.getString(1), row.getString(2)));
    return columns;
  }

  boolean exists(Table table) {
    return !columns(table).isEmpty();
  }

  /** Every column of a table with its type, by names that fit, those of the data first. */
  static Map<String, ColumnType> columns(TableSchema schema) {
    var columns = new LinkedHashMap<String, ColumnType>();
    for (Column column : schema.columns()) {
      columns.put(Sql.fitting(column.name()), column.type());
    }
    columns.put("_leat_load", ColumnType.Simple.BIGINT);
    Sql.place(schema.depth()).forEach(column -> columns.put(column, ColumnType.Simple.BIGINT));
    return columns;
  }

  void refuseForeign(Table table) {
    if (exists(table)) {
      throw new LeatException(
          PostgresError.POSTGRES_FOREIGN_TABLE,
          "The table " + table.name() + " in " + place + " is not one that this load made.",
          "Rename one of the two, or load into another schema.");
    }
  }

  /** The first column that {@link #grow} would change into something that its files do not say. */
  Optional<String> unfaithful(Table table, Map<String, ColumnType> wanted) {
    return columns(table).entrySet().stream()
        .filter(column -> !isFaithful(column.getValue(), wanted.get(column.getKey())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isFaithful(String now, @Nullable ColumnType wanted) {
    return wanted == null
        || Types.parse(now).map(from -> Types.isFaithfulJoin(from, wanted)).orElse(true);
  }

  /** Makes a table hold these columns, whatever it holds now. */
  void grow(Table table, Map<String, ColumnType> wanted) {
    Map<String, String> present = columns(table);
    if (present.isEmpty()) {
      create(table, wanted);
      return;
    }
    var alterations = new ArrayList<String>();
    wanted.forEach(
        (column, type) -> {
          if (!present.containsKey(column)) {
            alterations.add("ADD COLUMN " + Sql.name(column) + " " + Types.write(type));
          }
        });
    List<Change> changes = changes(present, wanted);
    changes.forEach(change -> alterations.add(widen(change)));
    alter(table, alterations, changes.stream().map(Change::column).toList());
  }

  /** Gives an emptied table these columns and no other, each of exactly its type. */
  void reshape(Table table, Map<String, ColumnType> wanted) {
    Map<String, String> present = columns(table);
    var alterations = new ArrayList<String>();
    var touched = new ArrayList<String>();
    present.forEach(
        (column, now) -> {
          ColumnType type = wanted.get(column);
          String written = type == null ? now : Types.write(type);
          if (type == null) {
            alterations.add("DROP COLUMN " + Sql.name(column));
            touched.add(column);
          } else if (!written.equals(now)) {
            alterations.add(
                "ALTER COLUMN %s TYPE %s USING NULL::%2$s".formatted(Sql.name(column), written));
            touched.add(column);
          }
        });
    wanted.forEach(
        (column, type) -> {
          if (!present.containsKey(column)) {
            alterations.add("ADD COLUMN " + Sql.name(column) + " " + Types.write(type));
          }
        });
    alter(table, alterations, touched);
  }

  /** From now on every row that comes without a load is of this one. */
  void stamp(Table table, long load) {
    sql.run("ALTER TABLE " + table.sql() + " ALTER COLUMN _leat_load SET DEFAULT " + load);
  }

  void endStamp(Table table) {
    sql.run("ALTER TABLE " + table.sql() + " ALTER COLUMN _leat_load DROP DEFAULT");
  }

  void drop(Table table) {
    sql.run("DROP TABLE IF EXISTS " + table.sql());
  }

  /** Whether there is a view of that name. */
  boolean isView(Table table) {
    return sql.number(
            "SELECT count(*) FROM pg_class WHERE oid = to_regclass(%s) AND relkind = 'v'"
                .formatted(Sql.text(table.sql())))
        > 0;
  }

  Views views() {
    return new Views(sql, place);
  }

  long count(Table table) {
    return sql.number("SELECT count(*) FROM " + table.sql());
  }

  private void create(Table table, Map<String, ColumnType> columns) {
    var definitions = new ArrayList<String>();
    columns.forEach(
        (column, type) ->
            definitions.add(
                Sql.name(column)
                    + " "
                    + Types.write(type)
                    + (Sql.isOurs(column) ? " NOT NULL" : "")));
    String kind = table.isTemporary() ? "CREATE TEMP TABLE " : "CREATE TABLE ";
    sql.run(kind + table.sql() + " (" + String.join(", ", definitions) + ")");
  }

  /** Views on columns that change or go are taken down meanwhile. */
  private void alter(Table table, List<String> alterations, List<String> touched) {
    if (alterations.isEmpty()) {
      return;
    }
    Views views = views();
    List<View> down =
        table.isTemporary() || touched.isEmpty()
            ? List.of()
            : views.takeDown(views.standingOn(table, touched));
    sql.run("ALTER TABLE " + table.sql() + " " + String.join(", ", alterations));
    views.putBack(down);
  }

  private static List<Change> changes(Map<String, String> present, Map<String, ColumnType> wanted) {
    var changes = new ArrayList<Change>();
    present.forEach(
        (column, now) -> {
          ColumnType type = wanted.get(column);
          if (type != null) {
            Types.parse(now)
                .map(from -> new Change(column, now, from, Types.join(from, type)))
                .filter(change -> !change.to().equals(change.from()))
                .ifPresent(changes::add);
          }
        });
    return changes;
  }

  private static String widen(Change change) {
    String column = Sql.name(change.column());
    String type = Types.write(change.to());
    String value =
        change.to() == ColumnType.Simple.JSON
            ? "to_json(" + column + ")"
            : "CAST(" + column + " AS " + type + ")";
    return "ALTER COLUMN " + column + " TYPE " + type + " USING " + value;
  }
}
