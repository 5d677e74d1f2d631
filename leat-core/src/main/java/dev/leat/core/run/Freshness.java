package dev.leat.core.run;

import dev.leat.api.FileIds;
import dev.leat.api.TableState;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Jobs.JobRow;
import dev.leat.core.load.TableTask;
import dev.leat.core.project.TableDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells why a table is not what its sources would make of it now, where anything is known.
 *
 * <p>A table is up to date when the newest run that asked its source failed nowhere, and when it
 * holds all files of the store.
 */
final class Freshness {
  private final Parts parts;
  private final Map<String, LoadReport> loads;
  private final Map<String, TableState> states;

  /**
   * @param loads of this run; without any, tables are held against the store
   * @param states of all tables that will be asked for
   */
  Freshness(Parts parts, List<LoadReport> loads, Map<String, TableState> states) {
    this.parts = parts;
    this.loads = loads.stream().collect(Collectors.toMap(LoadReport::table, Function.identity()));
    this.states = states;
  }

  Optional<String> trouble(String table) {
    TableDefinition definition = Names.table(parts.project(), table);
    return ofSource(definition.from()).or(() -> ofLoad(definition));
  }

  /** Of the newest run that asked the table's source for such datasets. */
  private Optional<String> ofSource(TableDefinition.Origin from) {
    List<JobRow> newest = parts.catalog().latestJobs().ended(from.source(), from.datasetType());
    for (JobRow job : newest) {
      if (job.end().state() != Jobs.State.FINISHED && job.end().state() != Jobs.State.SKIPPED) {
        return Optional.of(
            "the source '"
                + from.source()
                + "' "
                + job.end().state().name().toLowerCase(Locale.ROOT)
                + (job.end().error() == null ? "" : ": " + job.end().error()));
      }
    }
    long failed = newest.stream().mapToLong(job -> job.end().counters().failed()).sum();
    return failed == 0
        ? Optional.empty()
        : Optional.of(
            "%d dataset%s of the source '%s' failed"
                .formatted(failed, failed == 1 ? "" : "s", from.source()));
  }

  private Optional<String> ofLoad(TableDefinition table) {
    LoadReport load = loads.get(table.name());
    if (load == null) {
      return ofStore(table);
    }
    return load.failure() == null
        ? Optional.empty()
        : Optional.of(
            "the load of the table '"
                + table.name()
                + "' failed: "
                + load.failure().error().code().name());
  }

  private Optional<String> ofStore(TableDefinition table) {
    try (var making = new TableTasks(parts.store(), parts.spool(), parts.project().connectors())) {
      TableTask task = making.task(table, parts.project().tables());
      FileIds wanted = task.files().ids();
      TableState state = state(table.name());
      boolean current =
          wanted.minus(state.files()).isEmpty()
              && state.files().minus(wanted).isEmpty()
              && (state.load() == 0 || state.configuration().equals(task.configuration()));
      return current
          ? Optional.empty()
          : Optional.of(
              "the table '" + table.name() + "' is not what the store holds: run leat load");
    }
  }

  TableState state(String table) {
    return states.getOrDefault(table, TableState.empty(table));
  }
}
