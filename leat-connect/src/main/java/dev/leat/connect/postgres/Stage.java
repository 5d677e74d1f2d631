package dev.leat.connect.postgres;

import dev.leat.api.Batch;
import dev.leat.api.ColumnType;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.Load.Staged;
import dev.leat.api.LoadRequest;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import dev.leat.connect.postgres.Tables.Table;
import dev.leat.connect.sql.References;
import dev.leat.connect.sql.Statements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of a load to the server: into temporary tables, or straight into tables that the
 * load itself makes. Rows that are to be merged are held back until all are there.
 *
 * <p>What PostgreSQL cannot hold goes to quarantine here, with the whole record that it is in.
 */
final class Stage {
  private static final String UNFIT = "temp.main._leat_unfit";

  private final Tables tables;
  private final Courier courier;
  private final LoadRequest request;
  private final Map<String, TableSchema> sent = new LinkedHashMap<>();
  private final Map<String, Map<String, ColumnType>> columns = new LinkedHashMap<>();
  private final Map<String, Long> rows = new HashMap<>();
  private final Map<Long, Long> hidden = new HashMap<>();
  private FileIds files = FileIds.NONE;
  private boolean straight;
  private boolean complete = true;
  private @Nullable Statements duck;
  private @Nullable Held held;

  Stage(Statements sql, Tables tables, Courier courier, LoadRequest request) {
    this.tables = tables;
    this.courier = courier;
    this.request = request;
    sql.run(
        "CREATE TEMP TABLE _leat_quarantine (file bigint, row_number bigint, column_name text,"
            + " value text, reason text)");
  }

  /** Rows go straight into the destination's tables, which this load makes. */
  void goStraight() {
    straight = true;
  }

  boolean isStraight() {
    return straight;
  }

  boolean holdsBack() {
    return request.disposition() instanceof Disposition.Merge;
  }

  Staged take(Batch batch) {
    files = files.and(batch.files());
    if (batch.tables().isEmpty()) {
      return Staged.NONE;
    }
    Statements from = workbench(batch.tables().get(0));
    boolean unfit = findUnfit(from, batch);
    long quarantined = quarantine(from, batch, unfit);
    long ofRoot = 0;
    for (Relation relation : batch.tables()) {
      long taken = take(from, relation.schema(), fit(relation, unfit));
      ofRoot += relation.schema().depth() == 0 ? taken : 0;
    }
    return new Staged(ofRoot, quarantined);
  }

  /**
   * The rows of the root table before they are sent or after, to find those that refer to nothing.
   *
   * @param referring the columns by which they refer
   */
  Optional<References.Staged> rows(Statements sql, Set<String> referring) {
    Held waiting = held;
    Statements from = duck;
    if (!has(request.table()) || (complete && waiting != null)) {
      return Optional.empty();
    }
    if (waiting == null || from == null) {
      return Optional.of(new StagedRows(sql, tables, this, request.table()));
    }
    TableSchema root = Objects.requireNonNull(waiting.schemas().get(request.table()));
    var schema =
        new TableSchema(
            "_leat_referring",
            root.columns().stream().filter(column -> referring.contains(column.name())).toList(),
            List.of(),
            0);
    Table place = Table.temporary(schema.name());
    tables.drop(place);
    tables.grow(place, Tables.columns(schema));
    tables.stamp(place, request.id());
    courier.carry(
        from,
        Values.outgoing(schema, waiting.select(request.table())),
        "COPY %s (%s) FROM STDIN (FORMAT csv)"
            .formatted(place.sql(), Sql.names(Values.names(schema))));
    return Optional.of(new HeldRows(sql, tables, place, waiting));
  }

  /** Sends what was held back, one row per key; again where more has been taken since. */
  void release(Map<Long, Integer> revisions) {
    Held waiting = held;
    Statements from = duck;
    if (complete || waiting == null || from == null) {
      return;
    }
    complete = true;
    waiting.deduplicate(revisions).forEach((file, keys) -> hidden.merge(file, keys, Long::sum));
    for (TableSchema schema : waiting.schemas().values()) {
      if (!straight) {
        tables.drop(table(schema.name()));
      }
      sent.remove(schema.name());
      rows.remove(schema.name());
      send(from, schema, waiting.select(schema.name()));
    }
  }

  /** The staged tables, parents before children. */
  List<String> tables() {
    return List.copyOf(columns.keySet());
  }

  boolean has(String table) {
    return columns.containsKey(table);
  }

  /** A staged table's columns by the names that they have here. */
  Map<String, ColumnType> columns(String table) {
    return columns.getOrDefault(table, Map.of());
  }

