package dev.leat.connect.sql;

import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.FileIds;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LoadRequest;
import dev.leat.api.TableState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The records of loads, the same in every destination: who made a table, and which files it holds.
 *
 * <p>{@code _leat_loads} has one row per load and table; the row whose table is the root table is
 * the load's own. Sequences count the loads of a root table from 1.
 */
public interface LoadRecords {
  Statements sql();

  /** The table {@code _leat_loads}, quoted and qualified. */
  String loads();

  /** The table {@code _leat_files}, quoted and qualified. */
  String files();

  /** Whether there have been loads. */
  boolean exist();

  /** What is loaded into some tables. */
  default Map<String, TableState> states(List<String> tables) {
    var states = new LinkedHashMap<String, TableState>();
    tables.forEach(table -> states.put(table, TableState.empty(table)));
    if (tables.isEmpty() || !exist()) {
      return states;
    }
    Map<String, Head> heads = heads(tables);
    Map<String, LongStream.Builder> held = held(heads.keySet());
    heads.forEach(
        (table, head) ->
            states.put(
                table,
                new TableState(
                    table,
                    head.load(),
                    head.configuration(),
                    FileIds.of(held.getOrDefault(table, LongStream.builder()).build()))));
    return states;
  }

  /** The id of a root table's newest load, 0 where there is none. */
  default long newest(String root) {
    return heads(List.of(root)).getOrDefault(root, Head.NONE).load();
  }

  /** Every table that loads of this root table have written, the root first. */
  default List<String> tree(String root) {
    if (!exist()) {
      return List.of();
    }
    record Written(String table, long since) {}
    return sql()
        .list(
            "SELECT table_name, min(sequence) FROM %s WHERE root_name = %s GROUP BY table_name"
                .formatted(loads(), text(root)),
            row -> new Written(row.getString(1), row.getLong(2)))
        .stream()
        .sorted(
            Comparator.comparing((Written each) -> !each.table().equals(root))
                .thenComparingLong(Written::since)
                .thenComparing(Written::table))
        .map(Written::table)
        .toList();
  }

  /** What a committed load did. */
  default Effects effects(long load, String root) {
    record Done(String table, Counts counts, long rows) {}
    List<Done> all =
        new ArrayList<>(
            sql()
                .list(
                    """
                    SELECT table_name, inserted, updated, unchanged, deleted, quarantined, row_count
                    FROM %s WHERE id = %d AND root_name = %s\
                    """
                        .formatted(loads(), load, text(root)),
                    row ->
                        new Done(
                            row.getString(1),
                            new Counts(
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6)),
                            row.getLong(7))));
    all.sort(
        Comparator.comparing((Done each) -> !each.table().equals(root)).thenComparing(Done::table));
    var tables = new LinkedHashMap<String, Counts>();
    all.forEach(each -> tables.put(each.table(), each.counts()));
    return new Effects(tables, all.isEmpty() ? 0 : all.getFirst().rows());
  }

  /** Writes the record of a load, in its transaction. */
  default void write(LoadRequest request, Effects effects) {
    if (effects.tables().isEmpty()) {
      return;
    }
    String root = request.table();
    long sequence = heads(List.of(root)).getOrDefault(root, Head.NONE).sequence() + 1;
    String at = request.at() == null ? "NULL" : text(request.at().toString());
    sql()
        .run(
            effects.tables().entrySet().stream()
                .map(
                    each ->
                        "(%d, %s, %s, %d, %d, %s, %s, %s, %s, %s)"
                            .formatted(
                                request.id(),
                                text(root),
                                text(each.getKey()),
                                sequence,
                                request.previous(),
                                text(request.configuration()),
                                at,
                                text(request.run()),
                                numbers(request, each.getValue()),
                                each.getKey().equals(root) ? effects.rows() : "NULL"))
                .collect(Collectors.joining(", ", "INSERT INTO " + loads() + " VALUES ", "")));
  }

  private static String numbers(LoadRequest request, Counts counts) {
    return Stream.of(
            (long) request.add().size(),
            (long) request.remove().size(),
            counts.inserted(),
            counts.updated(),
            counts.unchanged(),
            counts.deleted(),
            counts.quarantined())
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private Map<String, Head> heads(Collection<String> tables) {
    var heads = new HashMap<String, Head>();
    sql()
        .each(
            """
            SELECT DISTINCT ON (root_name) root_name, id, sequence, configuration FROM %s
            WHERE root_name IN %s ORDER BY root_name, sequence DESC\
            """
                .formatted(loads(), texts(tables)),
            row ->
                heads.put(
                    row.getString(1), new Head(row.getLong(2), row.getLong(3), row.getString(4))));
    return heads;
  }

  private Map<String, LongStream.Builder> held(Collection<String> tables) {
    var files = new HashMap<String, LongStream.Builder>();
    if (!tables.isEmpty()) {
      sql()
          .each(
              "SELECT table_name, file FROM %s WHERE table_name IN %s"
                  .formatted(files(), texts(tables)),
              row ->
                  files
                      .computeIfAbsent(row.getString(1), table -> LongStream.builder())
                      .add(row.getLong(2)));
    }
    return files;
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String texts(Collection<String> values) {
    return values.stream().map(LoadRecords::text).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A root table's newest load. */
  record Head(long load, long sequence, String configuration) {
    static final Head NONE = new Head(0, 0, "");
  }
}
