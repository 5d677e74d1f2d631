package dev.leat.cli;

import dev.leat.api.LeatEvent;
import dev.leat.core.run.ExportReport;
import dev.leat.core.run.Failure;
import dev.leat.core.run.JobReport;
import dev.leat.core.run.LoadReport;
import dev.leat.core.run.RunReport;
import dev.leat.core.run.StepReport;
import java.io.PrintStream;
import java.util.List;

/** Shows what a run did: its jobs, its tables, what failed, and what to try next. */
final class RunSummary {
  private static final int FAILURES_MAX = 20;

  private final Terminal terminal;

  RunSummary(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether a run found everything as it should be. */
  static boolean nothingDone(RunReport report) {
    return report.allFailures().isEmpty()
        && !report.aborted()
        && report.exports().isEmpty()
        && report.steps().stream().allMatch(step -> step.state() == StepReport.State.CURRENT)
        && report.jobs().stream().allMatch(job -> job.tasks() == 0)
        && report.loads().stream().allMatch(load -> load.state() == LoadReport.State.CURRENT);
  }

  void print(RunReport report) {
    section(jobs(report.jobs()));
    section(loads(report.loads()));
    section(exports(report.exports()));
    section(StepText.sheet(report.steps()));
    failures(report.allFailures());
    if (report.aborted()) {
      terminal
          .err()
          .println("Aborted. What was finished is kept; the next run goes on from there.");
    }
  }

  private static Sheet jobs(List<JobReport> jobs) {
    Sheet sheet =
        Sheet.of(
            "source",
            "type",
            "selector",
            "state",
            ">fetched",
            ">unchanged",
            ">skipped",
            ">failed",
            ">bytes",
            ">time");
    jobs.forEach(
        job ->
            sheet.row(
                job.source(),
                job.datasetType(),
                job.selector(),
                job.state(),
                job.successful(),
                job.unchanged(),
                job.skipped(),
                job.failed(),
                Amount.bytes(job.bytes()),
                Amount.time(job.elapsed())));
    return sheet;
  }

  private static Sheet loads(List<LoadReport> loads) {
    Sheet sheet =
        Sheet.of(
            "table",
            "state",
            ">rows",
            ">inserted",
            ">updated",
            ">unchanged",
            ">deleted",
            ">quarantined",
            ">time");
    for (LoadReport load : loads) {
      if (load.state() == LoadReport.State.CURRENT) {
        sheet.row(load.table(), load.state(), "", "", "", "", "", "", "");
        continue;
      }
      String rows = load.rows() < 0 ? "" : String.valueOf(load.rows());
      sheet.add(
          line(
              load.table(), load.state().name(), rows, load.counts(), Amount.time(load.elapsed())));
      load.children().forEach((child, counts) -> sheet.add(line("  " + child, "", "", counts, "")));
    }
    return sheet;
  }

  private static List<String> line(
      String table, String state, String rows, LeatEvent.Counts counts, String time) {
    return List.of(
        table,
        state,
        rows,
        String.valueOf(counts.inserted()),
        String.valueOf(counts.updated()),
        String.valueOf(counts.unchanged()),
        String.valueOf(counts.deleted()),
        String.valueOf(counts.quarantined()),
        time);
  }

  static Sheet exports(List<ExportReport> exports) {
    Sheet sheet = Sheet.of("export", ">rows", ">files", "first file");
    exports.forEach(
        export ->
            sheet.row(
                export.name(),
                export.rows(),
                export.files().size(),
                export.files().isEmpty() ? "" : export.files().getFirst()));
    return sheet;
  }

  private void section(Sheet sheet) {
    if (!sheet.isEmpty()) {
      terminal.out().println();
      sheet.print(terminal);
    }
  }

  /** Each with its remedy, beside the results. */
  void failures(List<Failure> failures) {
    terminal.out().flush();
    PrintStream err = terminal.err();
    Paint paint = terminal.errPaint();
    for (Failure failure : failures.subList(0, Math.min(FAILURES_MAX, failures.size()))) {
      err.println(
          paint.bad("error " + failure.error().code().name())
              + " in "
              + failure.where()
              + ": "
              + failure.problem());
      err.println(paint.good("  fix") + ": " + failure.error().remedy());
    }
    if (failures.size() > FAILURES_MAX) {
      err.println("and " + Amount.of(failures.size() - FAILURES_MAX, "error") + " more.");
    }
  }
}