  /** Where a staged table's rows are. */
  Table table(String name) {
    return straight
        ? tables.target(name)
        : Table.temporary("_leat_stage_" + tables().indexOf(name));
  }

  /** So many rows of the root table have gone to quarantine since they were staged. */
  void withdraw(long orphans) {
    rows.computeIfPresent(request.table(), (table, staged) -> staged - orphans);
  }

  /** Says how many rows are left of a staged table. */
  void recount(String table) {
    rows.put(table, tables.count(table(table)));
  }

  long rows(String table) {
    return rows.getOrDefault(table, 0L);
  }

  /** Every file that was staged, whether or not it has rows. */
  FileIds files() {
    return files;
  }

  /** By file, how many of its keys are hidden by another staged file's row. */
  Map<Long, Long> hidden() {
    return hidden;
  }

  /** Leaves nothing in the engine's DuckDB. */
  void drop() {
    Statements from = duck;
    if (held != null) {
      held.drop();
    }
    if (from != null) {
      from.run("DROP TABLE IF EXISTS " + UNFIT);
    }
  }

  private Statements workbench(Relation relation) {
    Statements known = duck;
    if (known == null) {
      known = new Statements(relation.connection(), PostgresError::ofStaging);
      duck = known;
    }
    return known;
  }

  private long take(Statements from, TableSchema schema, String select) {
    Map<String, ColumnType> grown =
        columns.computeIfAbsent(schema.name(), name -> new LinkedHashMap<>());
    Tables.columns(schema).forEach((column, type) -> grown.merge(column, type, Types::join));
    if (!(request.disposition() instanceof Disposition.Merge rule)) {
      return send(from, schema, select);
    }
    complete = false;
    Held waiting = held;
    if (waiting == null) {
      waiting = new Held(from, request.table(), rule);
      held = waiting;
    }
    return waiting.take(schema, select);
  }

  private long send(Statements from, TableSchema schema, String select) {
    Table into = table(schema.name());
    if (!schema.equals(sent.put(schema.name(), schema))) {
      boolean fresh = !rows.containsKey(schema.name());
      if (straight && fresh) {
        tables.refuseForeign(into);
      }
      tables.grow(into, Tables.columns(schema));
      if (fresh) {
        tables.stamp(into, request.id());
      }
    }
    String copy =
        "COPY %s (%s) FROM STDIN (FORMAT csv)"
            .formatted(into.sql(), Sql.names(Values.names(schema)));
    long arrived = courier.carry(from, Values.outgoing(schema, select), copy);
    rows.merge(schema.name(), arrived, Long::sum);
    return arrived;
  }

  /** Finds the records of a batch that PostgreSQL cannot hold; mostly there are none. */
  private static boolean findUnfit(Statements from, Batch batch) {
    List<Relation> suspects = new ArrayList<>();
    for (Relation relation : batch.tables()) {
      Optional<String> count = relation.isPlain() ? Optional.empty() : Values.anyUnfit(relation);
      if (count.isPresent() && from.number(count.get()) > 0) {
        suspects.add(relation);
      }
    }
    if (suspects.isEmpty()) {
      return false;
    }
    from.run(
        "CREATE OR REPLACE TEMP TABLE _leat_unfit AS "
            + Sql.join(suspects, relation -> Values.unfit(relation).orElseThrow(), " UNION ALL "));
    return true;
  }

  private static String fit(Relation relation, boolean unfit) {
    return unfit
        ? "SELECT * FROM (%s) r WHERE NOT EXISTS (SELECT 1 FROM %s u WHERE u.file = r._leat_file AND u.row_number = r._leat_row)"
            .formatted(relation.sql(), UNFIT)
        : relation.sql();
  }

  private long quarantine(Statements from, Batch batch, boolean unfit) {
    var selects = new ArrayList<String>();
    batch.quarantine().ifPresent(rejected -> selects.add(rejected.sql()));
    if (unfit) {
      selects.add("SELECT * FROM " + UNFIT);
    }
    if (selects.isEmpty()) {
      return 0;
    }
    String all = Sql.join(selects, select -> "(" + select + ")", " UNION ALL ");
    courier.carry(
        from,
        "SELECT file, row_number, column_name, replace(value, chr(0), '\\u0000'), reason FROM ("
            + all
            + ")",
        "COPY " + Bookkeeping.QUARANTINE + " FROM STDIN (FORMAT csv)");
    return from.number(
        "SELECT count(*) FROM (SELECT DISTINCT file, row_number FROM (" + all + "))");
  }
}
