package dev.leat.testkit.destination;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.api.Batch.Quarantine;
import dev.leat.api.Column;
import dev.leat.api.FileIds;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stored file whose rows are written out in a test.
 *
 * @param rows by table, the root first; each row is SQL literals: the position in the file, the
 *     indexes where the table has any, then a value per column
 * @param day names the file's dataset
 */
public record HandMade(
    long id,
    int revision,
    List<TableSchema> schemas,
    Map<String, List<List<String>>> rows,
    Optional<String> rejected,
    String day,
    Instant fetchedAt) {
  public HandMade {
    schemas = List.copyOf(schemas);
    rows = Map.copyOf(rows);
  }

  /** A file of one table; rows are numbered from 0. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  public static HandMade of(long id, int revision, TableSchema schema, List<String>... rows) {
    return ofRows(id, revision, schema, Arrays.asList(rows));
  }

  public static HandMade ofRows(
      long id, int revision, TableSchema schema, List<List<String>> rows) {
    var numbered = new ArrayList<List<String>>();
    for (List<String> row : rows) {
      var values = new ArrayList<>(List.of(String.valueOf(numbered.size())));
      values.addAll(row);
      numbered.add(values);
    }
    return new HandMade(
        id,
        revision,
        List.of(schema),
        Map.of(schema.name(), numbered),
        Optional.empty(),
        String.valueOf(id),
        LoadBench.AT);
  }

  /** The same file with rows of a child table: position, indexes, values. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the rows are only read
  public final HandMade with(TableSchema child, List<String>... children) {
    return withRows(child, Arrays.asList(children));
  }

  public HandMade withRows(TableSchema child, List<List<String>> children) {
    var more = new ArrayList<>(schemas);
    more.add(child);
    var all = new HashMap<>(rows);
    all.put(child.name(), List.copyOf(children));
    return new HandMade(id, revision, more, all, rejected, day, fetchedAt);
  }

  /** The same file with one row in quarantine. */
  public HandMade rejecting(String reason) {
    return new HandMade(id, revision, schemas, rows, Optional.of(reason), day, fetchedAt);
  }

  /** The same file as one of this dataset, fetched at this time. */
  public HandMade fetched(String dataset, Instant at) {
    return new HandMade(id, revision, schemas, rows, rejected, dataset, at);
  }

  /** Its rows; those of every other file last as long as the load. */
  public Batch batch(Connection workbench) {
    List<Relation> relations =
        schemas.stream().map(schema -> Relation.of(schema, sql(schema), workbench)).toList();
    return new Batch(
        FileIds.of(id),
        relations,
        rejected.map(
            reason ->
                new Quarantine(
                    "SELECT %d AS file, 99 AS row_number, 'amount' AS column_name, 'n/a' AS value, '%s' AS reason"
                        .formatted(id, reason))),
        id % 2 == 0 ? Lifetime.LOAD : Lifetime.NEXT_BATCH);
  }

  private String sql(TableSchema schema) {
    var columns = new ArrayList<>(List.of("_leat_row"));
    for (int level = 1; level <= schema.depth(); level++) {
      columns.add("_leat_index_" + level);
    }
    schema.columns().stream().map(Column::name).forEach(columns::add);
    List<List<String>> values = rows.getOrDefault(schema.name(), List.of());
    if (values.isEmpty()) {
      return "SELECT %d AS _leat_file, %s WHERE false"
          .formatted(
              id,
              columns.stream().map(c -> "NULL AS " + quoted(c)).collect(Collectors.joining(", ")));
    }
    return "SELECT %d AS _leat_file, * FROM (VALUES %s) t(%s)"
        .formatted(
            id,
            values.stream()
                .map(row -> "(" + String.join(", ", row) + ")")
                .collect(Collectors.joining(", ")),
            columns.stream().map(HandMade::quoted).collect(Collectors.joining(", ")));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
