package dev.leat.connect.postgres;

import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.api.RowSink.ResultColumn;
import dev.leat.connect.sql.Statements;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Parser;

/** Runs statements of other people in a transaction that can only read. */
final class Queries {
  private static final int ROWS_AT_ONCE = 1_000;

  private final Statements sql;
  private final PostgresUrl place;

  Queries(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
  }

  void run(String query, RowSink sink) {
    try {
      beginReading(query);
      answer(query, sink);
    } catch (SQLException e) {
      throw PostgresError.ofQuery(place, e);
    }
  }

  /** In the transaction that is open. */
  void answer(String query, RowSink sink) throws SQLException {
    try (Statement statement = sql.connection().createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      if (statement.execute(query)) {
        try (ResultSet rows = statement.getResultSet()) {
          send(rows, sink);
        }
      }
    }
  }

  /** One statement cannot leave the transaction that it is in; a second one could. */
  void beginReading(String query) throws SQLException {
    single(query);
    sql.connection().setAutoCommit(false);
    sql.runOrThrow("SET TRANSACTION READ ONLY");
  }

  /** Refuses what is not one statement. */
  static String single(String query) throws SQLException {
    if (Parser.parseJdbcSql(query, true, false, true, false, false).size() != 1) {
      throw new LeatException(
          PostgresError.POSTGRES_QUERY,
          "A query is one SQL statement.",
          "Write one statement, without a second one behind a semicolon.");
    }
    return query;
  }

  private static void send(ResultSet rows, RowSink sink) throws SQLException {
    ResultSetMetaData about = rows.getMetaData();
    var columns = new ArrayList<ResultColumn>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      columns.add(new ResultColumn(about.getColumnLabel(i), about.getColumnTypeName(i)));
    }
    sink.columns(columns);
    while (rows.next()) {
      var values = new ArrayList<@Nullable Object>();
      for (int i = 1; i <= columns.size(); i++) {
        values.add(value(rows, i, columns.get(i - 1).type()));
      }
      sink.row(values);
    }
  }

  private static @Nullable Object value(ResultSet rows, int column, String type)
      throws SQLException {
    String text = rows.getString(column);
    if (text == null || text.endsWith("infinity") || text.endsWith(" BC") || text.equals("NaN")) {
      return text;
    }
    return switch (type) {
      case "bool" -> rows.getBoolean(column);
      case "int2", "int4", "int8", "oid" -> rows.getLong(column);
      case "numeric" -> new BigDecimal(text);
      case "float4", "float8" -> rows.getDouble(column);
      case "date" -> rows.getObject(column, LocalDate.class);
      case "time" -> rows.getObject(column, LocalTime.class);
      case "timestamp" -> rows.getObject(column, LocalDateTime.class);
      case "timestamptz" -> rows.getObject(column, OffsetDateTime.class).toInstant();
      default -> text;
    };
  }
}
