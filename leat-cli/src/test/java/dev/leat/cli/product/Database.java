package dev.leat.cli.product;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database to look into, past all of Leat's code; every question is a connection of its own.
 *
 * @param url of JDBC
 */
record Database(String url) {
  /** The rows, values joined by a bar. */
  List<String> rows(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int width = found.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          values.add(String.valueOf(found.getString(column)));
        }
        rows.add(String.join("|", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  /** The answer with its head, as a file would have it where nothing needs quotes. */
  String csv(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int width = found.getMetaData().getColumnCount();
      var lines = new StringBuilder();
      for (int column = 1; column <= width; column++) {
        lines.append(column > 1 ? "," : "").append(found.getMetaData().getColumnLabel(column));
      }
      while (found.next()) {
        for (int column = 1; column <= width; column++) {
          lines.append(column > 1 ? "," : "\n").append(found.getObject(column));
        }
      }
      return lines.append('\n').toString();
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }

  /** The one value of the one row. */
  String text(String sql) {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new AssertionError(sql + " gave " + rows);
    }
    return rows.getFirst();
  }

  long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** Every row of every table, for whoever looks for what should be nowhere; of PostgreSQL. */
  List<String> everything() {
    return rows(
            "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
                + " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')")
        .stream()
        .flatMap(table -> rows("SELECT t::text FROM " + table + " t").stream())
        .toList();
  }

  /** Changes something, as a person with a database tool would. */
  void change(String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql + ": " + e.getMessage(), e);
    }
  }
}
