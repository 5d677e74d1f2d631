package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.load.Loader;
import dev.leat.core.run.LoadReport;
import dev.leat.core.run.Progress;
import dev.leat.core.run.RunReport;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Runs one stage, or all of them, and reports. */
final class StageCommand implements Command {
  private static final int INTERRUPTED = 130;

  private final Stage stage;

  StageCommand(Stage stage) {
    this.stage = stage;
  }

  @Override
  public Usage usage() {
    Usage usage = Usage.of(stage.word(), stage.summary()).folder();
    return switch (stage) {
      case RUN ->
          usage
              .when(
                  "The command of every day. What is there already is skipped; what failed is"
                      + " tried again; Ctrl-C loses nothing. The second run finds nothing to do.")
              .scope()
              .openData()
              .output(Output.TABLE, Output.JSON)
              .example("leat run football", "Brings the project in the folder football up to date.")
              .example(
                  "leat run football --select season_id=42",
                  "Only what belongs to season 42; the rest stays as it is.")
              .example(
                  "leat run --open-data statsbomb --select competition_id=11 --select season_id=42",
                  "Free data without writing a leat.yaml: makes one in the folder statsbomb.")
              .example(
                  "leat run football --output json | tee run.jsonl",
                  "One event per line, for other programs.");
      case FETCH ->
          usage
              .when("When tables are loaded elsewhere or later: the first half of leat run.")
              .scope()
              .openData()
              .output(Output.TABLE, Output.JSON)
              .example("leat fetch football --source statsbomb", "Fetches from one source.");
      case LOAD ->
          usage
              .when(
                  "After leat fetch, or after leat.yaml has changed: the second half of leat run."
                      + " With --replay, tables are computed anew from all raw files, beside the"
                      + " old ones, and take their place at once.")
              .options("--table", "NAME", "Only this table. May be given several times.")
              .flag("--replay", "Computes tables anew instead of adding what is missing.")
              .bucket()
              .output(Output.TABLE, Output.JSON)
              .example("leat load football", "Loads what was fetched.")
              .example(
                  "leat load football --table events --replay",
                  "Computes the table events anew, without a single request.");
      case REPORT ->
          usage
              .when(
                  "After leat load: writes what 'exports' in leat.yaml names, computes its 'models'"
                      + " in their order, and starts its 'commands'. What has not changed is left"
                      + " alone.")
              .bucket()
              .output(Output.TABLE, Output.JSON)
              .example("leat report football", "Brings reports up to date.");
    };
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    OpenData.prepare(arguments, invocation.terminal().err());
    return switch (arguments.output(Output.TABLE, Output.JSON)) {
      case JSON -> inJson(invocation);
      case TABLE, CSV -> forPeople(invocation);
    };
  }

  private int inJson(Invocation invocation) {
    var lines = new JsonListener(invocation.terminal(), invocation.clock());
    RunReport report = carryOut(invocation, lines);
    int code = exitCode(report);
    lines.finished(report, code);
    return code;
  }

  private int forPeople(Invocation invocation) {
    Terminal terminal = invocation.terminal();
    LogListener log = invocation.log();
    RunReport report;
    if (terminal.errIsTerminal() && !invocation.arguments().debug()) {
      var live = new LiveListener(terminal, log, invocation.clock());
      try {
        report = carryOut(invocation, live);
      } finally {
        live.end();
      }
    } else {
      report = carryOut(invocation, log);
    }
    if (RunSummary.nothingDone(report)) {
      log.nothingToDo();
    }
    new RunSummary(terminal).print(report);
    next(report, invocation.arguments())
        .ifPresent(words -> terminal.out().println("\nNext: " + words));
    return exitCode(report);
  }

  private RunReport carryOut(Invocation invocation, Progress.Listener listener) {
    Arguments arguments = invocation.arguments();
    try (Leat leat = invocation.open(listener)) {
      Interrupts.onSignal(leat::stop, invocation.terminal().err());
      return switch (stage) {
        case RUN -> leat.run(arguments.scope());
        case FETCH -> leat.fetch(arguments.scope());
        case LOAD ->
            leat.load(
                Set.copyOf(arguments.texts("--table")),
                arguments.has("--replay") ? Loader.Extent.REPLAY : Loader.Extent.CHANGES);
        case REPORT -> leat.report();
      };
    }
  }

  private static int exitCode(RunReport report) {
    return report.aborted() ? INTERRUPTED : report.exitCode();
  }

  /** What to try next. */
  private Optional<String> next(RunReport report, Arguments arguments) {
    if (report.aborted() || !report.allFailures().isEmpty()) {
      return Optional.empty();
    }
    if (stage == Stage.FETCH) {
      return Optional.of(Shell.leat("load", arguments));
    }
    return report.loads().stream()
        .filter(load -> load.state() == LoadReport.State.CURRENT || load.rows() != 0)
        .map(LoadReport::table)
        .findFirst()
        .map(table -> Shell.leat("query \"select * from " + table + " limit 10\"", arguments));
  }
}
