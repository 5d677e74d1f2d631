package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.RowSink;
import dev.leat.api.RowSink.ResultColumn;
import dev.leat.api.TableState;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.Jobs.JobRow;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.report.ServingViews;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the project stands: what its tables hold, how fresh that is, what the last run came to.
 *
 * <p>All of it is read from records, of loads in the destination and of jobs in the catalog; no
 * table is counted. Runs on a platform thread.
 */
final class StatusBoard {
  /** What the records say of a table. */
  private record Held(
      @Nullable Object rows, @Nullable Object quarantined, @Nullable Instant newestData) {
    static final Held NOTHING = new Held(0L, 0L, null);
  }

  /** What the newest run that asked a source came to. */
  private record Outcome(@Nullable Instant at, String word, @Nullable String error) {
    static final Outcome NONE = new Outcome(null, "never run", null);
  }

  private final Parts parts;
  private final Destination destination;
  private final Map<String, TableState> states;

  StatusBoard(Parts parts, Destination destination) {
    this.parts = parts;
    this.destination = destination;
    this.states =
        destination.states(parts.project().tables().stream().map(TableDefinition::name).toList());
  }

  void show(Status by, RowSink sink) {
    switch (by) {
      case TABLE -> tables(sink);
      case SOURCE -> sources(sink);
      case DAY -> days(sink);
    }
  }

  private void tables(RowSink sink) {
    var freshness = new Freshness(parts, List.of(), states);
    Map<String, Held> held = held();
    columns(
        sink,
        "table",
        "source",
        "rows",
        "quarantined",
        "newest_data",
        "last_run",
        "outcome",
        "trouble");
    for (TableDefinition table : parts.project().tables()) {
      Held it = held.getOrDefault(table.name(), Held.NOTHING);
      Outcome outcome = outcome(table.from().source());
      sink.row(
          Arrays.asList(
              table.name(),
              table.from().source(),
              it.rows(),
              it.quarantined(),
              it.newestData(),
              outcome.at(),
              outcome.word(),
              freshness.trouble(table.name()).orElse(null)));
    }
  }

  private void sources(RowSink sink) {
    Map<String, Held> held = held();
    columns(sink, "source", "tables", "rows", "newest_data", "last_run", "outcome", "error");
    for (SourceDefinition source : parts.project().sources()) {
      List<TableDefinition> tables =
          parts.project().tables().stream()
              .filter(table -> table.from().source().equals(source.name()))
              .toList();
      List<Held> all =
          tables.stream().map(table -> held.getOrDefault(table.name(), Held.NOTHING)).toList();
      Outcome outcome = outcome(source.name());
      sink.row(
          Arrays.asList(
              source.name(),
              (long) tables.size(),
              all.stream().mapToLong(it -> it.rows() instanceof Long rows ? rows : 0).sum(),
              all.stream()
                  .map(Held::newestData)
                  .filter(Objects::nonNull)
                  .max(Comparator.naturalOrder())
                  .orElse(null),
              outcome.at(),
              outcome.word(),
              outcome.error()));
    }
  }

  private void days(RowSink sink) {
    if (isLoaded()) {
      destination.query(
          "SELECT day, table_name AS \"table\", source, inserted, updated, deleted, quarantined,"
              + " row_count AS \"rows\" FROM ("
              + ServingViews.DAYS.sql()
              + ") AS days ORDER BY day DESC, table_name",
          sink);
    } else {
      columns(
          sink, "day", "table", "source", "inserted", "updated", "deleted", "quarantined", "rows");
    }
  }

  private static void columns(RowSink sink, String... names) {
    sink.columns(Arrays.stream(names).map(name -> new ResultColumn(name, "")).toList());
  }

  /** The records of a destination without loads are not there to be asked. */
  private boolean isLoaded() {
    return states.values().stream().anyMatch(state -> state.load() != 0);
  }

  private Map<String, Held> held() {
    Map<String, Held> held = new LinkedHashMap<>();
    if (isLoaded()) {
      destination.query(
          "SELECT table_name, row_count, quarantined, newest_data FROM ("
              + ServingViews.STATUS.sql()
              + ") AS status",
          new RowSink() {
            @Override
            public void columns(List<ResultColumn> columns) {}

            @Override
            public void row(List<@Nullable Object> values) {
              held.put(
                  String.valueOf(values.get(0)),
                  new Held(
                      values.get(1),
                      values.get(2),
                      values.get(3) instanceof Instant at ? at : null));
            }
          });
    }
    return held;
  }

  private Outcome outcome(String source) {
    List<JobRow> newest = parts.catalog().latestJobs().of(source);
    if (newest.isEmpty()) {
      return Outcome.NONE;
    }
    Instant at =
        newest.stream()
            .map(job -> Objects.requireNonNullElse(job.endedAt(), job.startedAt()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    JobRow worst = newest.stream().max(Comparator.comparingInt(StatusBoard::weight)).orElseThrow();
    long failed = newest.stream().mapToLong(job -> job.end().counters().failed()).sum();
    Jobs.State state = weight(worst) < 2 ? Jobs.State.FINISHED : worst.end().state();
    String word = (failed > 0 ? Jobs.State.FAILED : state).name().toLowerCase(Locale.ROOT);
    String error = worst.end().error();
    return new Outcome(at, word, error == null && failed > 0 ? failed + " datasets failed" : error);
  }

  /** How much a job's state says about its run. */
  private static int weight(JobRow job) {
    return switch (job.end().state()) {
      case SKIPPED -> 0;
      case FINISHED -> 1;
      case RUNNING -> 2;
      case ABORTED -> 3;
      case ABANDONED -> 4;
      case FAILED -> 5;
    };
  }
}
