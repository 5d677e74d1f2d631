package dev.leat.connect.postgres;

import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.Origin;
import dev.leat.connect.sql.OriginRows;
import dev.leat.connect.sql.Statements;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows rows back to the files that they were read from. */
final class Origins {
  private final Statements sql;
  private final PostgresUrl place;
  private final Records records;
  private final Tables tables;

  Origins(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.place = place;
    this.records = new Records(sql, place);
    this.tables = new Tables(sql, place);
  }

  List<Origin> of(String table, Map<String, String> where) {
    Set<String> columns = tables.columns(tables.target(table)).keySet();
    if (!columns.contains("_leat_file")) {
      throw new LeatException(
          PostgresError.POSTGRES_QUERY,
          "There is no table " + table + " that Leat loaded in " + place + ".",
          "Name one of: " + String.join(", ", loaded()) + ".");
    }
    for (String column : where.keySet()) {
      if (!columns.contains(Sql.fitting(column))) {
        throw new LeatException(
            PostgresError.POSTGRES_QUERY,
            "The table " + table + " has no column " + column + ".",
            "Name one of: " + String.join(", ", columns) + ".");
      }
    }
    return sql.list(select(table, where), row -> OriginRows.origin(table, row));
  }

  /** What the load records say of the stored files in some tables, children included. */
  List<LoadFile> filesOf(Set<String> names) {
    if (names.isEmpty() || !records.exist()) {
      return List.of();
    }
    List<String> roots =
        sql
            .list(
                "SELECT DISTINCT root_name, table_name FROM " + records.loads(),
                row -> Map.entry(row.getString(1), row.getString(2)))
            .stream()
            .filter(each -> names.contains(Sql.fitting(each.getValue())))
            .map(Map.Entry::getKey)
            .distinct()
            .toList();
    return roots.isEmpty()
        ? List.of()
        : sql.list(
            "SELECT DISTINCT ON (f.file) %s FROM %s f WHERE f.table_name IN (%s) ORDER BY f.file"
                .formatted(OriginRows.FILE, records.files(), Sql.texts(roots)),
            OriginRows::file);
  }

  private String select(String table, Map<String, String> where) {
    String matches =
        Sql.join(
            where.entrySet(),
            entry ->
                "CAST(%s AS text) = %s"
                    .formatted(
                        Sql.of("t", Sql.fitting(entry.getKey())), Sql.text(entry.getValue())),
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
            tables.target(table).sql(),
            records.loads(),
            Sql.text(table),
            records.files(),
            matches);
  }

  private List<String> loaded() {
    return records.exist()
        ? sql.list(
            "SELECT DISTINCT table_name FROM " + records.loads() + " ORDER BY 1",
            row -> row.getString(1))
        : List.of();
  }
}
