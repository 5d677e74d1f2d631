package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.plan.Preview;
import dev.leat.core.run.PlanReport;
import dev.leat.core.run.Progress;
import java.util.Locale;

/** Shows what a run would fetch. */
final class PlanCommand implements Command {
  static final String SUMMARY = "Shows what a run would fetch, and writes nothing.";

  @Override
  public Usage usage() {
    return Usage.of("plan", SUMMARY)
        .when(
            "Before a first run, or after a change of leat.yaml: asks the sources what they have"
                + " and compares it with the raw store. Nothing is written anywhere.")
        .folder()
        .scope()
        .output(Output.TABLE, Output.JSON)
        .example("leat plan football", "How many datasets are new, changed and current.")
        .example("leat plan football --output json", "The same for programs, a job per line.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    Output output = arguments.output(Output.TABLE, Output.JSON);
    PlanReport report;
    Progress.Listener listener = output == Output.JSON ? Progress.Listener.NONE : invocation.log();
    try (Leat leat = invocation.open(listener)) {
      report = leat.plan(arguments.scope());
    }
    Terminal terminal = invocation.terminal();
    if (output == Output.JSON) {
      report.jobs().forEach(job -> terminal.out().println(json(job)));
    } else {
      table(report, terminal);
    }
    new RunSummary(terminal).failures(report.failures());
    return report.exitCode();
  }

  private static void table(PlanReport report, Terminal terminal) {
    Sheet jobs = Sheet.of("source", "type", "selector", ">create", ">update", ">current", ">files");
    for (Preview job : report.jobs()) {
      jobs.row(
          job.source(),
          job.datasetType(),
          job.selector(),
          job.creates(),
          job.updates(),
          job.skipped(),
          job.files());
    }
    jobs.print(terminal);
    Sheet tasks = Sheet.of("first tasks", "dataset", "files");
    for (Preview job : report.jobs()) {
      for (Preview.Task task : job.first()) {
        String files = task.files().toString();
        tasks.row(word(task), task.dataset(), files.substring(1, files.length() - 1));
      }
    }
    if (!tasks.isEmpty()) {
      terminal.out().println();
      tasks.print(terminal);
    }
    Sheet pages = Sheet.of("pages of", "how they are walked");
    for (Preview job : report.jobs()) {
      if (!job.paging().isEmpty()) {
        pages.row(job.source() + "/" + job.datasetType(), job.paging());
      }
    }
    if (!pages.isEmpty()) {
      terminal.out().println();
      pages.print(terminal);
    }
    terminal.out().println();
    terminal
        .out()
        .println(
            Amount.of(report.tasks(), "dataset")
                + " would be fetched."
                + (report.tasks() == 0 ? " Nothing to do." : ""));
  }

  private static JsonText json(Preview job) {
    return new JsonText()
        .with("source", job.source())
        .with("dataset_type", job.datasetType())
        .with("selector", job.selector())
        .with("tasks", job.tasks())
        .with("creates", job.creates())
        .with("updates", job.updates())
        .with("skipped", job.skipped())
        .with("files", job.files())
        .with("paging", job.paging())
        .with(
            "first",
            job.first().stream()
                .map(
                    task ->
                        new JsonText()
                            .with("dataset", task.dataset())
                            .with("operation", word(task))
                            .with("files", task.files()))
                .toList());
  }

  private static String word(Preview.Task task) {
    return task.operation().name().toLowerCase(Locale.ROOT);
  }
}
