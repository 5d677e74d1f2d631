package dev.leat.core.load;

import dev.leat.api.CommitOutcome.Reason;
import dev.leat.api.Destination;
import dev.leat.api.DestinationError;
import dev.leat.api.FileIds;
import dev.leat.api.LeatException;
import dev.leat.api.LoadRequest.Scope;
import dev.leat.api.Reference;
import dev.leat.api.TableState;
import dev.leat.core.read.Workbench;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Brings tables of a destination to what the store's files say.
 *
 * <p><b>Sets, not steps.</b> A table is computed from a set of stored files. The destination
 * records which files a table holds; the store knows which ones it should hold; a load adds the
 * difference and removes the other difference. There is no "loaded up to here" anywhere: a load
 * that was lost, repeated, or run on another machine leaves nothing to repair, and the order of
 * loads cannot show in a table. Nothing to add and nothing to remove is the common case, and costs
 * one look at the records.
 *
 * <p><b>The record is the truth.</b> A load's own record ({@code _leat_loads}, {@code _leat_files})
 * is written in the transaction that writes its rows. So a table and what is said about it cannot
 * differ, and whoever wants to know whether a load happened reads the record. That is also how an
 * unknown outcome is resolved: a commit whose answer got lost is never guessed about and never
 * simply repeated.
 *
 * <p><b>Loads form a chain.</b> A load names the one that it follows, and its id is computed from
 * that and from everything that it does. If another load was committed in between, the destination
 * finds a newer head than the load expects, and rejects it: the plan was made from a state that is
 * gone, so a new plan is made. If the load itself was committed before, the destination finds its
 * very id, and nothing happens twice. Files that come, go and come back give new ids each time,
 * because the chain has grown.
 *
 * <p><b>Judged before, written after.</b> Files are verified by hash, read, typed and staged in
 * temporary tables first; too many unreadable rows end the load there. What is left for the
 * destination's transaction cannot fail for what the data says. A process that dies at any moment
 * leaves either the state before or the state after.
 *
 * <p><b>Rebuilds are loads.</b> The first load, a replay, and a load under a changed configuration
 * compute the table from all wanted files beside the old one and put it in its place in the same
 * kind of transaction. So does a load that would have to convert a column into something that its
 * files do not say.
 *
 * <p><b>Parents come first and go last.</b> A table whose rows refer to another one's is loaded
 * after it. Rows that a parent loses wait until the tables that refer to them are loaded: what
 * comes and what goes are two loads then, and each leaves all references whole.
 *
 * <p>Tables are loaded one after the other; one that fails stops none of the others. Not
 * thread-safe; runs on a platform thread.
 */
public final class Loader {
  /** How much to compute. */
  public enum Extent {
    /** What the records lack. */
    CHANGES,
    /** Everything, from the files, without a single request. */
    REPLAY
  }

  private static final int ATTEMPTS_MAX = 4;

  private final Destination destination;
  private final Reading.Opener readings;
  private final LoadListener listener;
  private final InstantSource clock;
  private final BooleanSupplier stopped;
  private final Breaker breaker = new Breaker();

  Loader(
      Destination destination,
      Reading.Opener readings,
      LoadListener listener,
      InstantSource clock) {
    this(destination, readings, listener, clock, () -> false);
  }

  private Loader(
      Destination destination,
      Reading.Opener readings,
      LoadListener listener,
      InstantSource clock,
      BooleanSupplier stopped) {
    this.destination = destination;
    this.readings = readings;
    this.listener = listener;
    this.clock = clock;
    this.stopped = stopped;
  }

  /**
   * A loader that reads on a workbench; none is opened before a file must be read.
   *
   * @param workbench answers the same one each time; the caller closes it
   */
  public static Loader on(
      Supplier<Workbench> workbench,
      Destination destination,
      LoadListener listener,
      InstantSource clock) {
    return new Loader(destination, task -> Reading.of(workbench.get(), task), listener, clock);
  }

  /** The same, but it begins no further table once it is asked to stop. */
  public Loader until(BooleanSupplier asked) {
    return new Loader(destination, readings, listener, clock, asked);
  }

  /** Ends the load of the table that is being loaded, from another thread, and begins no other. */
  public void breakOff() {
    breaker.breakOff();
  }

