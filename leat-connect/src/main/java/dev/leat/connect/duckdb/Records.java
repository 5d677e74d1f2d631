package dev.leat.connect.duckdb;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.FileIds;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.api.TableState;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The load records of an attached file: {@code _leat_loads}, {@code _leat_files} and {@code
 * _leat_quarantine}.
 *
 * <p>{@code _leat_loads} has one row per load and table; the row whose table is the root table is
 * the load's own. Sequences count the loads of a root table from 1.
 */
final class Records {
  static final String LOADS = Sql.target("_leat_loads");
  static final String FILES = Sql.target("_leat_files");
  static final String QUARANTINE = Sql.target("_leat_quarantine");

  /** A root table's newest load. */
  private record Head(long load, long sequence, String configuration) {
    static final Head NONE = new Head(0, 0, "");
  }

  private final Statements sql;

  Records(Statements sql) {
    this.sql = sql;
  }

  boolean exist() {
    return tablesOfFile().contains("_leat_loads");
  }

  Set<String> tablesOfFile() {
    return new LinkedHashSet<>(
        sql.list(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = "
                + Sql.text(Sql.DESTINATION)
                + " AND schema_name = 'main'",
            row -> row.getString(1)));
  }

  Map<String, TableState> states(List<String> tables) {
    var states = new LinkedHashMap<String, TableState>();
    tables.forEach(table -> states.put(table, TableState.empty(table)));
    if (tables.isEmpty() || !exist()) {
      return states;
    }
    Map<String, Head> heads = heads(tables);
    Map<String, LongStream.Builder> files = files(heads.keySet());
    heads.forEach(
        (table, head) ->
            states.put(
                table,
                new TableState(
                    table,
                    head.load(),
                    head.configuration(),
                    FileIds.of(files.getOrDefault(table, LongStream.builder()).build()))));
    return states;
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

  /** The id of a root table's newest load, 0 where there is none. */
  long newest(String root) {
    return heads(List.of(root)).getOrDefault(root, Head.NONE).load();
  }

  /** Every table that loads of this root table have written, the root first. */
  List<String> tree(String root) {
    if (!exist()) {
      return List.of();
    }
    return sql.list(
        "SELECT table_name FROM "
            + LOADS
            + " WHERE root_name = "
            + Sql.text(root)
            + " GROUP BY table_name, root_name ORDER BY table_name <> root_name, min(sequence),"
            + " table_name",
        row -> row.getString(1));
  }

  /** What a committed load did. */
  Effects effects(long load, String root) {
    var tables = new LinkedHashMap<String, Counts>();
    var rows = new long[1];
    sql.each(
        "SELECT table_name, inserted, updated, unchanged, deleted, quarantined, row_count FROM "
            + LOADS
            + " WHERE id = "
            + load
            + " AND root_name = "
            + Sql.text(root)
            + " ORDER BY table_name <> root_name, table_name",
        row -> {
          rows[0] = tables.isEmpty() ? row.getLong(7) : rows[0];
          tables.put(
              row.getString(1),
              new Counts(
                  row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
        });
    return new Effects(tables, rows[0]);
  }

  void write(LoadRequest request, Effects effects) {
    long sequence =
        heads(List.of(request.table())).getOrDefault(request.table(), Head.NONE).sequence() + 1;
    effects
        .tables()
        .forEach(
            (table, counts) ->
                sql.run(
                    "INSERT INTO "
                        + LOADS
                        + " VALUES ("
                        + request.id()
                        + ", "
                        + Sql.text(request.table())
                        + ", "
                        + Sql.text(table)
                        + ", "
                        + sequence
                        + ", "
                        + request.previous()
                        + ", "
                        + Sql.text(request.configuration())
                        + ", "
                        + (request.at() == null ? "NULL" : Sql.text(request.at().toString()))
                        + ", "
                        + Sql.text(request.run())
                        + ", "
                        + numbers(request, counts)
                        + ", "
                        + (table.equals(request.table()) ? effects.rows() : null)
                        + ")"));
  }

  private static String numbers(LoadRequest request, Counts counts) {
    return Sql.join(
        List.of(
            (long) request.add().size(),
            (long) request.remove().size(),
            counts.inserted(),
            counts.updated(),
            counts.unchanged(),
            counts.deleted(),
            counts.quarantined()),
        String::valueOf,
        ", ");
  }

  private Map<String, Head> heads(Collection<String> tables) {
    var heads = new HashMap<String, Head>();
    sql.each(
        "SELECT root_name, arg_max(id, sequence), max(sequence), arg_max(configuration, sequence)"
            + " FROM "
            + LOADS
            + " WHERE root_name IN "
            + Sql.texts(tables)
            + " GROUP BY root_name",
        row ->
            heads.put(
                row.getString(1), new Head(row.getLong(2), row.getLong(3), row.getString(4))));
    return heads;
  }

  private Map<String, LongStream.Builder> files(Collection<String> tables) {
    var files = new HashMap<String, LongStream.Builder>();
    if (!tables.isEmpty()) {
      sql.each(
          "SELECT table_name, file FROM " + FILES + " WHERE table_name IN " + Sql.texts(tables),
          row ->
              files
                  .computeIfAbsent(row.getString(1), table -> LongStream.builder())
                  .add(row.getLong(2)));
    }
    return files;
  }
}
