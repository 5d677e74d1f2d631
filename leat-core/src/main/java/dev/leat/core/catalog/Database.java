package dev.leat.core.catalog;

import java.sql.SQLException;

/** A database that runs units of work; thread-safe. */
sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
  /** Statements that take effect together; may run again after a rollback. */
  @FunctionalInterface
  interface Unit<T> {
    T run(Session session) throws SQLException;
  }

  /** Runs statements that change nothing. */
  <T> T read(Unit<T> unit);

  /** Runs a unit in a transaction and returns after its commit. */
  <T> T write(Durability durability, Unit<T> unit);

  @Override
  void close();
}
