package dev.leat.connect.duckdb;

import dev.leat.api.ColumnType;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.Statements;
import dev.leat.connect.sql.VaultTables;
import java.util.Map;

/**
 * What DuckDB does its own way in a vault: no keys, one writer, views that do not name their file.
 */
record VaultGround(Statements sql, Tables tables) implements VaultTables.Ground {
  @Override
  public String target(String table) {
    return Place.TARGET.sql(table);
  }

  @Override
  public Map<String, String> columns(String table) {
    return tables.look(Place.TARGET, table);
  }

  @Override
  public String type(ColumnType type) {
    return Types.write(type);
  }

  @Override
  public String join(String type, String other) {
    return Types.join(type, other);
  }

  @Override
  public String keyOn(String column) {
    return "";
  }

  @Override
  public void take(String name) {
    // Whoever writes has the whole file.
  }

  @Override
  public String inView(String table) {
    return Sql.name(table);
  }

  @Override
  public void view(String name, String select) {
    refuseForeign(name);
    String before = sql.first("SELECT current_database()", row -> row.getString(1)).orElseThrow();
    sql.run("USE " + Sql.DESTINATION);
    sql.run("CREATE VIEW " + Sql.target(name) + " AS " + select);
    sql.run("USE " + Sql.name(before));
  }

  @Override
  public void dropView(String name) {
    tables.dropView(name);
  }

  @Override
  public void drop(String table) {
    tables.drop(Place.TARGET, table);
  }

  @Override
  public void giveWay(String table) {
    Map<String, String> columns = columns(table);
    if (!columns.isEmpty() && !tables.isView(table)) {
      if (!columns.containsKey("_leat_load")) {
        refuseForeign(table);
      }
      drop(table);
    }
  }

  @Override
  public void refuseForeign(String name) {
    Changes.refuseForeign(tables, tables.file(), name);
  }
}
