package dev.leat.connect.duckdb;

import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.References;
import java.util.Map;

/** The tables of an attached file, for whoever looks after references between them. */
record Ground(Tables tables) implements References.Ground {
  @Override
  public String table(String name) {
    return Place.TARGET.sql(name);
  }

  @Override
  public Map<String, String> columns(String name) {
    return tables.columns(Place.TARGET, name);
  }

  @Override
  public String files() {
    return Records.FILES;
  }
}
