package dev.leat.connect.postgres;

import dev.leat.connect.sql.References;
import dev.leat.connect.sql.Statements;
import java.util.Map;

/** The rows of a load in the place where they wait, or where the load has just put them. */
record StagedRows(Statements sql, Tables known, Stage stage, String table) implements References.Staged {
  @Override
  public String root() {
    return stage.table(table).sql();
  }

  @Override
  public Map<String, String> columns() {
    return known.columns(stage.table(table));
  }

  @Override
  public void remove(String records) {
    References.remove(
        sql, records, stage.tables().stream().map(name -> stage.table(name).sql()).toList());
  }

  @Override
  public String quarantine() {
    return Bookkeeping.QUARANTINE;
  }
}
