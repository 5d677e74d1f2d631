package dev.leat.connect.postgres;

import dev.leat.api.ColumnType;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.postgres.Views.View;
import dev.leat.connect.sql.Statements;
import dev.leat.connect.sql.VaultTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What PostgreSQL does its own way in a vault: primary keys, and views that keep their grants. */
final class VaultGround implements VaultTables.Ground {
  private final Statements sql;
  private final Tables tables;
  private final Views views;
  private final String schema;

  /** What others may do with views that were dropped, as statements. */
  private final Map<String, String> grants = new HashMap<>();

  /** Views of others, which stood on those that were dropped. */
  private final List<View> down = new ArrayList<>();

  VaultGround(Statements sql, Tables tables) {
    this.sql = sql;
    this.tables = tables;
    this.views = tables.views();
    this.schema = tables.target("").schema();
  }

  @Override
  public Statements sql() {
    return sql;
  }

  @Override
  public String target(String table) {
    return tables.target(table).sql();
  }

  @Override
  public Map<String, String> columns(String table) {
    return tables.columns(tables.target(table));
  }

  @Override
  public String type(ColumnType type) {
    return Types.write(type);
  }

  @Override
  public String join(String type, String other) {
    Optional<ColumnType> one = Types.parse(type);
    Optional<ColumnType> two = Types.parse(other);
    return one.isPresent() && two.isPresent()
        ? Types.write(Types.join(one.get(), two.get()))
        : type.equals(other) ? type : Types.write(ColumnType.Simple.TEXT);
  }

  /** Loads take turns: the one that waits sees what the other one has committed. */
  @Override
  public void take(String name) {
    sql.run("SELECT pg_advisory_xact_lock(" + Turn.of(schema, "vault", name) + ")");
  }

  @Override
  public String keyOn(String column) {
    return ", PRIMARY KEY (" + Sql.name(column) + ")";
  }

  @Override
  public String inView(String table) {
    return target(table);
  }

  @Override
  public void view(String name, String select) {
    refuseForeign(name);
    sql.run("CREATE VIEW " + tables.target(name).sql() + " AS " + select);
    giveBack(name);
  }

  /** Others may do with what was made anew what they were allowed before. */
  void giveBack(String name) {
    String given = grants.getOrDefault(name, "");
    if (!given.isEmpty()) {
      sql.run(given);
    }
  }

  @Override
  public void dropView(String name) {
    Table view = tables.target(name);
    if (tables.isView(view)) {
      takeDown(name, view);
      sql.run("DROP VIEW " + view.sql());
    }
  }

  private void takeDown(String name, Table table) {
    grants.put(name, views.grants(table));
    down.addAll(0, views.takeDown(views.standingOn(table)));
  }

  @Override
  public void drop(String table) {
    tables.drop(tables.target(table));
  }

  @Override
  public void giveWay(String table) {
    Table target = tables.target(table);
    Map<String, String> columns = tables.columns(target);
    if (!columns.isEmpty() && !tables.isView(target)) {
      if (!columns.containsKey("_leat_load")) {
        refuseForeign(table);
      }
      takeDown(table, target);
      drop(table);
    }
  }

  @Override
  public void refuseForeign(String name) {
    tables.refuseForeign(tables.target(name));
  }

  /** Puts the views of others back on those that were made anew. */
  void putBack() {
    views.putBack(down);
    down.clear();
  }
}
