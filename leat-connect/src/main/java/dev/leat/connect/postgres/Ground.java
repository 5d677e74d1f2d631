package dev.leat.connect.postgres;

import dev.leat.connect.sql.References;
import java.util.Map;

/** The tables of a schema, for whoever looks after references between them. */
record Ground(Tables tables, Records records) implements References.Ground {
  @Override
  public String table(String name) {
    return tables.target(name).sql();
  }

  @Override
  public Map<String, String> columns(String name) {
    return tables.columns(tables.target(name));
  }

  @Override
  public String files() {
    return records.files();
  }
}