  /**
   * Loads tables; the outcomes are in the order in which the tables are given.
   *
   * <p>After a stop, tables that were not begun have no outcome.
   *
   * @param run named in the records of the loads
   */
  public List<TableOutcome> load(List<TableTask> tasks, Extent extent, String run) {
    Instant start = clock.instant();
    Map<String, TableState> states;
    try {
      states = states(tasks);
      tasks.forEach(task -> listener.found(state(states, task)));
    } catch (LeatException e) {
      return tasks.stream().map(task -> told(failed(task, e, start))).toList();
    }
    var outcomes = new HashMap<String, TableOutcome>();
    var unfinished = new ArrayDeque<TableTask>();
    for (TableTask task : Order.of(tasks)) {
      if (stopped.getAsBoolean() || breaker.isBroken()) {
        break;
      }
      Step step = step(task, states, extent, run);
      outcomes.put(task.table(), step.outcome());
      if (step.finished()) {
        told(step.outcome());
      } else {
        unfinished.push(task);
      }
    }
    for (TableTask task : unfinished) {
      outcomes.compute(task.table(), (table, first) -> told(finish(task, first, extent, run)));
    }
    return tasks.stream().map(task -> outcomes.get(task.table())).filter(Objects::nonNull).toList();
  }

  private Map<String, TableState> states(List<TableTask> tasks) {
    return destination.states(
        tasks.stream()
            .flatMap(
                task ->
                    Stream.concat(
                        Stream.of(task.table()),
                        task.promises().referrers().stream()
                            .map(referrer -> referrer.reference().table())))
            .distinct()
            .toList());
  }

  private static TableState state(Map<String, TableState> states, TableTask task) {
    return states.getOrDefault(task.table(), TableState.empty(task.table()));
  }

  /** What was done for a table, and whether that was all. */
  private record Step(TableOutcome outcome, boolean finished) {}

  private Step step(TableTask task, Map<String, TableState> states, Extent extent, String run) {
    Instant start = clock.instant();
    try {
      Optional<Work> work =
          Work.between(task, state(states, task), extent)
              .map(whole -> whole.binding(task.promises().binding(states)));
      if (work.isEmpty()) {
        return new Step(new TableOutcome.Current(task.table()), true);
      }
      if (task.promises().referrers().isEmpty()) {
        return new Step(carryOut(task, work.get(), run, start), true);
      }
      Work now = work.get().withoutLosses();
      TableOutcome outcome =
          now.isNothing()
              ? new TableOutcome.Current(task.table())
              : carryOut(task, now, run, start);
      return new Step(outcome, now.equals(work.get()));
    } catch (LeatException e) {
      boolean early =
          e.code() == DestinationError.REFERENCE_IN_USE && !task.promises().referrers().isEmpty();
      return new Step(failed(task, e, start), !early);
    }
  }

  /** Does what could not be done before the tables that refer to this one were loaded. */
  private TableOutcome finish(TableTask task, TableOutcome first, Extent extent, String run) {
    Instant start = clock.instant();
    try {
      Map<String, TableState> states = states(List.of(task));
      boolean failed = first instanceof TableOutcome.Failed;
      Optional<Work> work =
          Work.between(task, state(states, task), failed ? extent : Extent.CHANGES)
              .map(whole -> whole.binding(task.promises().binding(states)));
      if (work.isEmpty()) {
        return first;
      }
      TableOutcome second = carryOut(task, work.get(), run, start);
      return first instanceof TableOutcome.Loaded before
              && second instanceof TableOutcome.Loaded after
          ? before.and(after)
          : second;
    } catch (LeatException e) {
      // What came first stays; what could not go yet is found again by the next load.
      return breaker.isBroken() && first instanceof TableOutcome.Loaded
          ? first
          : failed(task, e, start);
    }
  }

  private TableOutcome carryOut(TableTask task, Work planned, String run, Instant start) {
    try {
      return repeat(task, planned, run, start);
    } catch (IllegalStateException e) {
      // What asks its own rows takes no answer for a bug.
      if (breaker.isBroken()) {
        throw Breaker.error(e);
      }
      throw e;
    }
  }

