package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.fetch.Fanout;
import dev.leat.core.plan.Plan;
import dev.leat.core.plan.Plans;
import dev.leat.core.plan.Scope;
import dev.leat.core.run.Progress.TaskOutcome;
import dev.leat.core.store.Dataset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
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
  private final Runner.Company company;
  private final Lock turn;
  private final Scope scope;
  private final Set<DatasetState> states;

  /**
   * @param turn held by whoever runs something whose end is waited for
   */
  public Datasets(Workshop workshop, Runner.Company company, Lock turn, Scope scope) {
    this(workshop, company, turn, scope, Set.of());
  }

  private Datasets(
      Workshop workshop, Runner.Company company, Lock turn, Scope scope, Set<DatasetState> states) {
    this.workshop = workshop;
    this.company = company;
    this.turn = turn;
    this.scope = scope;
    this.states = states;
  }

  /** Only those in one of these states. */
  public Datasets in(DatasetState... wanted) {
    return new Datasets(workshop, company, turn, scope, Set.of(wanted));
  }

  /** Those that are stored, in order of creation, read page by page; the caller closes. */
  public Stream<Dataset> stored() {
    return filters().stream().flatMap(workshop.store()::datasets).filter(this::admits);
  }

  public long count() {
    try (Stream<Dataset> stored = stored()) {
      return stored.count();
    }
  }

  /**
   * Fetches first, then gives what is stored of what the project plans; what no plan selects is
   * left out.
   *
   * @throws LeatException the first failure of the fetch
   */
  public Stream<Dataset> synced() {
    RunReport report;
    turn.lock();
    try {
      report = new Runner(workshop, company).fetch(scope);
    } finally {
      turn.unlock();
    }
    for (Failure failure : report.allFailures()) {
      throw failure.error();
    }
    List<Plan> plans = Plans.resolve(workshop.project(), scope);
    return stored().filter(dataset -> planned(plans, dataset.id()));
  }

  private static boolean planned(List<Plan> plans, DatasetId id) {
    return plans.stream()
        .filter(plan -> plan.source().name().equals(id.source()))
        .filter(plan -> plan.datasetType().name().equals(id.type()))
        .anyMatch(plan -> plan.mayWant(id.keys()));
  }

  /**
   * Gives each dataset as soon as it is known to be current or has been fetched.
   *
   * <p>Beside a run of the same project it gives what is stored of the selectors that the run is
   * working on.
   */
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
      boolean going = true;
      for (Iterator<Dataset> it = datasets.iterator(); going && it.hasNext(); ) {
        Dataset dataset = it.next();
        going = fanout.start(() -> run(work, dataset));
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
      throw RunError.work(dataset.id(), e);
    }
  }

  /** A stop for one fetch, which ends with the project's own. */
  Stop stop() {
    return company.stop().part();
  }

  /** What is fetched, or found current, is told to this listener, on the threads that fetch. */
  RunReport fetch(Consumer<DatasetId> each, Stop stop) {
    return new Runner(workshop, company.and(told -> hear(told, each), stop)).fetch(scope);
  }

  private void hear(Progress told, Consumer<DatasetId> each) {
    if (told instanceof Progress.TaskDone done && done.outcome() != TaskOutcome.FAILED) {
      each.accept(done.dataset());
    } else if (told instanceof Progress.Told it
        && it.event() instanceof LeatEvent.DatasetSkipped skipped) {
      each.accept(skipped.dataset());
    } else if (told instanceof Progress.JobDone it && it.job().state() == JobReport.State.SKIPPED) {
      unlooked(it.job()).forEach(dataset -> each.accept(dataset.id()));
    }
  }

  /** What is stored of a selector that nobody had to look into. */
  private Stream<Dataset> unlooked(JobReport job) {
    String selector = job.selector().replace(Jobs.PART, "");
    Keys keys = selector.equals("*") ? Keys.NONE : Keys.parse(selector);
    return workshop
        .store()
        .datasets(DatasetFilter.of(job.source(), job.datasetType()).keys(keys))
        .filter(this::admits);
  }

  Workshop workshop() {
    return workshop;
  }

  boolean admits(Dataset dataset) {
    return scope.admits(dataset.id().keys())
        && (states.isEmpty() || states.contains(dataset.row().state()));
  }

  /**
   * One filter per dataset type in the project's plans: what no plan is about gives nothing. A
   * source that the project no longer has is looked at where it is named.
   */
  private List<DatasetFilter> filters() {
    Set<String> former = Names.formerSources(workshop, scope.sources());
    var filters = new ArrayList<DatasetFilter>();
    former.forEach(source -> filters.add(narrowed(DatasetFilter.ALL.source(source))));
    if (former.isEmpty() || former.size() < scope.sources().size()) {
      for (Plan plan : Plans.resolve(workshop.project(), scope.withoutSources(former))) {
        filters.add(narrowed(DatasetFilter.of(plan.source().name(), plan.datasetType().name())));
      }
    }
    return filters;
  }

  private DatasetFilter narrowed(DatasetFilter all) {
    DatasetFilter filter = all.states(states.toArray(DatasetState[]::new));
    for (var key : scope.keys().entrySet()) {
      filter = filter.key(key.getKey(), key.getValue().stream().map(KeyValue::of).toList());
    }
    return filter;
  }
}
