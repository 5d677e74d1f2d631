package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.EventListener;
import dev.leat.api.KeyValue;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.plan.Plan;
import dev.leat.core.plan.Plans;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.Dataset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The datasets in a scope: those that are stored, after a fetch, or while a fetch goes on.
 *
 * <p>Immutable: each narrowing gives a new one.
 */
public final class Datasets {
  /** Does something with one dataset; may be called from several threads at once. */
  @FunctionalInterface
  public interface Work {
    void on(Dataset dataset) throws Exception;
  }

  private final Workshop workshop;
  private final Progress.Listener progress;
  private final List<EventListener> listeners;
  private final Scope scope;
  private final Set<DatasetState> states;

  public Datasets(
      Workshop workshop, Progress.Listener progress, List<EventListener> listeners, Scope scope) {
    this(workshop, progress, listeners, scope, Set.of());
  }

  private Datasets(
      Workshop workshop,
      Progress.Listener progress,
      List<EventListener> listeners,
      Scope scope,
      Set<DatasetState> states) {
    this.workshop = workshop;
    this.progress = progress;
    this.listeners = listeners;
    this.scope = scope;
    this.states = states;
  }

  /** Only those in one of these states. */
  public Datasets in(DatasetState... wanted) {
    return new Datasets(workshop, progress, listeners, scope, Set.of(wanted));
  }

  /** Those that are stored, in order of creation, read page by page; the caller closes. */
  public Stream<Dataset> stored() {
    return filters().stream().flatMap(workshop.store()::datasets).filter(this::admits);
  }

  public long count() {
    return stored().count();
  }

  /**
   * Fetches first, then gives what is stored.
   *
   * @throws LeatException the first failure of the fetch
   */
  public Stream<Dataset> synced() {
    RunReport report = runner(progress, listeners, new Stop()).fetch(scope);
    for (Failure failure : report.allFailures()) {
      throw failure.error();
    }
    return stored();
  }

  /** Gives each dataset as soon as it is known to be current or has been fetched. */
  public DatasetFeed streaming() {
    return new DatasetFeed(this);
  }

  /**
   * Does work on every stored dataset, so many at once; the first failure ends it.
   *
   * @throws LeatException what the work threw, as it is or wrapped
   */
  public void each(int atOnce, Work work) throws InterruptedException {
    try (Stream<Dataset> datasets = stored();
        var fanout = new Fanout("leat-each", atOnce)) {
      for (Iterator<Dataset> it = datasets.iterator(); it.hasNext(); ) {
        Dataset dataset = it.next();
        if (!fanout.start(() -> run(work, dataset))) {
          break;
        }
      }
      fanout.join();
    }
  }

  private static void run(Work work, Dataset dataset) throws InterruptedException {
    try {
      work.on(dataset);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      // The work is code that is not ours.
      throw RunError.unexpected("the work on " + dataset.id(), e);
    }
  }

  /** What is fetched is told to this listener, on the threads that fetch. */
  RunReport fetch(Consumer<DatasetId> each, Stop stop) {
    var hearing = new ArrayList<>(listeners);
    hearing.add(
        event -> {
          if (event instanceof LeatEvent.DatasetSkipped skipped) {
            each.accept(skipped.dataset());
          }
        });
    Progress.Listener both =
        told -> {
          progress.on(told);
          if (told instanceof Progress.TaskDone done
              && done.outcome() != Progress.TaskOutcome.FAILED) {
            each.accept(done.dataset());
          }
        };
    return runner(both, hearing, stop).fetch(scope);
  }

  Workshop workshop() {
    return workshop;
  }

  boolean admits(Dataset dataset) {
    return scope.admits(dataset.id().keys())
        && (states.isEmpty() || states.contains(dataset.row().state()));
  }

  /** One filter per dataset type in the project's plans: what no plan is about gives nothing. */
  List<DatasetFilter> filters() {
    var filters = new ArrayList<DatasetFilter>();
    for (Plan plan : Plans.resolve(workshop.project(), scope)) {
      DatasetFilter filter =
          DatasetFilter.of(plan.source().name(), plan.datasetType().name())
              .states(states.toArray(DatasetState[]::new));
      for (var key : scope.keys().entrySet()) {
        filter = filter.key(key.getKey(), key.getValue().stream().map(KeyValue::of).toList());
      }
      filters.add(filter);
    }
    return filters;
  }

  private Runner runner(Progress.Listener told, List<EventListener> hearing, Stop stop) {
    return new Runner(workshop, told, hearing, stop);
  }
}
