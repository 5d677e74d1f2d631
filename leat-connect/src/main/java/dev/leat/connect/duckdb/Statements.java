package dev.leat.connect.duckdb;

import dev.leat.api.LeatException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs SQL of our own, one JDBC statement each, and turns its errors into ours. */
final class Statements {
  /** Reads the current row. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the current row. */
  @FunctionalInterface
  interface Consumer {
    void take(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Path file;

  Statements(Connection connection, Path file) {
    this.connection = connection;
    this.file = file;
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement and says how many rows it changed. */
  long run(String sql) {
    try {
      return runOrThrow(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  long runOrThrow(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  <T> List<T> list(String sql, Reader<T> reader) {
    var all = new ArrayList<T>();
    each(sql, row -> all.add(reader.read(row)));
    return all;
  }

  void each(String sql, Consumer consumer) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        consumer.take(rows);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The one number that a SELECT answers. */
  long number(String sql) {
    return list(sql, row -> row.getLong(1)).get(0);
  }

  private LeatException failed(SQLException e) {
    return DuckDbError.of(file, e);
  }
}
