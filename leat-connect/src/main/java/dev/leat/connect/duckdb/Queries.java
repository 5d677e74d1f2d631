package dev.leat.connect.duckdb;

import dev.leat.api.Export;
import dev.leat.api.Export.Exported;
import dev.leat.api.Export.Format;
import dev.leat.api.LoadFile;
import dev.leat.api.RowSink;
import dev.leat.api.RowSink.ResultColumn;
import dev.leat.connect.sql.Statements;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs statements of other people on a file that is attached for reading. */
final class Queries {
  private final Statements sql;

  Queries(Statements sql) {
    this.sql = sql;
  }

  void run(String query, RowSink sink) {
    sql.run("USE " + Sql.DESTINATION);
    try {
      answer(sql, query, sink);
    } catch (SQLException e) {
      throw DuckDbError.ofQuery(cause(query, e));
    } finally {
      sql.run("USE memory");
    }
  }

  /**
   * A streamed answer that fails at its first rows does not say why: asked for in full, it does.
   */
  private SQLException cause(String query, SQLException error) {
    if (!String.valueOf(error.getMessage()).contains("Invalid result set")) {
      return error;
    }
    String select = query.strip().replaceFirst(";$", "");
    try (Statement statement = sql.connection().createStatement()) {
      statement.execute("COPY (" + select + "\n) TO '/dev/null' (FORMAT csv)");
      return error;
    } catch (SQLException reason) {
      return reason;
    }
  }

  /** In the transaction that is open. */
  static void answer(Statements sql, String query, RowSink sink) throws SQLException {
    try (Statement statement = sql.connection().createStatement()) {
      if (statement.execute(query)) {
        try (ResultSet rows = statement.getResultSet()) {
          send(rows, sink);
        }
      }
    }
  }

  Exported export(Export export) {
    sql.run("USE " + Sql.DESTINATION);
    try (Statement statement = sql.connection().createStatement()) {
      List<LoadFile> origins = origins(export.sql());
      long rows = count(statement, export.sql());
      if (rows > 0 || export.partitionBy().isEmpty()) {
        statement.execute(copy(export));
      }
      return new Exported(rows, origins);
    } catch (SQLException e) {
      throw DuckDbError.ofQuery(e);
    } finally {
      sql.run("USE memory");
    }
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + query + ")")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String copy(Export export) {
    String options =
        switch (export.format()) {
          case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
          case CSV -> "FORMAT csv, HEADER";
          case JSON -> "FORMAT json";
        };
    if (export.partitionBy().isEmpty()) {
      Path file = export.folder().resolve("data." + export.format().ending());
      return "COPY (%s) TO %s (%s)".formatted(export.sql(), Sql.text(file.toString()), options);
    }
    String ending = export.format() == Format.JSON ? ", FILE_EXTENSION 'json'" : "";
    return "COPY (%s) TO %s (%s, PARTITION_BY (%s), FILENAME_PATTERN 'data_{i}'%s)"
        .formatted(
            export.sql(),
            Sql.text(export.folder().toString()),
            options,
            Sql.names(export.partitionBy()),
            ending);
  }

  /** The stored files of all tables that a statement names. */
  private List<LoadFile> origins(String query) throws SQLException {
    var records = new Records(sql);
    if (!records.exist()) {
      return List.of();
    }
    Set<String> read = tablesOf(query);
    return read.isEmpty()
        ? List.of()
        : Origins.files(
            sql,
            "table_name IN (SELECT root_name FROM %s WHERE lower(table_name) IN %s)"
                .formatted(Records.LOADS, Sql.texts(read)));
  }

  /** In small letters; of a view, also the tables behind it. */
  private Set<String> tablesOf(String query) throws SQLException {
    Map<String, String> views = views();
    var found = new TreeSet<String>();
    var unread = new ArrayDeque<>(List.of(query));
    while (!unread.isEmpty()) {
      for (String name : named(unread.pop())) {
        if (found.add(name) && views.containsKey(name)) {
          unread.add(views.get(name));
        }
      }
    }
    return found;
  }

  private Map<String, String> views() {
    Map<String, String> views = new HashMap<>();
    sql.list(
            "SELECT lower(view_name), regexp_extract(sql, '(?is)\\sAS\\s+(.*?);?\\s*$', 1)"
                + " FROM duckdb_views() WHERE NOT internal AND database_name = "
                + Sql.text(Sql.DESTINATION),
            row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(view -> views.put(view.getKey(), view.getValue()));
    return views;
  }

  private List<String> named(String query) throws SQLException {
    var names = new ArrayList<String>();
    try (PreparedStatement statement =
        sql.connection()
            .prepareStatement(
                "SELECT DISTINCT lower(value ->> '$') FROM json_tree(json_serialize_sql(?))"
                    + " WHERE key = 'table_name'")) {
      statement.setString(1, query);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
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
        values.add(value(rows, i));
      }
      sink.row(values);
    }
  }

  private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
    return switch (rows.getObject(column)) {
      case null -> null;
      case Boolean value -> value;
      case Byte value -> value.longValue();
      case Short value -> value.longValue();
      case Integer value -> value.longValue();
      case Long value -> value;
      case BigInteger value -> value;
      case BigDecimal value -> value;
      case Float value -> value.doubleValue();
      case Double value -> value;
      case LocalDate value -> value;
      case LocalTime value -> value;
      case LocalDateTime value -> value;
      case Timestamp value -> value.toLocalDateTime();
      case OffsetDateTime value -> value.toInstant();
      case Object other -> {
        String written = rows.getString(column);
        yield Nested.of(other, written == null ? other.toString() : written);
      }
    };
  }
}
