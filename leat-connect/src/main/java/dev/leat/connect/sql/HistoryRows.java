package dev.leat.connect.sql;

import dev.leat.api.Batch;
import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition;
import dev.leat.api.Disposition.Merge;
import dev.leat.api.Disposition.Scd2;
import dev.leat.api.Disposition.Vault;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives rows on their way to a destination what makes them versions: a key, a hash, and the time at
 * which their file was fetched.
 */
public final class HistoryRows {
  /** The digest of a row's key. */
  public static final String KEY = "_leat_key";

  /** The digest of a row, key included. */
  public static final String HASH = "_leat_hash";

  private static final List<Column> VALIDITY =
      List.of(
          new Column("valid_from", Simple.TIMESTAMPTZ),
          new Column("valid_to", Simple.TIMESTAMPTZ),
          new Column("is_current", Simple.BOOLEAN));
  private static final Set<String> TAKEN =
      VALIDITY.stream().map(Column::name).collect(Collectors.toSet());

  private final List<String> key;
  private final Map<Long, Instant> fetched;

  /** The rows as a load wants them: versions where it keeps a history. */
  public static Batch of(Batch batch, LoadRequest request) {
    if (request.disposition() instanceof Scd2 rule) {
      return new HistoryRows(rule.key(), request).widen(batch);
    }
    if (request.disposition() instanceof Merge rule && rule.stamps().isPresent()) {
      return new StampRows(rule.stamps().get(), request).widen(batch);
    }
    return request.disposition() instanceof Vault rule
        ? new VaultRows(rule, request).widen(batch)
        : batch;
  }

  /** How versions are made of such rows. */
  public static History.Rule rule(Scd2 rule) {
    return new History.Rule(KEY, HASH, rule.cursor(), rule.absence());
  }

  /** How a load makes versions, where it does. */
  public static Optional<History.Rule> rule(Disposition disposition) {
    if (disposition instanceof Scd2 rule) {
      return Optional.of(rule(rule));
    }
    return disposition instanceof Vault rule ? Optional.of(VaultRows.rule(rule)) : Optional.empty();
  }

  private HistoryRows(List<String> key, LoadRequest request) {
    this.key = List.copyOf(key);
    this.fetched = fetched(request);
  }

  /** The same rows as versions that nothing has ended. */
  private Batch widen(Batch batch) {
    List<Relation> tables = new ArrayList<>();
    for (Relation relation : batch.tables()) {
      check(relation.schema(), key, TAKEN);
      tables.add(widen(relation, batch));
    }
    return new Batch(batch.files(), tables, batch.quarantine(), batch.lifetime());
  }

  static void check(TableSchema schema, List<String> key, Set<String> taken) {
    if (schema.depth() > 0) {
      throw new LeatException(
          HistoryError.HISTORY_CHILD_TABLE,
          "A list of objects would become the table "
              + schema.name()
              + ", and a history keeps no child tables.",
          "Declare the list's column with 'type: json', so that a change in it is a change of its"
              + " row.");
    }
    List<String> names = schema.columns().stream().map(Column::name).toList();
    names.stream()
        .filter(taken::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new LeatException(
                  HistoryError.HISTORY_COLUMN_TAKEN,
                  "The table " + schema.name() + " has a column " + name + " of its own.",
                  "Give it another 'name' under 'columns': a history writes its own " + name + ".");
            });
    if (!names.isEmpty() && !names.containsAll(key)) {
      throw new LeatException(
          HistoryError.HISTORY_KEY_MISSING,
          "The table %s has no column %s, which is in its key."
              .formatted(
                  schema.name(),
                  key.stream().filter(name -> !names.contains(name)).findFirst().orElseThrow()),
          "Name columns under 'key' that every file has: " + String.join(", ", names) + ".");
    }
  }

  private Relation widen(Relation relation, Batch batch) {
    TableSchema schema = relation.schema();
    String text = RowText.ofRow(schema.columns());
    List<Derived> derived =
        List.of(
            new Derived(KEY, "md5(" + RowText.ofKey(schema.columns(), key) + ")"),
            new Derived(HASH, "md5(" + text + ")"));
    return widen(relation, schema.name(), derived, moments(batch, fetched));
  }

  /** A column that is computed of a row. */
  record Derived(String name, String sql) {}

  /** The same rows with texts that are computed of them, and with their validity. */
  static Relation widen(Relation relation, String name, List<Derived> derived, String moments) {
    TableSchema schema = relation.schema();
    List<Column> columns = new ArrayList<>(schema.columns());
    derived.forEach(each -> columns.add(new Column(each.name(), Simple.TEXT)));
    columns.addAll(VALIDITY);
    String select =
        """
        SELECT r.*, %s, f._leat_moment AS valid_from,
          CAST(NULL AS TIMESTAMPTZ) AS valid_to, true AS is_current
        FROM (%s) r JOIN (VALUES %s) f (_leat_of, _leat_moment) ON f._leat_of = r._leat_file\
        """
            .formatted(
                derived.stream()
                    .map(each -> each.sql() + " AS " + RowText.name(each.name()))
                    .collect(Collectors.joining(", ")),
                relation.sql(),
                moments);
    return Relation.of(
        new TableSchema(name, columns, schema.key(), schema.depth()),
        select,
        relation.connection());
  }

  static Map<Long, Instant> fetched(LoadRequest request) {
    return request.add().stream().collect(Collectors.toMap(LoadFile::id, LoadFile::fetchedAt));
  }

  static String moments(Batch batch, Map<Long, Instant> fetched) {
    return batch.files().isEmpty()
        ? "(CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ))"
        : batch.files().stream()
            .mapToObj(
                file ->
                    "(%d, TIMESTAMPTZ '%s')"
                        .formatted(
                            file,
                            fetched
                                .getOrDefault(file, Instant.EPOCH)
                                .truncatedTo(ChronoUnit.MICROS)))
            .collect(Collectors.joining(", "));
  }
}
