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

  /** How many rows there are, or -1 where nobody has counted them. */
  default long rows() {
    return -1;
  }

  /** Whether no text has the character U+0000 and no time is beyond the years 1 to 9999. */
  default boolean isPlain() {
    return false;
  }

  static Relation of(TableSchema schema, String sql, Connection connection) {
    record Selected(TableSchema schema, String sql, Connection connection) implements Relation {}
    return new Selected(schema, sql, connection);
  }

  /** Counted rows that any destination can hold. */
  static Relation plain(TableSchema schema, String sql, Connection connection, long rows) {
    record Plain(TableSchema schema, String sql, Connection connection, long rows)
        implements Relation {
      @Override
      public boolean isPlain() {
        return true;
      }
    }
    return new Plain(schema, sql, connection, rows);
  }
}
