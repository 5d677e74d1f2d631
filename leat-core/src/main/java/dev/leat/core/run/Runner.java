package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.EventListener;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.fetch.Threads;
import dev.leat.core.load.Loader;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.Afterwards;
import dev.leat.core.project.FilePlace;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.ModelPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Runs stages one after the other and sums up what they did. */
public final class Runner {
  /** Who is told what, and who may stop it. */
  public record Company(
      Progress.Listener progress,
      List<EventListener> listeners,
      List<Subscriber> subscribers,
      Stop stop) {
    /** With two more who listen, and a stop of its own. */
    Company and(Progress.Listener another, Stop part) {
      Progress.Listener both =
          told -> {
            progress.on(told);
            another.on(told);
          };
      return new Company(both, listeners, subscribers, part);
    }

    private List<EventListener> all() {
      var all = new ArrayList<>(listeners);
      subscribers.forEach(subscriber -> all.add(subscriber::hear));
      return all;
    }
  }

  /** What the stages of a run came to. */
  private record Stages(
      SourceRun.Result fetched,
      List<LoadReport> loads,
      List<ExportReport> exports,
      List<StepReport> steps) {
    static Stages fetched(SourceRun.Result result) {
      return new Stages(result, List.of(), List.of(), List.of());
    }

    boolean failed() {
      return !fetched.failures().isEmpty()
          || fetched.jobs().stream().anyMatch(job -> !job.failures().isEmpty())
          || loads.stream().anyMatch(load -> load.failure() != null)
          || exports.stream().anyMatch(export -> export.failure() != null);
    }

    Stages with(List<StepReport> more) {
      return new Stages(fetched, loads, exports, more);
    }
  }

  private final Workshop workshop;
  private final Company company;

  public Runner(Workshop workshop, Company company) {
    this.workshop = workshop;
    this.company = company;
  }

  public RunReport run(Scope scope) {
    prepare();
    ModelPlan models = models();
    return report(parts -> run(parts, scope, models));
  }

  /** Lets the destination begin while the catalog is opened and what is new is fetched. */
  private void prepare() {
    if (!workshop.project().tables().isEmpty()) {
      workshop.threads().startNative(() -> workshop.destination().prepare());
    }
  }

  private Stages run(Parts parts, Scope scope, ModelPlan models) {
    SourceRun.Result fetched = new FetchStage(parts).run(scope);
    if (parts.stop().asked()) {
      return Stages.fetched(fetched);
    }
    List<LoadReport> loads = load(parts, Set.of(), Loader.Extent.CHANGES);
    boolean loaded = loads.stream().noneMatch(load -> load.failure() != null);
    List<ExportReport> exports = loaded && !parts.stop().asked() ? export(parts) : List.of();
    return afterwards(parts, new Stages(fetched, loads, exports, List.of()), models);
  }

  public RunReport fetch(Scope scope) {
    return report(parts -> Stages.fetched(new FetchStage(parts).run(scope)));
  }

  public RunReport load(Set<String> tables, Loader.Extent extent) {
    for (String table : tables) {
      Names.table(workshop.project(), table);
    }
    prepare();
    return report(
        parts ->
            new Stages(
                SourceRun.Result.NOTHING, load(parts, tables, extent), List.of(), List.of()));
  }

  public List<CheckResult> check(Set<String> tables) {
    tables.forEach(table -> Names.table(workshop.project(), table));
    Parts parts = parts();
    return workshop
        .threads()
        .onNative(() -> new CheckStage(parts, workshop.destination()).run(tables));
  }

  /** How the project stands, from the records of loads and jobs. */
  public void status(Status by, RowSink sink) {
    Parts parts = parts();
    workshop
        .threads()
        .onNative(
            () -> {
              new StatusBoard(parts, workshop.destination()).show(by, sink);
              return by;
            });
  }

