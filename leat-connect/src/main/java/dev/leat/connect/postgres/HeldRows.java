package dev.leat.connect.postgres;

import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.References;
import dev.leat.connect.sql.Statements;
import java.util.List;
import java.util.Map;

/**
 * Rows of a load that are held back, of which the server knows only the columns that refer.
 *
 * @param place of those columns, in a temporary table
 */
record HeldRows(Statements sql, Tables known, Table place, Held held) implements References.Staged {
  @Override
  public String root() {
    return place.sql();
  }

  @Override
  public Map<String, String> columns() {
    return known.columns(place);
  }

  @Override
  public String quarantine() {
    return Bookkeeping.QUARANTINE;
  }

  @Override
  public void remove(String records) {
    held.remove(
        sql.list(
            "SELECT file, row_number FROM " + records,
            row -> "(" + row.getLong(1) + ", " + row.getLong(2) + ")"));
    References.remove(sql, records, List.of(place.sql()));
  }
}
