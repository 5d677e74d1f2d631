package dev.leat.api;

import java.util.List;
import java.util.Map;

/**
 * A place where tables live, with the records of the loads that made them.
 *
 * <p>Beside its tables it keeps {@code _leat_loads} (one row per load and table), {@code
 * _leat_files} (which stored files a table holds, and where they came from) and {@code
 * _leat_quarantine}, written in the transaction of the load that they tell of. Calls block and may
 * be native: platform threads only. One load, query or export at a time.
 */
public interface Destination extends AutoCloseable {
  /** Type and place, without secrets, such as {@code duckdb:football.duckdb}. */
  String name();

  /** Reads the load records of several tables at once; changes nothing. */
  Map<String, TableState> states(List<String> tables);

  /** Prepares a load; the destination is not touched before it must be. */
  Load open(LoadRequest request);

  /**
   * Follows rows back to their files: those whose columns, written as text, equal the values.
   *
   * @param where column names and values; at least one
   */
  List<Origin> origins(String table, Map<String, String> where);

  /** Runs one SQL statement that cannot change anything. */
  void query(String sql, RowSink sink);

  Export.Exported export(Export export);

  @Override
  default void close() {}
}
