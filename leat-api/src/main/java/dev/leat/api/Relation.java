package dev.leat.api;

import java.sql.Connection;

/**
 * Rows of one table that can be selected from the engine's private DuckDB.
 *
 * <p>The columns are {@code _leat_file}, {@code _leat_row}, {@code _leat_index_1 …} as {@link
 * TableSchema} says, and those of the schema; {@code _leat_load} is the destination's to add.
 */
public interface Relation {
  TableSchema schema();

  /** A SELECT that reads the rows; it may be run several times. */
  String sql();

  /** The only connection on which {@link #sql()} means anything; not thread-safe. */
  Connection connection();

  static Relation of(TableSchema schema, String sql, Connection connection) {
    record Selected(TableSchema schema, String sql, Connection connection) implements Relation {}
    return new Selected(schema, sql, connection);
  }
}
