package dev.leat.connect.postgres;

import dev.leat.api.LoadRequest;
import dev.leat.connect.sql.Statements;

/** What a load works with once it is connected. */
record Workplace(Statements sql, Tables tables, Courier courier, Stage stage, Records records) {
  Bookkeeping bookkeeping(LoadRequest request) {
    return new Bookkeeping(sql, records, request);
  }
}
