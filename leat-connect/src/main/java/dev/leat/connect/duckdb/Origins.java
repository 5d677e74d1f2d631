package dev.leat.connect.duckdb;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.Origin;
import dev.leat.connect.duckdb.Tables.Place;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows rows back to the files that they were read from. */
final class Origins {
  private final Statements sql;
  private final Path file;

  Origins(Statements sql, Path file) {
    this.sql = sql;
    this.file = file;
  }

  List<Origin> of(String table, Map<String, String> where) {
    Set<String> columns = new Tables(sql, file).columns(Place.TARGET, table).keySet();
    if (!columns.contains("_leat_file")) {
      throw new LeatException(
          DuckDbError.DUCKDB_QUERY,
          "There is no table " + table + " that Leat loaded in " + file + ".",
          "Name one of: " + String.join(", ", loaded()) + ".");
    }
    for (String column : where.keySet()) {
      if (!columns.contains(column)) {
        throw new LeatException(
            DuckDbError.DUCKDB_QUERY,
            "The table " + table + " has no column " + column + ".",
            "Name one of: " + String.join(", ", columns) + ".");
      }
    }
    return sql.list(select(table, where), row -> origin(table, row));
  }

  /** What the load records say of some stored files. */
  static List<LoadFile> files(Statements sql, String condition) {
    return sql.list(
        """
        SELECT DISTINCT ON (file) file, source, dataset_type, dataset, revision, feed, url, sha256,
          fetched_at FROM %s WHERE %s ORDER BY file\
        """
            .formatted(Records.FILES, condition),
        Origins::file);
  }

  private String select(String table, Map<String, String> where) {
    String matches =
        Sql.join(
            where.entrySet(),
            entry ->
                "CAST(t."
                    + Sql.name(entry.getKey())
                    + " AS VARCHAR) = "
                    + Sql.text(entry.getValue()),
            " AND ");
    return """
    SELECT f.file, f.source, f.dataset_type, f.dataset, f.revision, f.feed, f.url, f.sha256,
      f.fetched_at, t._leat_row, t._leat_load, l.run, l.as_of
    FROM %s t
    JOIN %s l ON l.id = t._leat_load AND l.table_name = %s
    JOIN %s f ON f.table_name = l.root_name AND f.file = t._leat_file
    WHERE %s ORDER BY f.file, t._leat_row\
    """
        .formatted(Place.TARGET.sql(table), Records.LOADS, Sql.text(table), Records.FILES, matches);
  }

  private List<String> loaded() {
    return new Records(sql).exist()
        ? sql.list(
            "SELECT DISTINCT table_name FROM " + Records.LOADS + " ORDER BY 1",
            row -> row.getString(1))
        : List.of();
  }

  private static Origin origin(String table, ResultSet row) throws SQLException {
    return new Origin(
        table, file(row), row.getLong(10), row.getLong(11), row.getString(12), instant(row, 13));
  }

  private static LoadFile file(ResultSet row) throws SQLException {
    return new LoadFile(
        row.getLong(1),
        new DatasetId(row.getString(2), row.getString(3), Keys.parse(row.getString(4))),
        row.getInt(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        instant(row, 9));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return switch (row.getObject(column)) {
      case OffsetDateTime at -> at.toInstant();
      case Timestamp at -> at.toInstant();
      case Object other -> Instant.parse(other.toString());
    };
  }
}
