package dev.leat.connect.duckdb;

import dev.leat.connect.sql.LoadRecords;
import dev.leat.connect.sql.Statements;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The load records of an attached file: {@code _leat_loads}, {@code _leat_files} and {@code
 * _leat_quarantine}.
 */
final class Records implements LoadRecords {
  static final String LOADS = Sql.target("_leat_loads");
  static final String FILES = Sql.target("_leat_files");
  static final String QUARANTINE = Sql.target("_leat_quarantine");

  private final Statements sql;

  Records(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Statements sql() {
    return sql;
  }

  @Override
  public String loads() {
    return LOADS;
  }

  @Override
  public String files() {
    return FILES;
  }

  /**
   * Asks for the table itself, since DuckDB takes long to list all: where there may be none,
   * outside of transactions only, which the error would end.
   */
  @Override
  public boolean exist() {
    try {
      sql.runOrThrow("SELECT 1 FROM " + LOADS + " LIMIT 0");
      return true;
    } catch (SQLException e) {
      if (tablesOfFile().contains("_leat_loads")) {
        throw sql.error(e);
      }
      return false;
    }
  }

  Set<String> tablesOfFile() {
    return new LinkedHashSet<>(
        sql.list(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = "
                + Sql.text(Sql.DESTINATION)
                + " AND schema_name = 'main'",
            row -> row.getString(1)));
  }

  void create() {
    sql.run(
        "CREATE TABLE IF NOT EXISTS "
            + LOADS
            + " (id BIGINT, root_name VARCHAR, table_name VARCHAR, sequence BIGINT, previous"
            + " BIGINT, configuration VARCHAR, as_of TIMESTAMP WITH TIME ZONE, run VARCHAR,"
            + " files_added BIGINT, files_removed BIGINT, inserted BIGINT, updated BIGINT,"
            + " unchanged BIGINT, deleted BIGINT, quarantined BIGINT, row_count BIGINT)");
    sql.run(
        "CREATE TABLE IF NOT EXISTS "
            + FILES
            + " (table_name VARCHAR, file BIGINT, load BIGINT, source VARCHAR,"
            + " dataset_type VARCHAR, dataset VARCHAR, revision BIGINT, feed VARCHAR, url VARCHAR,"
            + " sha256 VARCHAR, fetched_at TIMESTAMP WITH TIME ZONE, shadowed BIGINT)");
    sql.run(
        "CREATE TABLE IF NOT EXISTS "
            + QUARANTINE
            + " (table_name VARCHAR, file BIGINT, row_number BIGINT, column_name VARCHAR,"
            + " value VARCHAR, reason VARCHAR, load BIGINT)");
  }
}
