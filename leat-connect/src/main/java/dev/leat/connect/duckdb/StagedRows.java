package dev.leat.connect.duckdb;

import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.References;
import dev.leat.connect.sql.Statements;
import java.util.Map;

/** The rows of a load in the place where they wait. */
record StagedRows(Statements sql, Tables known, Stage stage, Place place, String table)
    implements References.Staged {
  @Override
  public String root() {
    return place.sql(table);
  }

  @Override
  public Map<String, String> columns() {
    return known.columns(place, table);
  }

  @Override
  public void remove(String records) {
    References.remove(sql, records, stage.schemas().keySet().stream().map(place::sql).toList());
  }

  @Override
  public String quarantine() {
    return stage.quarantine();
  }
}
