package dev.leat.cli;

import dev.leat.api.Secret;
import dev.leat.core.Leat;
import dev.leat.core.run.ImportReport;
import dev.leat.core.run.ImportRequest;
import java.util.Map;
import java.util.function.LongConsumer;

/** Takes over another program's store. */
final class ImportCommand implements Command {
  static final String SUMMARY = "Takes over the store of another program, with its history.";

  private static final int TELL_EACH = 1_000;

  @Override
  public Usage usage() {
    return Usage.of("import", SUMMARY)
        .when(
            "Once, when you move in. Datasets, revisions and files of an Ingestify store become"
                + " those of this project, every file verified by its hash; afterwards a run skips"
                + " what is already there. An import that was interrupted goes on when it is"
                + " started again.",
            "The project must name the sources. One that has another name here is mapped by"
                + " --name.")
        .word("PROGRAM", Map.of("ingestify", "a store of Ingestify, on SQLite or PostgreSQL"))
        .folder()
        .option("--metadata", "URL", "Its metadata_url: the catalog. It is read, never written.")
        .option("--files", "URL", "Its file_url: the folder of its files.")
        .option("--prefix", "TEXT", "Its table_prefix, where it has one.")
        .option("--from-bucket", "NAME", "Its bucket, where it has several.")
        .options("--name", "THERE=HERE", "A provider or provider/type there is this source here.")
        .flag("--copy", "Copies files into the store of the project. This is the default.")
        .flag("--in-place", "Gives files a second name instead: needs both on one disk.")
        .bucket()
        .example(
            "leat import ingestify football --metadata sqlite:///old/main.db --files"
                + " file:///old/files",
            "Copies everything.")
        .example(
            "leat import ingestify football --metadata postgresql://user@db/ingestify --files"
                + " /srv/files --in-place --name statsbomb_github=statsbomb",
            "Leaves the bytes where they are.");
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    Arguments arguments = invocation.arguments();
    String program = arguments.required(0, "the name of a program: ingestify");
    if (!program.equals("ingestify")) {
      throw arguments.usage("leat cannot import from '" + program + "'.", "Write ingestify.");
    }
    ImportRequest request = request(arguments);
    Log log = new Log(invocation.terminal(), invocation.clock(), Log.Detail.USUAL);
    LongConsumer progress =
        done -> {
          if (done % TELL_EACH == 0 && done > 0) {
            log.info("Took over " + Amount.of(done, "dataset") + " so far.");
          }
        };
    try (Leat leat = invocation.open()) {
      Secret catalog = invocation.resolve(leat, "--metadata", request.catalog().reveal());
      ImportReport report = leat.administration().importFrom(request.catalog(catalog), progress);
      report.notes().forEach(log::warn);
      Terminal terminal = invocation.terminal();
      terminal
          .out()
          .println(
              "Took over %s, %s, %s, %s. %s here already."
                  .formatted(
                      Amount.of(report.datasets(), "dataset"),
                      Amount.of(report.revisions(), "revision"),
                      Amount.of(report.files(), "file"),
                      Amount.bytes(report.bytes()),
                      Amount.of(report.current(), "dataset")
                          + (report.current() == 1 ? " was" : " were")));
      new RunSummary(terminal).failures(report.failures());
      if (report.failures().isEmpty()) {
        terminal.out().println("Next: " + Shell.leat("run", arguments));
      }
      return report.exitCode();
    }
  }

  private static ImportRequest request(Arguments arguments) {
    if (arguments.has("--copy") && arguments.has("--in-place")) {
      throw arguments.usage("Files are copied or stay in place, not both.", "Name one of them.");
    }
    ImportRequest request =
        ImportRequest.ingestify(
            needed(arguments, "--metadata"),
            needed(arguments, "--files"),
            arguments.has("--in-place") ? ImportRequest.Mode.IN_PLACE : ImportRequest.Mode.COPY);
    request = request.prefix(arguments.text("--prefix").orElse(""));
    request = arguments.text("--from-bucket").map(request::bucket).orElse(request);
    for (String name : arguments.texts("--name")) {
      int equals = name.indexOf('=');
      if (equals < 1) {
        throw arguments.usage("'" + name + "' maps no name.", "Write --name THERE=HERE.");
      }
      request = request.named(name.substring(0, equals), name.substring(equals + 1));
    }
    return request;
  }

  private static String needed(Arguments arguments, String option) {
    return arguments
        .text(option)
        .orElseThrow(() -> arguments.usage("leat import needs " + option + ".", "Add its URL."));
  }
}
