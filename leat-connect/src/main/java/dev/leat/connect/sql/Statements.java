package dev.leat.connect.sql;

import dev.leat.api.LeatException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs SQL of our own on one connection, one JDBC statement each, and turns its errors into ours.
 */
public final class Statements {
  /** Reads the current row. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes the current row. */
  @FunctionalInterface
  public interface Consumer {
    void take(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Function<SQLException, LeatException> errors;

  public Statements(Connection connection, Function<SQLException, LeatException> errors) {
    this.connection = connection;
    this.errors = errors;
  }

  public Connection connection() {
    return connection;
  }

  public LeatException error(SQLException cause) {
    return errors.apply(cause);
  }

  /** Runs a statement and says how many rows it changed. */
  public long run(String sql) {
    try {
      return runOrThrow(sql);
    } catch (SQLException e) {
      throw error(e);
    }
  }

  public long runOrThrow(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    }
  }

  public <T> List<T> list(String sql, Reader<T> reader) {
    var all = new ArrayList<T>();
    each(sql, row -> all.add(reader.read(row)));
    return all;
  }

  public void each(String sql, Consumer consumer) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        consumer.take(rows);
      }
    } catch (SQLException e) {
      throw error(e);
    }
  }

  public <T> Optional<T> first(String sql, Reader<T> reader) {
    return list(sql, reader).stream().findFirst();
  }

  /** The one number that a SELECT answers. */
  public long number(String sql) {
    return list(sql, row -> row.getLong(1)).get(0);
  }

  /** The one truth that a SELECT answers. */
  public boolean isTrue(String sql) {
    return list(sql, row -> row.getBoolean(1)).get(0);
  }
}
