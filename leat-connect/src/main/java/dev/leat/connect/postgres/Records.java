package dev.leat.connect.postgres;

import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.LoadRecords;
import dev.leat.connect.sql.Statements;

/**
 * The load records of a schema: {@code _leat_loads}, {@code _leat_files} and {@code
 * _leat_quarantine}, with the same columns as in any other destination.
 */
final class Records implements LoadRecords {
  private final Statements sql;
  private final String schema;

  Records(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.schema = place.schema();
  }

  @Override
  public Statements sql() {
    return sql;
  }

  @Override
  public String loads() {
    return new Table(schema, "_leat_loads").sql();
  }

  @Override
  public String files() {
    return new Table(schema, "_leat_files").sql();
  }

  String quarantine() {
    return new Table(schema, "_leat_quarantine").sql();
  }

  @Override
  public boolean exist() {
    return sql.isTrue("SELECT to_regclass(" + Sql.text(loads()) + ") IS NOT NULL");
  }

  /** Makes the schema and the records where they are missing. */
  void create() {
    if (exist()) {
      return;
    }
    makeSchema();
    sql.run(
        """
        CREATE TABLE IF NOT EXISTS %s (id bigint, root_name text, table_name text, sequence bigint,
          previous bigint, configuration text, as_of timestamptz, run text, files_added bigint,
          files_removed bigint, inserted bigint, updated bigint, unchanged bigint, deleted bigint,
          quarantined bigint, row_count bigint, PRIMARY KEY (root_name, sequence, table_name))\
        """
            .formatted(loads()));
    sql.run(
        """
        CREATE TABLE IF NOT EXISTS %s (table_name text, file bigint, load bigint, source text,
          dataset_type text, dataset text, revision bigint, feed text, url text, sha256 text,
          fetched_at timestamptz, shadowed bigint, PRIMARY KEY (table_name, file))\
        """
            .formatted(files()));
    sql.run(
        """
        CREATE TABLE IF NOT EXISTS %s (table_name text, file bigint, row_number bigint,
          column_name text, value text, reason text, load bigint)\
        """
            .formatted(quarantine()));
  }

  /** It is looked for first, since creating one asks for a right even if it is there. */
  void makeSchema() {
    sql.run("SELECT pg_advisory_xact_lock(" + Turn.of(schema) + ")");
    if (!sql.isTrue(
        "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = " + Sql.text(schema) + ")")) {
      sql.run("CREATE SCHEMA " + Sql.name(schema));
    }
  }
}
