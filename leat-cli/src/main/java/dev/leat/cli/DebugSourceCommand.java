package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.run.DebugReport;
import dev.leat.core.store.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries a source out, apart from everything else. */
final class DebugSourceCommand implements Command {
  static final String SUMMARY = "Fetches a few datasets of a source into a temporary store.";

  private static final int LIMIT = 10;
  private static final int INTERRUPTED = 130;

  @Override
  public Usage usage() {
    return Usage.of("debug-source", SUMMARY)
        .when(
            "To look closely at what a source brings: fetches whole datasets into a new temporary"
                + " folder, which stays, tells every step, and leaves the project as it is. For a"
                + " quick look at a few records: leat source test.")
        .argument("SOURCE", "The source, as leat.yaml names it.")
        .folder()
        .options("--select", "KEY=VALUE", "Only datasets with this value of a key.")
        .option("--limit", "N", "How many datasets at most. Default: " + LIMIT + ".")
        .example(
            "leat debug-source statsbomb football --select season_id=42 --limit 2",
            "Fetches two matches, and says where they are.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    String source = arguments.required(0, "the name of a source");
    int limit = arguments.count("--limit").orElse(LIMIT);
    Terminal terminal = invocation.terminal();
    var log = new LogListener(new Log(terminal, invocation.clock(), Log.Detail.DEBUG));
    try (Leat leat = invocation.open(log)) {
      Interrupts.onSignal(leat::stop, terminal.err());
      Path folder = Files.createTempDirectory("leat-debug-source-");
      DebugReport report = leat.debugSource(source, arguments.scope(), limit, folder);
      new RunSummary(terminal).print(report.run());
      Sheet datasets = Sheet.of("dataset", "name", "state", ">files", ">bytes");
      for (Dataset dataset : report.datasets()) {
        datasets.row(
            dataset.id(),
            dataset.row().name(),
            DatasetText.state(dataset),
            dataset.files().size(),
            Amount.bytes(DatasetText.storedSize(dataset)));
      }
      terminal.out().println();
      datasets.print(terminal);
      terminal.out().println();
      terminal
          .out()
          .println(
              "%s, %s, in %s; remove that folder when you are done."
                  .formatted(
                      Amount.of(report.datasets().size(), "dataset"),
                      Amount.bytes(report.bytes()),
                      report.folder()));
      return report.run().aborted() ? INTERRUPTED : report.run().exitCode();
    }
  }
}
