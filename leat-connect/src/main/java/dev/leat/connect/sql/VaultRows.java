package dev.leat.connect.sql;

import dev.leat.api.Batch;
import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition.Link;
import dev.leat.api.Disposition.Vault;
import dev.leat.api.LoadRequest;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import dev.leat.connect.sql.HistoryRows.Derived;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Gives rows on their way to a vault what satellites have: keys of hub, links and dimensions, a
 * hash, the time of their file. Rows of another schema go to another satellite, which is named by
 * the time of the first file that needs it.
 */
public final class VaultRows {
  public static final String KEY = "pk";
  public static final String HASH = "row_hash";
  static final String LOADED = "loaded_at";

  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Set<String> TAKEN =
      Set.of(KEY, HASH, LOADED, "valid_from", "valid_to", "is_current");

  private final Vault rule;
  private final Map<Long, Instant> fetched;

  VaultRows(Vault rule, LoadRequest request) {
    this.rule = rule;
    this.fetched = HistoryRows.fetched(request);
  }

  /** How versions are made of such rows. */
  public static History.Rule rule(Vault rule) {
    return new History.Rule(KEY, HASH, rule.history().cursor(), rule.history().absence());
  }

  Batch widen(Batch batch) {
    List<Relation> tables = new ArrayList<>();
    Set<String> taken = taken();
    for (Relation relation : batch.tables()) {
      HistoryRows.check(relation.schema(), rule.history().key(), taken);
      tables.add(widen(relation, batch));
    }
    return new Batch(batch.files(), tables, batch.quarantine(), batch.lifetime());
  }

  /** Columns that the vault writes; a dimension of its column's name adds none of its own. */
  private Set<String> taken() {
    Set<String> taken = new HashSet<>(TAKEN);
    rule.links().forEach(link -> taken.add(key(link)));
    rule.dimensions()
        .forEach(
            (name, column) -> {
              taken.add(key(name));
              if (!name.equals(column)) {
                taken.add(name);
              }
            });
    return taken;
  }

  private Relation widen(Relation relation, Batch batch) {
    List<Column> columns = relation.schema().columns();
    List<Derived> derived = new ArrayList<>();
    derived.add(new Derived(KEY, digest(RowText.ofKey(columns, rule.history().key()))));
    derived.add(new Derived(HASH, digest(RowText.ofWholeRow(columns))));
    for (Link link : rule.links()) {
      derived.add(new Derived(key(link), present(columns, link.key())));
    }
    rule.dimensions()
        .forEach(
            (name, column) -> {
              derived.add(new Derived(key(name), present(columns, List.of(column))));
              if (!name.equals(column)) {
                boolean there = columns.stream().anyMatch(each -> each.name().equals(column));
                String value = there ? RowText.name(column) : "NULL";
                derived.add(new Derived(name, "CAST(" + value + " AS VARCHAR)"));
              }
            });
    Relation widened =
        HistoryRows.widen(
            relation, provisional(columns), derived, HistoryRows.moments(batch, fetched));
    TableSchema schema = widened.schema();
    List<Column> all = new ArrayList<>(schema.columns());
    all.add(new Column(LOADED, Simple.TIMESTAMPTZ));
    return Relation.of(
        new TableSchema(schema.name(), all, schema.key(), schema.depth()),
        "SELECT w.*, w.valid_from AS loaded_at FROM (" + widened.sql() + ") w",
        relation.connection());
  }

  /** Rows of one schema are staged together, under a name that says which. */
  private static String provisional(List<Column> columns) {
    String schema = columns.stream().map(Column::toString).collect(Collectors.joining("\n"));
    return "vault_" + UUID.nameUUIDFromBytes(schema.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest of some columns, null where none of them has a value. */
  private static String present(List<Column> columns, List<String> key) {
    String some =
        columns.stream()
            .map(Column::name)
            .filter(key::contains)
            .map(name -> RowText.name(name) + " IS NOT NULL")
            .collect(Collectors.joining(" OR "));
    return some.isEmpty()
        ? "CAST(NULL AS VARCHAR)"
        : "CASE WHEN " + some + " THEN " + digest(RowText.ofKey(columns, key)) + " END";
  }

  private static String digest(String text) {
    return "md5(" + text + ")";
  }

  /** The column that holds the key of a dimension's row. */
  static String key(String dimension) {
    return dimension + "_pk";
  }

  static String key(Link link) {
    return Link.keyOf(link.tag());
  }

  /** A satellite's name: tag, source, owner and the time when its first file was fetched. */
  static String satellite(Vault rule, Instant opened) {
    return List.of("sat", rule.tag(), rule.source(), rule.owner(), VERSION.format(opened)).stream()
        .map(VaultRows::plain)
        .collect(Collectors.joining("_"));
  }

  static String plain(String name) {
    return Vault.plain(name);
  }
}
