package dev.leat.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.CommitOutcome;
import dev.leat.api.CommitOutcome.Effects;
import dev.leat.api.DatasetId;
import dev.leat.api.Destination;
import dev.leat.api.Disposition;
import dev.leat.api.FileIds;
import dev.leat.api.Keys;
import dev.leat.api.Load;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.Reference;
import dev.leat.api.RowSink;
import dev.leat.api.TableState;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads sets of hand-made files into a destination, as the engine would.
 *
 * <p>A caller says which files a table should be made of; what to add and what to remove is worked
 * out from the destination's own records.
 */
public final class LoadBench {
  public static final Instant AT = Instant.parse("2024-05-01T10:00:00Z");

  private final Destination destination;
  private final Connection workbench;
  private final String table;
  private final Disposition disposition;
  private final Rules rules;

  /** What the project says of the table beside its disposition. */
  private record Rules(String configuration, List<Reference> references) {}

  public LoadBench(
      Destination destination, Connection workbench, String table, Disposition disposition) {
    this(destination, workbench, table, disposition, new Rules("configuration 1", List.of()));
  }

  private LoadBench(
      Destination destination,
      Connection workbench,
      String table,
      Disposition disposition,
      Rules rules) {
    this.destination = destination;
    this.workbench = workbench;
    this.table = table;
    this.disposition = disposition;
    this.rules = rules;
  }

  /** The same table with references to others, or of others to it. */
  public LoadBench with(Reference... more) {
    return new LoadBench(
        destination,
        workbench,
        table,
        disposition,
        new Rules(rules.configuration(), List.of(more)));
  }

  public TableState state() {
    return destination.states(List.of(table)).values().iterator().next();
  }

  /** Brings the table to these files, whatever it is made of now. */
  public Effects reconcile(HandMade... wanted) {
    return committed(attempt(request(List.of(wanted)), List.of(wanted)));
  }

  /** Computes the table anew from these files. */
  public Effects rebuild(HandMade... wanted) {
    TableState state = state();
    return committed(
        attempt(request(state, Scope.REBUILD, List.of(wanted), state.files()), List.of(wanted)));
  }

  /** What a reconciliation would ask for now. */
  public LoadRequest request(List<HandMade> wanted) {
    TableState state = state();
    FileIds ids = FileIds.of(wanted.stream().mapToLong(HandMade::id));
    List<HandMade> add =
        wanted.stream().filter(file -> !state.files().contains(file.id())).toList();
    Scope scope = state.load() == 0 ? Scope.REBUILD : Scope.CHANGES;
    return request(state, scope, add, state.files().minus(ids));
  }

  /** Runs one load to its end; files that it lacks are found among the wanted ones. */
  public CommitOutcome attempt(LoadRequest request, List<HandMade> wanted) {
    try (Load load = destination.open(request)) {
      List<Long> added = request.add().stream().map(LoadFile::id).toList();
      wanted.stream()
          .filter(file -> added.contains(file.id()))
          .forEach(file -> load.stage(file.batch(workbench)));
      FileIds lacking = load.lacking();
      wanted.stream()
          .filter(file -> lacking.contains(file.id()))
          .forEach(file -> load.stage(file.batch(workbench)));
      load.apply();
      return load.commit();
    }
  }

  /** The answer to a query, a list of texts per row, NULL for null. */
  public List<List<String>> rows(String sql) {
    var rows = new ArrayList<List<String>>();
    destination.query(
        sql,
        new RowSink() {
          @Override
          public void columns(List<ResultColumn> columns) {}

          @Override
          public void row(List<@Nullable Object> values) {
            rows.add(
                values.stream().map(value -> value == null ? "NULL" : value.toString()).toList());
          }
        });
    return rows;
  }

  /** One value of one row. */
  public String value(String sql) {
    return rows(sql).get(0).get(0);
  }

  private LoadRequest request(TableState state, Scope scope, List<HandMade> add, FileIds remove) {
    List<LoadFile> files = add.stream().map(LoadBench::facts).toList();
    long id = 31 * state.load() + Objects.hash(table, scope, files, remove);
    return new LoadRequest(
        (id & Long.MAX_VALUE) | 1,
        state.load(),
        table,
        scope,
        disposition,
        files,
        remove,
        rules.configuration(),
        AT,
        "run-1",
        rules.references());
  }

  static LoadFile facts(HandMade file) {
    return new LoadFile(
        file.id(),
        new DatasetId("shop", "day", Keys.of("day", file.day())),
        file.revision(),
        "sales",
        "https://example.com/sales/" + file.id(),
        "%064x".formatted(file.id()),
        file.fetchedAt());
  }

  private static Effects committed(CommitOutcome outcome) {
    assertThat(outcome).isInstanceOf(CommitOutcome.Committed.class);
    return ((CommitOutcome.Committed) outcome).effects();
  }
}
