package dev.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.cli.draft.CurlDraft;
import dev.leat.cli.draft.Draft;
import dev.leat.cli.draft.OpenApiDraft;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a project from a template, or drafts one from what a provider publishes. */
final class InitCommand implements Command {
  static final String SUMMARY = "Makes a project from a template, a curl command or OpenAPI.";

  private static final int COMMAND_MAX = 1 << 20;
  private static final List<String> WAYS = List.of("--template", "--from-curl", "--from-openapi");

  @Override
  public Usage usage() {
    return Usage.of("init", SUMMARY)
        .when(
            "Begin here. Copies a template into a new folder: a leat.yaml with comments, and what"
                + " it needs. Without a template, lists them all.",
            "For an API that has no template, drafts a leat.yaml with a source of type rest: from a"
                + " curl command, as documentation and browsers give it, or from an OpenAPI"
                + " document. Nothing is asked for meanwhile. Credentials go to a file .env that"
                + " only you can read; leat.yaml refers to them.",
            "A folder that holds anything is refused, so nothing is ever overwritten.")
        .argument("[FOLDER]", "The folder to make.")
        .option("--template", "NAME", "The template: " + Templates.CHOICE + ".")
        .option(
            "--from-curl",
            "COMMAND",
            "A curl command in single quotes; - reads it from standard input, which keeps what is"
                + " secret in it out of the shell's history.")
        .option("--from-openapi", "FILE", "An OpenAPI 3 or Swagger 2 document, JSON or YAML.")
        .flag("--debug", "Shows the stack trace of an error.")
        .example("leat init", "Lists the templates.")
        .example(
            "leat init --template statsbomb football",
            "Football matches from StatsBomb's free data, ready for: leat run football")
        .example(
            "leat init hub --from-curl 'curl -H \"Authorization: Bearer abc\""
                + " https://api.github.com/repos/duckdb/duckdb/issues'",
            "Drafts a source; look at it with: leat source test github hub")
        .example(
            "leat init shop --from-openapi openapi.yaml",
            "Drafts a feed for each operation that gives a list.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    List<String> ways = WAYS.stream().filter(arguments::has).toList();
    if (ways.isEmpty() && arguments.argument(0).isEmpty()) {
      list(Templates.all(), invocation.terminal());
      return 0;
    }
    if (ways.size() != 1) {
      throw arguments.usage(
          ways.isEmpty()
              ? "leat init needs a template."
              : "leat init makes one project, not several: " + String.join(" and ", ways) + ".",
          "Add one: --template " + Templates.CHOICE + "; --from-curl or --from-openapi.");
    }
    if (arguments.has("--template")) {
      template(arguments, invocation.terminal());
    } else {
      draft(arguments, invocation.terminal());
    }
    return 0;
  }

  private static void template(Arguments arguments, Terminal terminal) throws IOException {
    String name = arguments.text("--template").orElseThrow();
    Templates.check(name);
    Path folder = folder(arguments);
    report(folder, written(folder, () -> Templates.copy(name, folder)), terminal.out());
    terminal.out().println("Next: leat run " + Shell.quote(folder));
  }

  private static void draft(Arguments arguments, Terminal terminal) throws IOException {
    Optional<String> curl = arguments.text("--from-curl");
    Draft draft =
        curl.isPresent()
            ? CurlDraft.of(curl.get().equals("-") ? handedOver(terminal) : curl.get())
            : OpenApiDraft.of(Path.of(arguments.text("--from-openapi").orElseThrow()));
    Path folder = folder(arguments);
    report(folder, written(folder, () -> draft.write(folder)), terminal.out());
    draft.warnings().forEach(text -> terminal.err().println("note: " + text));
    if (!draft.blanks().isEmpty()) {
      String names = String.join(", ", draft.blanks());
      terminal.out().println("Fill in: " + names + ", in " + folder.resolve(".env"));
    }
    terminal.out().println("Next: leat source test " + draft.source() + " " + Shell.quote(folder));
  }

  private static String handedOver(Terminal terminal) throws IOException {
    return new String(terminal.input(COMMAND_MAX), UTF_8);
  }

  private static Path folder(Arguments arguments) throws IOException {
    Path folder = Path.of(arguments.required(0, "the folder to make"));
    refuseUnlessEmpty(folder);
    return folder;
  }

  private static void list(Map<String, String> templates, Terminal terminal) {
    Sheet sheet = Sheet.of("template", "what it is");
    templates.forEach(sheet::row);
    sheet.print(terminal);
    terminal.out().println();
    terminal.out().println("Next: " + Shell.leat() + " init --template NAME FOLDER");
  }

  private static void refuseUnlessEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new LeatException(
        CommandError.FOLDER_NOT_EMPTY,
        folder + " is there already and is not empty.",
        "Name a folder that does not exist yet.");
  }

  /** Something that writes files into the folder. */
  @FunctionalInterface
  private interface Writing {
    List<Path> write() throws IOException;
  }

  private static List<Path> written(Path folder, Writing writing) {
    try {
      return writing.write();
    } catch (IOException refused) {
      throw new LeatException(
          CommandError.FOLDER_UNWRITABLE,
          "The project cannot be written to " + folder + ": " + refused + ".",
          "Name a folder that you may write to.",
          refused);
    }
  }

  private static void report(Path folder, List<Path> files, PrintStream out) {
    out.println("Made " + folder + ":");
    files.forEach(file -> out.println("  " + file));
    out.println();
  }
}
