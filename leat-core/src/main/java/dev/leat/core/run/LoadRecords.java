package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatEvent.Counts;
import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.api.RowSink.ResultColumn;
import dev.leat.api.TableState;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Loads;
import dev.leat.core.catalog.Schemas;
import dev.leat.core.load.TableOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the catalog's copy of what a destination records of its loads.
 *
 * <p>The destination's record is the truth. A process may die between a load's commit and its copy:
 * the next one that looks at the table makes up for it.
 */
final class LoadRecords {
  private final Parts parts;
  private final Destination destination;

  LoadRecords(Parts parts, Destination destination) {
    this.parts = parts;
    this.destination = destination;
  }

  /**
   * Copies what the destination has recorded of a table and the catalog does not know.
   *
   * @throws LeatException where the catalog knows nothing at all: it would empty the table
   */
  void catchUp(TableState state) {
    if (state.load() != 0
        && !parts.catalog().loads().knows(destination.name(), state.table(), state.load())) {
      if (parts.catalog().datasets().count(DatasetFilter.ALL) == 0) {
        throw new LeatException(
            RunError.CATALOG_EMPTY,
            "the table "
                + state.table()
                + " was loaded from files, and the catalog knows of none: it is lost, or not"
                + " theirs",
            "correct `catalog` in leat.yaml where it names the wrong one; where the catalog is"
                + " lost, run `leat doctor --rebuild`; to begin anew, fetch first");
      }
      var missed = new Rows(state.table());
      destination.query(
          "SELECT id, files_added, inserted, updated, unchanged, deleted, quarantined"
              + " FROM _leat_loads WHERE root_name = table_name AND root_name = '"
              + state.table().replace("'", "''")
              + "' ORDER BY sequence",
          missed);
      missed.loads.forEach(this::copy);
    }
  }

  /** Copies a load that has just been committed, and keeps what it learnt of its table. */
  void copy(TableOutcome.Loaded loaded) {
    Schemas schemas = parts.catalog().schemas();
    Optional<Schemas.Shape> known = schemas.newest(loaded.table());
    if (known.map(shape -> !shape.json().equals(loaded.shape())).orElse(true)) {
      schemas.add(loaded.table(), known.map(Schemas.Shape::version).orElse(0), loaded.shape());
    }
    copy(row(loaded.table(), loaded.load(), loaded.filesAdded(), loaded.effects().root()));
  }

  private Loads.LoadRow row(String table, long load, int files, Counts counts) {
    return new Loads.LoadRow(destination.name(), table, load, files, counts, parts.now());
  }

  private void copy(Loads.LoadRow load) {
    if (parts.catalog().loads().record(load, List.of())) {
      parts.tell(
          new LeatEvent.LoadCommitted(
              load.committedAt(),
              load.destination(),
              load.table(),
              Long.toString(load.id()),
              load.counts()));
    }
  }

  /** Takes rows of the destination's records. */
  private final class Rows implements RowSink {
    private final String table;
    private final List<Loads.LoadRow> loads = new ArrayList<>();

    Rows(String table) {
      this.table = table;
    }

    @Override
    public void columns(List<ResultColumn> columns) {}

    @Override
    public void row(List<@Nullable Object> values) {
      List<Long> numbers = values.stream().map(Rows::number).toList();
      var counts =
          new Counts(
              numbers.get(2), numbers.get(3), numbers.get(4), numbers.get(5), numbers.get(6));
      loads.add(LoadRecords.this.row(table, numbers.get(0), numbers.get(1).intValue(), counts));
    }

    private static long number(@Nullable Object value) {
      return ((Number) Objects.requireNonNull(value)).longValue();
    }
  }
}
