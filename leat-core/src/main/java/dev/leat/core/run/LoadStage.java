package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.LeatEvent;
import dev.leat.api.LoadRequest;
import dev.leat.api.TableState;
import dev.leat.core.contract.CheckResult;
import dev.leat.core.load.LoadListener;
import dev.leat.core.load.Loader;
import dev.leat.core.load.TableOutcome;
import dev.leat.core.load.TableTask;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.read.Workbench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Brings the project's tables to what the store holds, and the catalog to what loads record. */
final class LoadStage {
  private final Parts parts;
  private final Destination destination;
  private final Supplier<Workbench> workbench;
  private final LoadRecords records;
  private final QualityRecords quality;

  LoadStage(Parts parts, Destination destination, Supplier<Workbench> workbench) {
    this.parts = parts;
    this.destination = destination;
    this.workbench = workbench;
    this.records = new LoadRecords(parts, destination);
    this.quality = new QualityRecords(parts, destination.name());
  }

  /** Loads these tables, all of them where none is named. Runs on a platform thread. */
  List<LoadReport> run(Set<String> names, Loader.Extent extent) {
    List<TableDefinition> tables =
        parts.project().tables().stream()
            .filter(table -> names.isEmpty() || names.contains(table.name()))
            .toList();
    try (var making = new TableTasks(parts.store(), parts.spool(), parts.project().connectors())) {
      List<TableTask> tasks =
          tables.stream().map(table -> making.task(table, parts.project().tables())).toList();
      Loader loader =
          Loader.on(workbench, destination, listener(), parts.clock()).until(parts.stop()::asked);
      var reports = new ArrayList<LoadReport>();
      try (var watch = parts.stop().watch(loader::breakOff)) {
        for (TableOutcome outcome : loader.load(tasks, extent, parts.holder().run())) {
          reports.add(report(outcome));
        }
      }
      return reports;
    }
  }

  private LoadListener listener() {
    return new LoadListener() {
      @Override
      public void found(TableState state) {
        records.catchUp(state);
      }

      @Override
      public void started(String table, int filesToAdd, int filesToRemove) {
        parts.tell(new Progress.LoadStarted(table, filesToAdd, filesToRemove));
      }

      @Override
      public void advanced(String table, int filesDone) {
        parts.tell(new Progress.LoadAdvanced(table, filesDone));
      }

      @Override
      public void checked(LoadRequest request, List<CheckResult> results) {
        quality.judged(request, results);
      }

      @Override
      public void committed(TableOutcome.Loaded loaded) {
        records.copy(loaded);
        quality.profiled(loaded);
      }

      @Override
      public void done(TableOutcome outcome) {
        if (outcome instanceof TableOutcome.Loaded loaded) {
          loaded.warnings().forEach(text -> parts.tell(new Progress.Warned(text)));
        }
        parts.tell(new Progress.LoadDone(report(outcome)));
      }
    };
  }

  private static LoadReport report(TableOutcome outcome) {
    return switch (outcome) {
      case TableOutcome.Current current ->
          new LoadReport(
              current.table(),
              LoadReport.State.CURRENT,
              0,
              0,
              0,
              LeatEvent.Counts.NONE,
              Map.of(),
              0,
              -1,
              Duration.ZERO,
              null);
      case TableOutcome.Loaded loaded ->
          new LoadReport(
              loaded.table(),
              LoadReport.State.LOADED,
              loaded.filesAdded(),
              loaded.filesRemoved(),
              loaded.read(),
              loaded.effects().root(),
              children(loaded),
              loaded.leftOut(),
              loaded.effects().rows(),
              loaded.elapsed(),
              null);
      case TableOutcome.Failed failed ->
          new LoadReport(
              failed.table(),
              LoadReport.State.FAILED,
              0,
              0,
              0,
              LeatEvent.Counts.NONE,
              Map.of(),
              0,
              -1,
              failed.elapsed(),
              new Failure("table '" + failed.table() + "'", failed.error()));
    };
  }

  private static Map<String, LeatEvent.Counts> children(TableOutcome.Loaded loaded) {
    var children = new LinkedHashMap<>(loaded.effects().tables());
    children.remove(loaded.table());
    return children;
  }
}
