package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import dev.leat.core.fetch.Pause;
import dev.leat.core.project.ExportDefinition;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.ExportedFiles;
import dev.leat.core.report.Exporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes files from tables, and keeps Parquet in the raw store as derived datasets. */
final class ExportStage {
  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Parts parts;
  private final Destination destination;

  ExportStage(Parts parts, Destination destination) {
    this.parts = parts;
    this.destination = destination;
  }

  /** What leat.yaml wants written. */
  static List<ExportTask> tasks(List<ExportDefinition> definitions) {
    return definitions.stream()
        .map(it -> task(it.table(), it.to(), format(it.format()), it.partitionBy()))
        .toList();
  }

  /**
   * @param what the name of a table, or a SELECT
   */
  static ExportTask task(String what, Path folder, Export.Format format, List<String> partitionBy) {
    if (!TABLE.matcher(what.strip()).matches()) {
      String name = String.valueOf(folder.getFileName());
      return new ExportTask(name, what, folder, format, partitionBy);
    }
    ExportTask whole = ExportTask.ofTable(what.strip(), folder, format, partitionBy);
    return partitionBy.isEmpty() ? whole : sorted(whole);
  }

  /** So that each partition is written in one piece, and in the same way each time. */
  private static ExportTask sorted(ExportTask task) {
    String order =
        Stream.concat(task.partitionBy().stream(), Stream.of("_leat_file", "_leat_row"))
            .map(ExportStage::quoted)
            .collect(Collectors.joining(", "));
    return new ExportTask(
        task.name(),
        task.sql() + " ORDER BY " + order,
        task.folder(),
        task.format(),
        task.partitionBy());
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  private static Export.Format format(ExportDefinition.Format format) {
    return switch (format) {
      case PARQUET -> Export.Format.PARQUET;
      case CSV -> Export.Format.CSV;
      case JSON -> Export.Format.JSON;
    };
  }

  /** Writes one after the other; one that fails stops none. Runs on a platform thread. */
  List<ExportReport> run(List<ExportTask> tasks) {
    var exporter = new Exporter(destination);
    var reports = new ArrayList<ExportReport>();
    try (var keeper = new LeaseKeeper(parts.catalog().leases(), parts.holder(), Pause.SLEEP)) {
      var register = new ExportRegister(parts, destination, keeper);
      for (ExportTask task : tasks) {
        if (!parts.stop().asked()) {
          reports.add(run(task, exporter, register));
        }
      }
    }
    return reports;
  }

  private ExportReport run(ExportTask task, Exporter exporter, ExportRegister register) {
    try {
      if (isUnloaded(task)) {
        return new ExportReport(task.name(), List.of(), 0, null);
      }
      ExportedFiles written = exporter.export(task);
      if (task.format() == Export.Format.PARQUET) {
        register.keep(task, written);
      }
      List<String> paths = written.files().stream().map(Path::toString).toList();
      return new ExportReport(task.name(), paths, written.rows(), null);
    } catch (LeatException e) {
      return new ExportReport(
          task.name(), List.of(), 0, new Failure("export '" + task.name() + "'", e));
    }
  }

  /** A table of the project that no file has been loaded into yet does not exist. */
  private boolean isUnloaded(ExportTask task) {
    List<String> roots =
        parts.project().tables().stream()
            .map(TableDefinition::name)
            .filter(name -> task.name().equals(name) || task.name().startsWith(name + "__"))
            .toList();
    return !roots.isEmpty()
        && destination.states(roots).values().stream().allMatch(state -> state.load() == 0);
  }
}
