package dev.leat.core.run;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.core.fetch.Pause;
import dev.leat.core.project.ExportDefinition;
import dev.leat.core.project.FilePlace;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.report.ExportTask;
import dev.leat.core.report.ExportedFiles;
import dev.leat.core.report.Exporter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes files from tables, and keeps Parquet in the raw store as derived datasets. */
final class ExportStage {
  private static final Pattern TABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Where a row stood in its file. */
  private static final Pattern POSITION = Pattern.compile("^_leat_(file|row|index_\\d+)$");

  private final Parts parts;
  private final Destination destination;

  ExportStage(Parts parts, Destination destination) {
    this.parts = parts;
    this.destination = destination;
  }

  /** What leat.yaml wants written. */
  static List<ExportTask> tasks(List<ExportDefinition> definitions) {
    return definitions.stream()
        .map(it -> task(it.table(), it.to(), it.format(), it.partitionBy()))
        .toList();
  }

  /**
   * @param what the name of a table, or a SELECT
   */
  static ExportTask task(
      String what, FilePlace to, Export.Format format, List<String> partitionBy) {
    if (TABLE.matcher(what.strip()).matches()) {
      return ExportTask.ofTable(what.strip(), to, format, partitionBy);
    }
    return new ExportTask(to.name(), what, to, format, partitionBy);
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Writes one after the other; one that fails stops none. Runs on a platform thread. */
  List<ExportReport> run(List<ExportTask> tasks) {
    var reports = new ArrayList<ExportReport>();
    try (var exporter = new Exporter(destination, parts.staging());
        var keeper = new LeaseKeeper(parts.catalog().leases(), parts.holder(), Pause.SLEEP)) {
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
      ExportTask exact = task.isTable() ? ordered(task) : task;
      ExportedFiles written = exporter.export(exact);
      if (task.format() == Export.Format.PARQUET) {
        register.keep(exact, written);
      }
      List<String> paths = written.files().stream().map(ExportedFiles.Written::shown).toList();
      return new ExportReport(task.name(), paths, written.rows(), null);
    } catch (LeatException e) {
      return new ExportReport(
          task.name(), List.of(), 0, new Failure("export '" + task.name() + "'", e));
    }
  }

  /**
   * All rows of a table, in the same order each time, so that the same rows make the same files;
   * without the load that wrote them, which a replay changes.
   */
  private ExportTask ordered(ExportTask task) {
    List<String> columns = columns(task.name());
    String order =
        Stream.concat(task.partitionBy().stream(), columns.stream().filter(POSITION.asPredicate()))
            .distinct()
            .map(ExportStage::quoted)
            .collect(Collectors.joining(", "));
    String selected =
        columns.stream()
            .filter(column -> !column.equals("_leat_load"))
            .map(ExportStage::quoted)
            .collect(Collectors.joining(", "));
    String sql = "SELECT " + selected + " FROM " + quoted(task.name());
    return task.withSql(order.isEmpty() ? sql : sql + " ORDER BY " + order);
  }

  private List<String> columns(String table) {
    var names = new ArrayList<String>();
    destination.query(
        "SELECT * FROM " + quoted(table) + " LIMIT 0",
        new RowSink() {
          @Override
          public void columns(List<ResultColumn> columns) {
            columns.forEach(column -> names.add(column.name()));
          }

          @Override
          public void row(List<@Nullable Object> values) {}
        });
    return names;
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
