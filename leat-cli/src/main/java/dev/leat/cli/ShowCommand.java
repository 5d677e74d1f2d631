package dev.leat.cli;

import dev.leat.api.DatasetType;
import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Jobs;
import dev.leat.core.catalog.SetAside;
import dev.leat.core.project.Project;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.store.Dataset;
import dev.leat.core.store.StoredFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Shows one thing: the project, its runs, its tables, a table, a dataset. */
final class ShowCommand implements Command {
  static final String SUMMARY = "Shows the project, its runs, tables, a table or a dataset.";

  private static final int RUNS = 20;

  @Override
  public Usage usage() {
    return Usage.of("show", SUMMARY)
        .when(
            "To find out where you stand. WHAT is: nothing for the project itself; runs; tables;"
                + " the name of a table; or a dataset as leat list writes it.")
        .argument(
            "[WHAT]", "runs, tables, a table, or a dataset such as statsbomb/match/match_id=7.")
        .folder()
        .bucket()
        .option(
            "--limit", "N", "With runs: how many jobs, the newest first. Default: " + RUNS + ".")
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example("leat show football", "Sources, plans, tables and places of a project.")
        .example("leat show runs football", "The newest jobs, and why some failed.")
        .example("leat show events football", "The columns of a table.")
        .example(
            "leat show statsbomb/match/competition_id=11/season_id=42/match_id=303421 football",
            "A dataset with its files: hash, size, URL and time.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Output output = arguments.output(Output.TABLE, Output.CSV, Output.JSON);
    RowPrinter printer = RowPrinter.of(output, invocation.terminal());
    try (Leat leat = invocation.look()) {
      String what = arguments.argument(0).orElse("");
      switch (what) {
        case "" -> project(leat.project(), output, invocation.terminal());
        case "runs" ->
            Listing.of("run", "source", "type", "selector", "state", "started", "seconds")
                .and("fetched", "unchanged", "skipped", "failed", "bytes", "error")
                .print(runs(leat, arguments.count("--limit").orElse(RUNS)), printer);
        case "tables" -> new TableList(leat).tables(printer);
        default -> {
          if (what.contains("/")) {
            dataset(leat, what, output, invocation.terminal());
            return 0;
          }
          new TableList(leat).columns(what, printer);
        }
      }
      if (!what.isEmpty()) {
        printer.end();
      }
    }
    return 0;
  }

  private static Map<String, Object> settings(Project project) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("folder", project.folder());
    settings.put("store", project.store());
    settings.put("catalog", project.catalog());
    settings.put("destination", project.destination());
    settings.put("bucket", project.bucket());
    return settings;
  }

  private static void project(Project project, Output output, Terminal terminal) {
    switch (output) {
      case TABLE -> project(project, terminal);
      case CSV -> {
        RowPrinter printer = RowPrinter.of(output, terminal);
        List<List<Object>> lines = new ArrayList<>();
        settings(project).forEach((name, value) -> lines.add(List.of(name, value)));
        Listing.of("setting", "value").print(lines, printer);
        printer.end();
      }
      case JSON -> terminal.out().print(json(project) + "\n");
    }
  }

  private static JsonText json(Project project) {
    var json = new JsonText();
    settings(project).forEach(json::with);
    return json.with(
            "sources",
            project.sources().stream()
                .map(
                    source ->
                        new JsonText()
                            .with("source", source.name())
                            .with("type", source.type().name())
                            .with("dataset_types", types(source)))
                .toList())
        .with(
            "tables",
            project.tables().stream()
                .map(
                    table ->
                        new JsonText()
                            .with("table", table.name())
                            .with("from", table.from())
                            .with("key", table.key())
                            .with("write", Choice.word(table.write())))
                .toList());
  }

  private static List<String> types(SourceDefinition source) {
    return source.plannedTypes().stream().map(DatasetType::name).toList();
  }

