package dev.leat.connect.postgres;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.FileIds;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.api.TableState;
import dev.leat.connect.postgres.Tables.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The load records of a schema: {@code _leat_loads}, {@code _leat_files} and {@code
 * _leat_quarantine}, with the same columns as in any other destination.
 */
final class Records {
  /** A root table's newest load. */
  private record Head(long load, long sequence, String configuration) {
    static final Head NONE = new Head(0, 0, "");
  }

  private final Statements sql;
  private final String schema;

  Records(Statements sql, PostgresUrl place) {
    this.sql = sql;
    this.schema = place.schema();
  }

  String loads() {
    return new Table(schema, "_leat_loads").sql();
  }

  String files() {
    return new Table(schema, "_leat_files").sql();
  }

  String quarantine() {
    return new Table(schema, "_leat_quarantine").sql();
  }

  boolean exist() {
    return sql.isTrue("SELECT to_regclass(" + Sql.text(loads()) + ") IS NOT NULL");
  }

  Map<String, TableState> states(List<String> tables) {
    var states = new LinkedHashMap<String, TableState>();
    tables.forEach(table -> states.put(table, TableState.empty(table)));
    if (tables.isEmpty() || !exist()) {
      return states;
    }
    Map<String, Head> heads = heads(tables);
    Map<String, LongStream.Builder> files = held(heads.keySet());
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

  /**
   * Makes the schema and the records where they are missing. The schema is looked for first, since
   * creating one asks for a right even if it is there.
   */
  void create() {
    if (exist()) {
      return;
    }
    sql.run("SELECT pg_advisory_xact_lock(" + Turn.of(schema) + ")");
    if (!sql.isTrue(
        "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = " + Sql.text(schema) + ")")) {
      sql.run("CREATE SCHEMA " + Sql.name(schema));
    }
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

  /** The id of a root table's newest load, 0 where there is none. */
  long newest(String root) {
    return heads(List.of(root)).getOrDefault(root, Head.NONE).load();
  }

  /** Every table that loads of this root table have written, the root first. */
  List<String> tree(String root) {
    return sql.list(
        """
        SELECT table_name FROM %s WHERE root_name = %s GROUP BY table_name, root_name
        ORDER BY table_name <> root_name, min(sequence), table_name COLLATE "C"\
        """
            .formatted(loads(), Sql.text(root)),
        row -> row.getString(1));
  }

  /** What a committed load did. */
  Effects effects(long load, String root) {
    var tables = new LinkedHashMap<String, Counts>();
    var rows = new long[1];
    sql.each(
        """
        SELECT table_name, inserted, updated, unchanged, deleted, quarantined, row_count FROM %s
        WHERE id = %d AND root_name = %s ORDER BY table_name <> root_name, table_name COLLATE "C"\
        """
            .formatted(loads(), load, Sql.text(root)),
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
    if (effects.tables().isEmpty()) {
      return;
    }
    String root = request.table();
    long sequence = heads(List.of(root)).getOrDefault(root, Head.NONE).sequence() + 1;
    String at = request.at() == null ? "NULL" : Sql.text(request.at().toString());
    sql.run(
        "INSERT INTO "
            + loads()
            + " VALUES "
            + Sql.join(
                effects.tables().entrySet(),
                each ->
                    "(%d, %s, %s, %d, %d, %s, %s, %s, %s, %s)"
                        .formatted(
                            request.id(),
                            Sql.text(root),
                            Sql.text(each.getKey()),
                            sequence,
                            request.previous(),
                            Sql.text(request.configuration()),
                            at,
                            Sql.text(request.run()),
                            numbers(request, each.getValue()),
                            each.getKey().equals(root) ? effects.rows() : "NULL"),
                ", "));
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
        """
        SELECT DISTINCT ON (root_name) root_name, id, sequence, configuration FROM %s
        WHERE root_name IN (%s) ORDER BY root_name, sequence DESC\
        """
            .formatted(loads(), Sql.texts(tables)),
        row ->
            heads.put(
                row.getString(1), new Head(row.getLong(2), row.getLong(3), row.getString(4))));
    return heads;
  }

  private Map<String, LongStream.Builder> held(Collection<String> tables) {
    var files = new HashMap<String, LongStream.Builder>();
    if (!tables.isEmpty()) {
      sql.each(
          "SELECT table_name, file FROM %s WHERE table_name IN (%s)"
              .formatted(files(), Sql.texts(tables)),
          row ->
              files
                  .computeIfAbsent(row.getString(1), table -> LongStream.builder())
                  .add(row.getLong(2)));
    }
    return files;
  }
}