  /** What a table's stored files would become. */
  public FilePreview preview(String table, int rowsMax) throws InterruptedException {
    TableDefinition definition = Names.table(workshop.project(), table);
    var look = new TableLook(workshop, parts());
    return workshop.threads().onNative(() -> look.look(definition, rowsMax));
  }

  public RunReport report() {
    ModelPlan models = models();
    return report(
        parts ->
            afterwards(
                parts,
                new Stages(SourceRun.Result.NOTHING, List.of(), export(parts), List.of()),
                models));
  }

  /** Before anything is fetched: a mistake in a model is known at once. */
  private ModelPlan models() {
    return workshop.threads().onNative(() -> ModelPlan.of(workshop.project()));
  }

  private Stages afterwards(Parts parts, Stages done, ModelPlan models) {
    Afterwards wanted = parts.project().afterwards();
    if (parts.stop().asked() || (wanted.models().isEmpty() && wanted.commands().isEmpty())) {
      return done;
    }
    Threads threads = workshop.threads();
    Destination destination = workshop.destination();
    Upstreams upstreams = threads.onNative(() -> Upstreams.look(parts, destination, done.loads()));
    List<StepReport> steps =
        new ArrayList<>(
            threads.onNative(() -> new ModelStage(parts, destination, upstreams).run(models)));
    boolean failed = done.failed() || steps.stream().anyMatch(step -> step.failure() != null);
    var before = new CommandStage.Done(done.loads(), List.copyOf(steps), failed);
    steps.addAll(new CommandStage(parts, destination, threads, upstreams, before).run());
    return done.with(steps);
  }

  /** Writes what a table holds, or what a SELECT finds, into a folder of its own. */
  public ExportReport export(
      String what, FilePlace to, Export.Format format, List<String> partitionBy) {
    ExportTask task = ExportStage.task(what, to, format, partitionBy);
    return export(parts(), List.of(task)).getFirst();
  }

  public PlanReport plan(Scope scope) {
    try (Workshop untouched = workshop.untouched()) {
      return new PlanStage(parts(untouched)).run(scope);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      company.stop().ask();
      return new PlanReport(List.of(), List.of());
    }
  }

  private Parts parts() {
    return parts(workshop);
  }

  private Parts parts(Workshop from) {
    return from.parts(company.progress(), company.all(), company.stop());
  }

  private List<LoadReport> load(Parts parts, Set<String> tables, Loader.Extent extent) {
    if (parts.project().tables().isEmpty()) {
      return List.of();
    }
    return workshop
        .threads()
        .onNative(
            () -> {
              Destination destination = workshop.destination();
              List<LoadReport> loads =
                  new LoadStage(parts, destination, workshop::workbench).run(tables, extent);
              new ServingStage(parts, destination).run(loads);
              return loads;
            });
  }

  private List<ExportReport> export(Parts parts) {
    return export(parts, ExportStage.tasks(parts.project().exports()));
  }

  private List<ExportReport> export(Parts parts, List<ExportTask> tasks) {
    if (tasks.isEmpty()) {
      return List.of();
    }
    return workshop
        .threads()
        .onNative(() -> new ExportStage(parts, workshop.destination()).run(tasks));
  }

  private RunReport report(Function<Parts, Stages> work) {
    Parts parts = parts();
    var notices = new Notices(parts);
    RunReport report;
    try {
      report = report(parts, work);
    } catch (LeatException e) {
      notices.tell(e);
      throw e;
    }
    notices.tell(report);
    return report;
  }

  private RunReport report(Parts parts, Function<Parts, Stages> work) {
    Instant start = parts.now();
    Stages done;
    try (var courier = Courier.start(parts, company.subscribers())) {
      done = work.apply(parts);
    }
    return new RunReport(
        parts.holder().run(),
        done.fetched().jobs(),
        done.loads(),
        done.exports(),
        done.steps(),
        done.fetched().failures(),
        parts.stop().asked(),
        Duration.between(start, parts.now()));
  }
}
