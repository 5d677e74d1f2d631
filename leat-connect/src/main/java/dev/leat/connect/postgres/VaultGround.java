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

/** What PostgreSQL does its own way in a vault: primary keys, and views that keep their grants. */
final class VaultGround implements VaultTables.Ground {
  private final Statements sql;
  private final Tables tables;
  private final Views views;

  /** What others may do with views that were dropped, as statements. */
  private final Map<String, String> grants = new HashMap<>();

  /** Views of others, which stood on those that were dropped. */
  private final List<View> down = new ArrayList<>();

  VaultGround(Statements sql, Tables tables) {
    this.sql = sql;
    this.tables = tables;
    this.views = tables.views();
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
  public String keyOn(String column) {
    return ", PRIMARY KEY (" + Sql.name(column) + ")";
  }

  @Override
  public String inView(String table) {
    return target(table);
  }

  @Override
  public void view(String name, String select) {
    Table view = tables.target(name);
    if (tables.exists(view) && !tables.isView(view)) {
      return;
    }
    sql.run("CREATE VIEW " + view.sql() + " AS " + select);
    String given = grants.getOrDefault(name, "");
    if (!given.isEmpty()) {
      sql.run(given);
    }
  }

  @Override
  public void dropView(String name) {
    Table view = tables.target(name);
    if (tables.isView(view)) {
      grants.put(name, views.grants(view));
      down.addAll(0, views.takeDown(views.standingOn(view)));
      sql.run("DROP VIEW " + view.sql());
    }
  }

  /** Puts the views of others back on those that were made anew. */
  void putBack() {
    views.putBack(down);
    down.clear();
  }
}
