package dev.leat.core.run;

import dev.leat.api.EventListener;
import dev.leat.api.Export;
import dev.leat.core.load.Loader;
import dev.leat.core.plan.Scope;
import dev.leat.core.report.ExportTask;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Runs stages one after the other and sums up what they did. */
public final class Runner {
  private final Workshop workshop;
  private final Progress.Listener progress;
  private final List<EventListener> listeners;
  private final Stop stop;

  public Runner(
      Workshop workshop, Progress.Listener progress, List<EventListener> listeners, Stop stop) {
    this.workshop = workshop;
    this.progress = progress;
    this.listeners = listeners;
    this.stop = stop;
  }

  public RunReport run(Scope scope) {
    Parts parts = parts();
    Instant start = parts.now();
    SourceRun.Result fetched = fetch(parts, scope);
    if (stop.asked()) {
      return report(parts, start, fetched, List.of(), List.of());
    }
    List<LoadReport> loads = load(parts, Set.of(), Loader.Extent.CHANGES);
    boolean loaded = loads.stream().noneMatch(load -> load.failure() != null);
    List<ExportReport> exports = loaded && !stop.asked() ? export(parts) : List.of();
    return report(parts, start, fetched, loads, exports);
  }

  public RunReport fetch(Scope scope) {
    Parts parts = parts();
    Instant start = parts.now();
    return report(parts, start, fetch(parts, scope), List.of(), List.of());
  }

  public RunReport load(Set<String> tables, Loader.Extent extent) {
    Parts parts = parts();
    Instant start = parts.now();
    for (String table : tables) {
      Names.table(parts.project(), table);
    }
    return report(parts, start, NOTHING, load(parts, tables, extent), List.of());
  }

  public RunReport report() {
    Parts parts = parts();
    Instant start = parts.now();
    return report(parts, start, NOTHING, List.of(), export(parts));
  }

  /** Writes what a table holds, or what a SELECT finds, into a folder of its own. */
  public ExportReport export(
      String what, Path folder, Export.Format format, List<String> partitionBy) {
    Path place = workshop.project().folder().resolve(folder);
    ExportTask task = ExportStage.task(what, place, format, partitionBy);
    return export(parts(), List.of(task)).getFirst();
  }

  public PlanReport plan(Scope scope) {
    try {
      return new PlanStage(parts()).run(scope);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.ask();
      return new PlanReport(List.of(), List.of());
    }
  }

  private static final SourceRun.Result NOTHING = new SourceRun.Result(List.of(), List.of());

  private Parts parts() {
    return workshop.parts(progress, listeners, stop);
  }

  private SourceRun.Result fetch(Parts parts, Scope scope) {
    try {
      return new FetchStage(parts).run(scope);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.ask();
      return NOTHING;
    }
  }

  private List<LoadReport> load(Parts parts, Set<String> tables, Loader.Extent extent) {
    if (parts.project().tables().isEmpty()) {
      return List.of();
    }
    return workshop
        .threads()
        .onNative(
            () ->
                new LoadStage(parts, workshop.destination(), workshop::workbench)
                    .run(tables, extent));
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

  private RunReport report(
      Parts parts,
      Instant start,
      SourceRun.Result fetched,
      List<LoadReport> loads,
      List<ExportReport> exports) {
    return new RunReport(
        parts.holder().run(),
        fetched.jobs(),
        loads,
        exports,
        fetched.failures(),
        stop.asked(),
        Duration.between(start, parts.now()));
  }
}
