package dev.leat.cli;

import dev.leat.api.Column;
import dev.leat.core.Leat;
import dev.leat.core.project.Connectors;
import dev.leat.core.run.FileLook;
import dev.leat.core.run.FilePreview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what files would become. */
final class PreviewCommand implements Command {
  static final String SUMMARY =
      "Shows the first rows that files or a table would become; writes nothing.";

  private static final int ROWS = 10;
  private static final int BROKEN = 4;

  @Override
  public Usage usage() {
    return Usage.of("preview", SUMMARY)
        .when(
            "Before files become a table: shows their columns, the first rows as they would be"
                + " typed, and what would be quarantined with the reason. Nothing is written, and"
                + " files need no project.",
            "Of a table it shows the same as the next load would see it: all its stored files are"
                + " read under the leat.yaml of now, and held against its tag.")
        .arguments("FILE...", "The files, read into one table; or the name of a project's table.")
        .project()
        .option("--limit", "N", "How many rows to show. Default: " + ROWS + ".")
        .example("leat preview orders.csv returns.csv", "Two files of one table.")
        .example("leat preview orders --project shop", "What has been fetched of a table.");
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    Arguments arguments = invocation.arguments();
    String word = arguments.required(0, "a file or a table");
    int limit = arguments.count("--limit").orElse(ROWS);
    if (isTable(arguments, word)) {
      return table(invocation, word, limit);
    }
    try (FileLook look = FileLook.with(Connectors.onClassPath())) {
      print(
          look.preview(FilesLook.files(arguments.argumentsFrom(0)), limit), invocation.terminal());
    }
    return 0;
  }

  /** One word that is no file, where there is a project. */
  private static boolean isTable(Arguments arguments, String word) {
    return arguments.argumentsFrom(1).isEmpty()
        && !Files.exists(Path.of(word))
        && (arguments.has("--project") || Files.exists(arguments.project().resolve("leat.yaml")));
  }

  private static int table(Invocation invocation, String name, int limit)
      throws InterruptedException {
    try (Leat leat = invocation.open()) {
      FilePreview preview = leat.preview(name, limit);
      if (preview.columns().isEmpty() && preview.rejected().isEmpty()) {
        invocation.terminal().out().println("Nothing of " + name + " has been fetched.");
        return 0;
      }
      print(preview, invocation.terminal());
      return preview.problems().isEmpty() ? 0 : BROKEN;
    }
  }

  private static void print(FilePreview preview, Terminal terminal) {
    Sheet columns = Sheet.of("column", "type");
    preview.columns().forEach(column -> columns.row(column.name(), TypeText.of(column.type())));
    columns.print(terminal);
    terminal.out().println();
    Sheet rows = Sheet.of(preview.columns().stream().map(Column::name).toArray(String[]::new));
    preview.first().forEach(row -> rows.row(texts(row)));
    rows.print(terminal);
    terminal
        .out()
        .println(
            "\n%s, %s would be quarantined."
                .formatted(
                    Amount.of(preview.rows(), "row"), Amount.of(preview.quarantined(), "record")));
    if (!preview.rejected().isEmpty()) {
      Sheet rejected = Sheet.of("file", "column", "value", "reason");
      for (FilePreview.Rejected each : preview.rejected()) {
        rejected.row(each.file(), text(each.column()), text(each.value()), each.reason());
      }
      rejected.print(terminal);
    }
    preview
        .problems()
        .values()
        .forEach(error -> terminal.out().println(error.problem() + "\n  fix: " + error.remedy()));
    preview.notes().forEach(note -> terminal.out().println("Note: " + note + "."));
  }

  private static Object[] texts(List<@Nullable String> row) {
    return row.stream().map(PreviewCommand::text).toArray();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
