package dev.leat.cli;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a project from a template. */
final class InitCommand implements Command {
  static final String SUMMARY = "Makes a project from a template.";

  @Override
  public Usage usage() {
    return Usage.of("init", SUMMARY)
        .when(
            "Begin here. Copies a template into a new folder: a leat.yaml with comments, and what"
                + " it needs. Without a template, lists them all.",
            "A folder that holds anything is refused, so nothing is ever overwritten.")
        .argument("FOLDER", "The folder to make.")
        .option("--template", "NAME", "The template: statsbomb, files or blank.")
        .flag("--debug", "Shows the stack trace of an error.")
        .example("leat init", "Lists the templates.")
        .example(
            "leat init --template statsbomb football",
            "Football matches from StatsBomb's free data, ready for: leat run football");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Arguments arguments = invocation.arguments();
    Optional<String> template = arguments.text("--template");
    if (template.isEmpty() && arguments.argument(0).isEmpty()) {
      list(Templates.all(), invocation.terminal());
      return 0;
    }
    String name =
        template.orElseThrow(
            () ->
                arguments.usage(
                    "leat init needs a template.",
                    "Add one: --template statsbomb, files or blank."));
    Templates.check(name);
    Path folder = Path.of(arguments.required(0, "the folder to make"));
    refuseUnlessEmpty(folder);
    report(folder, copy(name, folder), invocation.terminal().out());
    return 0;
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

  private static List<Path> copy(String name, Path folder) {
    try {
      return Templates.copy(name, folder);
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
    out.println("Next: " + Shell.leat() + " run " + Shell.quote(folder));
  }
}
