package dev.leat.core.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One connection and its prepared statements; used by one thread at a time.
 *
 * <p>A table's name is written {@code {dataset}} and gets the catalog's prefix.
 */
final class Session implements AutoCloseable {
  private static final int STATEMENTS_MAX = 100;
  private static final Pattern TABLE = Pattern.compile("\\{(\\w+)}");

  private final Connection connection;
  private final Dialect dialect;
  private final String prefix;
  private final LinkedHashMap<String, PreparedStatement> statements =
      new LinkedHashMap<>(16, 0.75f, true);

  Session(Connection connection, Dialect dialect, String prefix) {
    this.connection = connection;
    this.dialect = dialect;
    this.prefix = prefix;
  }

  Dialect dialect() {
    return dialect;
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement that is not worth preparing. */
  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(expand(sql));
    }
  }

  int update(String sql, @Nullable Object... values) throws SQLException {
    return bound(sql, values).executeUpdate();
  }

  /** One statement for many rows. */
  void updateAll(String sql, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    PreparedStatement statement = prepared(sql);
    for (@Nullable Object[] row : rows) {
      bind(statement, row);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  <T> List<T> list(String sql, Row.Mapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    var found = new ArrayList<T>();
    try (var result = bound(sql, values).executeQuery()) {
      var row = new Row(result);
      while (row.next()) {
        found.add(mapper.map(row));
      }
    }
    return found;
  }

  <T> Optional<T> first(String sql, Row.Mapper<T> mapper, @Nullable Object... values)
      throws SQLException {
    try (var result = bound(sql, values).executeQuery()) {
      var row = new Row(result);
      return row.next() ? Optional.of(mapper.map(row)) : Optional.empty();
    }
  }

  /** The only value of a query that always has one row, such as a count. */
  long number(String sql, @Nullable Object... values) throws SQLException {
    return first(sql, Row::number, values).orElseThrow();
  }

  private PreparedStatement bound(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = prepared(sql);
    bind(statement, values);
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int at = 0; at < values.length; at++) {
      int parameter = at + 1;
      switch (values[at]) {
        case null -> statement.setNull(parameter, Types.NULL);
        case String text -> statement.setString(parameter, text);
        case Integer whole -> statement.setInt(parameter, whole);
        case Long number -> statement.setLong(parameter, number);
        case Boolean flag -> statement.setInt(parameter, flag ? 1 : 0);
        case Instant instant -> statement.setLong(parameter, Nanos.of(instant));
        case Enum<?> constant -> statement.setString(parameter, constant.name());
        default -> throw new IllegalArgumentException("cannot bind " + values[at]);
      }
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = statements.get(sql);
    if (known != null && !known.isClosed()) {
      return known;
    }
    PreparedStatement made = connection.prepareStatement(expand(sql));
    statements.put(sql, made);
    if (statements.size() > STATEMENTS_MAX) {
      Map.Entry<String, PreparedStatement> oldest = statements.entrySet().iterator().next();
      statements.remove(oldest.getKey());
      oldest.getValue().close();
    }
    return made;
  }

  private String expand(String sql) {
    return TABLE
        .matcher(sql)
        .replaceAll(table -> Matcher.quoteReplacement(prefix + table.group(1)));
  }

  @Override
  public void close() throws SQLException {
    statements.clear();
    connection.close();
  }
}
