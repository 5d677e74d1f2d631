package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.RowSink;
import dev.leat.api.TableState;
import dev.leat.core.report.ModelPlan;
import dev.leat.core.report.ModelPlan.Upstream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Lets sources ask the destination what its tables hold, before this run loads; thread-safe. */
final class StandingTables {
  private final Workshop workshop;
  private final Parts.Telling telling;
  private final ReentrantLock one = new ReentrantLock();

  StandingTables(Workshop workshop, Parts.Telling telling) {
    this.workshop = workshop;
    this.telling = telling;
  }

  /** No rows, and a warning, where it reads a table or a model that has not been made yet. */
  void query(String source, String sql, RowSink sink) {
    one.lock();
    try {
      Optional<String> missing = workshop.threads().onNative(() -> ask(sql, sink));
      missing.ifPresent(
          name ->
              telling.tell(
                  new Progress.Warned(
                      "The source '"
                          + source
                          + "' reads '"
                          + name
                          + "', which is not there yet: what it asks for by it comes with the next"
                          + " run.")));
    } finally {
      one.unlock();
    }
  }

  /** Asks for what decides what this run fetches; fails where that is not there. */
  void flags(String sql, RowSink sink) {
    workshop
        .threads()
        .onNative(
            () -> {
              workshop.destination().query(sql, sink);
              return true;
            });
  }

  private Optional<String> ask(String sql, RowSink sink) {
    Destination destination = workshop.destination();
    Optional<String> missing = missing(ModelPlan.reads(workshop.project(), sql), destination);
    if (missing.isEmpty()) {
      destination.query(sql, sink);
    }
    return missing;
  }

  private static Optional<String> missing(Upstream reads, Destination destination) {
    Map<String, TableState> states = destination.states(List.copyOf(reads.tables()));
    Map<String, String> marks = reads.models().isEmpty() ? Map.of() : destination.marks();
    return reads.tables().stream()
        .filter(table -> !states.containsKey(table) || states.get(table).load() == 0)
        .findFirst()
        .or(() -> reads.models().stream().filter(model -> !marks.containsKey(model)).findFirst());
  }
}
