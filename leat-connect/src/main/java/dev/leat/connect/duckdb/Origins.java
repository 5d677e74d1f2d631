package dev.leat.connect.duckdb;

import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.Origin;
import dev.leat.connect.duckdb.Tables.Place;
import dev.leat.connect.sql.OriginRows;
import dev.leat.connect.sql.Statements;
import java.nio.file.Path;
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
    return sql.list(select(table, where), row -> OriginRows.origin(table, row));
  }

  /** What the load records say of some stored files. */
  static List<LoadFile> files(Statements sql, String condition) {
    return sql.list(
        """
        SELECT DISTINCT ON (f.file) %s FROM %s f WHERE %s ORDER BY f.file\
        """
            .formatted(OriginRows.FILE, Records.FILES, condition),
        OriginRows::file);
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
    SELECT %s, t._leat_row, t._leat_load, l.run, l.as_of
    FROM %s t
    JOIN %s l ON l.id = t._leat_load AND l.table_name = %s
    JOIN %s f ON f.table_name = l.root_name AND f.file = t._leat_file
    WHERE %s ORDER BY f.file, t._leat_row\
    """
        .formatted(
            OriginRows.FILE,
            Place.TARGET.sql(table),
            Records.LOADS,
            Sql.text(table),
            Records.FILES,
            matches);
  }

  private List<String> loaded() {
    return new Records(sql).exist()
        ? sql.list(
            "SELECT DISTINCT table_name FROM " + Records.LOADS + " ORDER BY 1",
            row -> row.getString(1))
        : List.of();
  }
}
