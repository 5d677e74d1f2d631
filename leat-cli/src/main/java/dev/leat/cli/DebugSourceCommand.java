package dev.leat.cli;

import dev.leat.core.Leat;
import dev.leat.core.LeatOptions;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.Project;
import dev.leat.core.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Tries a source out, apart from everything else. */
final class DebugSourceCommand implements Command {
  static final String SUMMARY = "Runs one source into a temporary store, for its author.";

  private static final int INTERRUPTED = 130;

  @Override
  public Usage usage() {
    return Usage.of("debug-source", SUMMARY)
        .when(
            "While you write a source or its plan: fetches and loads into a new temporary folder,"
                + " tells every step, and leaves the project as it is. Narrow it by --select, or it"
                + " fetches all that the plans want.")
        .argument("SOURCE", "The source, as leat.yaml names it.")
        .folder()
        .options("--select", "KEY=VALUE", "Only datasets with this value of a key.")
        .example(
            "leat debug-source statsbomb football --select match_id=3773369",
            "Fetches one match, and says where it is.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    String source = arguments.required(0, "the name of a source");
    Path folder = Files.createTempDirectory("leat-debug-source-");
    var log = new LogListener(new Log(invocation.terminal(), invocation.clock(), Log.Detail.DEBUG));
    LeatOptions options = invocation.options(log);
    Project project =
        Project.load(arguments.project(), options.environment(), options.connectors());
    Scope scope = new Scope(Set.of(source), arguments.scope().keys());
    try (Leat leat = invocation.open(Projects.at(project, folder, source), options)) {
      Interrupts.onSignal(leat::stop, invocation.terminal().err());
      RunReport report = leat.run(scope);
      new RunSummary(invocation.terminal()).print(report);
      var out = invocation.terminal().out();
      out.println();
      out.println(Amount.of(leat.administration().count(scope), "dataset") + " in " + folder + ".");
      out.println("Remove the folder when you are done with it.");
      return report.aborted() ? INTERRUPTED : report.exitCode();
    }
  }
}