  private static void project(Project project, Terminal terminal) {
    Sheet settings = Sheet.of("setting", "value");
    settings(project).forEach(settings::row);
    settings.print(terminal);
    Sheet sources = Sheet.of("source", "type", "dataset types");
    project
        .sources()
        .forEach(
            source ->
                sources.row(source.name(), source.type().name(), String.join(", ", types(source))));
    Sheet tables = Sheet.of("table", "from", "key", "write");
    project
        .tables()
        .forEach(
            table ->
                tables.row(
                    table.name(),
                    table.from(),
                    String.join(", ", table.key()),
                    Choice.word(table.write())));
    for (Sheet sheet : List.of(sources, tables)) {
      if (!sheet.isEmpty()) {
        terminal.out().println();
        sheet.print(terminal);
      }
    }
  }

  private static List<List<Object>> runs(Leat leat, int limit) {
    return leat.administration().jobs(limit).stream().map(ShowCommand::line).toList();
  }

  private static List<Object> line(Jobs.JobRow job) {
    Jobs.Counters counters = job.end().counters();
    Duration time =
        job.endedAt() == null ? Duration.ZERO : Duration.between(job.startedAt(), job.endedAt());
    return List.of(
        job.start().run(),
        job.start().source(),
        job.start().datasetType(),
        job.start().selector(),
        Choice.word(job.end().state()),
        DatasetText.time(job.startedAt()),
        time.toMillis() / 1_000.0,
        counters.successful(),
        counters.ignored(),
        counters.skipped(),
        counters.failed(),
        counters.bytes(),
        job.end().error() == null ? "" : job.end().error());
  }

  private static void dataset(Leat leat, String name, Output output, Terminal terminal) {
    Dataset dataset =
        leat.dataset(DatasetText.id(name))
            .orElseThrow(
                () ->
                    new LeatException(
                        CommandError.NOT_FOUND,
                        "There is no dataset " + name + ".",
                        "Look for it with leat list; write all of its keys."));
    if (output == Output.JSON) {
      terminal.out().print(DatasetText.json(dataset) + "\n");
      return;
    }
    if (output == Output.CSV) {
      RowPrinter printer = RowPrinter.of(output, terminal);
      Listing.of("file", "revision", "size", "sha256", "fetched", "from")
          .print(
              dataset.files().stream().map(file -> line(file, file.bytes().size())).toList(),
              printer);
      printer.end();
      return;
    }
    Sheet.of("dataset", dataset.id().toString())
        .row("name", dataset.row().name())
        .row("state", DatasetText.state(dataset))
        .row("validation", Choice.word(dataset.row().validation()))
        .row("revisions", dataset.row().revisions())
        .row("created", DatasetText.time(dataset.row().createdAt()))
        .row("updated", DatasetText.time(dataset.row().updatedAt()))
        .row("checked", DatasetText.time(dataset.row().checkedAt()))
        .print(terminal);
    terminal.out().println();
    Sheet files = Sheet.of("file", ">revision", ">size", "sha256", "fetched", "from");
    dataset
        .files()
        .forEach(file -> files.row(line(file, Amount.bytes(file.bytes().size())).toArray()));
    files.print(terminal);
    setAside(dataset, terminal);
  }

  private static List<Object> line(StoredFile file, Object size) {
    return List.of(
        file.feed(),
        file.revision(),
        size,
        file.bytes().sha256(),
        DatasetText.time(file.from().fetchedAt()),
        file.from().url() == null ? "" : file.from().url());
  }

  private static void setAside(Dataset dataset, Terminal terminal) {
    Sheet sheet = Sheet.of("set aside", ">revision", ">size", "since", "reason");
    for (StoredFile file : dataset.setAside()) {
      SetAside.Mark mark = Objects.requireNonNull(file.setAside());
      sheet.row(
          file.feed(),
          file.revision(),
          Amount.bytes(file.bytes().size()),
          DatasetText.time(mark.at()),
          mark.reason());
    }
    if (!sheet.isEmpty()) {
      terminal.out().println();
      sheet.print(terminal);
    }
  }
}
