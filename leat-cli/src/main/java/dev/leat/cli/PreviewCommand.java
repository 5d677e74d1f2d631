package dev.leat.cli;

import dev.leat.api.Column;
import dev.leat.core.project.Connectors;
import dev.leat.core.run.FileLook;
import dev.leat.core.run.FilePreview;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what files would become. */
final class PreviewCommand implements Command {
  static final String SUMMARY = "Shows the first rows that files would become; writes nothing.";

  private static final int ROWS = 10;

  @Override
  public Usage usage() {
    return Usage.of("preview", SUMMARY)
        .when(
            "Before files become a table: shows their columns, the first rows as they would be"
                + " typed, and what would be quarantined with the reason. Nothing is written, and"
                + " no project is needed.")
        .arguments("FILE", "The files, read into one table.")
        .option("--limit", "N", "How many rows to show. Default: " + ROWS + ".")
        .example("leat preview orders.csv returns.csv", "Two files of one table.");
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    Arguments arguments = invocation.arguments();
    arguments.required(0, "a file");
    int limit = arguments.count("--limit").orElse(ROWS);
    try (FileLook look = FileLook.with(Connectors.onClassPath())) {
      print(
          look.preview(FilesLook.files(arguments.argumentsFrom(0)), limit), invocation.terminal());
    }
    return 0;
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
    preview.notes().forEach(note -> terminal.out().println("Note: " + note + "."));
  }

  private static Object[] texts(List<@Nullable String> row) {
    return row.stream().map(PreviewCommand::text).toArray();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