  /** Attempts the work until it is done, planning anew whenever its ground has moved. */
  private TableOutcome repeat(TableTask task, Work planned, String run, Instant start) {
    Work work = planned;
    for (int tried = 1; tried <= ATTEMPTS_MAX; tried++) {
      switch (attempt(task, work, run).make(work)) {
        case Attempt.Result.Done done -> {
          TableOutcome.Loaded loaded = loaded(task, work, done, start);
          listener.committed(loaded);
          return loaded;
        }
        case Attempt.Result.Nothing nothing -> {
          return new TableOutcome.Current(task.table());
        }
        case Attempt.Result.Moved moved -> {
          Optional<Work> next = again(task, work, moved);
          if (next.isEmpty()) {
            return new TableOutcome.Current(task.table());
          }
          work = next.get();
        }
        case Attempt.Result.Undone undone -> {
          if (tried == ATTEMPTS_MAX || !undone.error().blame().retryable()) {
            throw undone.error();
          }
        }
      }
    }
    throw new LeatException(
        LoadError.LOAD_OVERTAKEN,
        "The table " + task.table() + " was changed by other loads " + ATTEMPTS_MAX + " times.",
        "Let one process at a time load into " + destination.name() + ".");
  }

  /** A rebuild reads every file: what was learnt before, of whatever files, does not bind it. */
  private Attempt attempt(TableTask task, Work work, String run) {
    TableTask begun = work.scope() == Scope.REBUILD ? task.unlearnt() : task;
    var of = new Attempt.Of(run, clock, breaker);
    return new Attempt(destination, task, readings.open(begun), listener, of);
  }

  private Optional<Work> again(TableTask task, Work work, Attempt.Result.Moved moved) {
    TableState state =
        destination
            .states(List.of(task.table()))
            .getOrDefault(task.table(), TableState.empty(task.table()));
    boolean whole = work.scope() == Scope.REBUILD || moved.reason() == Reason.RESHAPED;
    return Work.between(task, state, whole ? Extent.REPLAY : Extent.CHANGES)
        .map(next -> work.keepsAll() ? next.withoutLosses() : next)
        .map(next -> next.binding(work.references()));
  }

  private TableOutcome.Loaded loaded(
      TableTask task, Work work, Attempt.Result.Done done, Instant start) {
    return new TableOutcome.Loaded(
        task.table(),
        done.load(),
        work.add().size(),
        work.remove().size(),
        done.read(),
        done.effects(),
        done.leftOut(),
        done.profile(),
        done.shape(),
        done.warnings(),
        Duration.between(start, clock.instant()));
  }

  private TableOutcome failed(TableTask task, LeatException error, Instant start) {
    LeatException why = breaker.isBroken() ? Breaker.error(error) : error;
    return new TableOutcome.Failed(task.table(), why, Duration.between(start, clock.instant()));
  }

  private TableOutcome told(TableOutcome outcome) {
    listener.done(outcome);
    return outcome;
  }

  /**
   * What separates a table from its files.
   *
   * @param keepsAll whether files that the table should no longer hold stay for now
   * @param references that must be whole afterwards
   */
  record Work(
      Scope scope,
      FileIds add,
      FileIds remove,
      long previous,
      boolean keepsAll,
      List<Reference> references) {
    static Optional<Work> between(TableTask task, TableState state, Extent extent) {
      FileIds wanted = task.files().ids();
      FileIds surplus = state.files().minus(wanted);
      if (state.load() == 0 && wanted.isEmpty() && !task.declaresItself()) {
        return Optional.empty();
      }
      boolean moved = state.load() != 0 && !state.configuration().equals(task.configuration());
      if (extent == Extent.REPLAY || state.load() == 0 || moved) {
        return Optional.of(new Work(Scope.REBUILD, wanted, surplus, state.load()));
      }
      FileIds lacking = wanted.minus(state.files());
      return lacking.isEmpty() && surplus.isEmpty()
          ? Optional.empty()
          : Optional.of(new Work(Scope.CHANGES, lacking, surplus, state.load()));
    }

    Work(Scope scope, FileIds add, FileIds remove, long previous) {
      this(scope, add, remove, previous, false, List.of());
    }

    Work binding(List<Reference> binding) {
      return new Work(scope, add, remove, previous, keepsAll, binding);
    }

    /** What comes, without what goes; a rebuild is one step. */
    Work withoutLosses() {
      return scope == Scope.REBUILD || remove.isEmpty()
          ? this
          : new Work(scope, add, FileIds.NONE, previous, true, references);
    }

    boolean isNothing() {
      return scope == Scope.CHANGES && add.isEmpty() && remove.isEmpty();
    }
  }
}
