package dev.leat.cli;

import dev.leat.api.Export;
import dev.leat.core.Leat;
import dev.leat.core.run.ExportReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes a table, or the answer to a question, into files. */
final class ExportCommand implements Command {
  static final String SUMMARY = "Writes a table or a SELECT into Parquet, CSV or JSON files.";

  private static final int FILES_MAX = 20;

  @Override
  public Usage usage() {
    return Usage.of("export", SUMMARY)
        .when(
            "To hand data on. The folder is owned by the export: a new one takes the place of the"
                + " old at once, so readers never see a half. The files are registered in the raw"
                + " store with the revisions that they were made of. For exports of every run, name"
                + " them in leat.yaml: leat report.")
        .argument("WHAT", "The name of a table, or a SELECT, quoted.")
        .folder()
        .bucket()
        .option("--to", "DIR", "The folder to write: new, empty, or of an earlier export.")
        .choice(
            "--format",
            Arrays.stream(Export.Format.values()).map(Choice::word).toList(),
            "How files are written. Default: parquet.")
        .options("--partition-by", "COLUMN", "Makes folders COLUMN=value. May be repeated.")
        .example(
            "leat export events football --to out/events --partition-by season_id",
            "A folder of Parquet files per season.")
        .example(
            "leat export \"select * from matches where season_id = 42\" football --to out/42"
                + " --format csv",
            "The answer to a question.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String what = arguments.required(0, "a table or a SELECT");
    Path to =
        Path.of(
            arguments
                .text("--to")
                .orElseThrow(
                    () -> arguments.usage("leat export needs a folder.", "Name it: --to DIR.")));
    Export.Format format =
        arguments.choice("--format", Export.Format.class).orElse(Export.Format.PARQUET);
    List<String> partitionBy = arguments.texts("--partition-by");
    try (Leat leat = invocation.open()) {
      ExportReport report = leat.export(what, to.toAbsolutePath(), format, partitionBy);
      if (report.failure() != null) {
        new RunSummary(invocation.terminal()).failures(List.of(report.failure()));
        return report.failure().error().blame().exitCode();
      }
      print(report, invocation.terminal());
    }
    return 0;
  }

  private static void print(ExportReport report, Terminal terminal) {
    terminal
        .out()
        .println(
            "Wrote "
                + Amount.of(report.rows(), "row")
                + " into "
                + Amount.of(report.files().size(), "file")
                + (report.files().isEmpty() ? "." : ":"));
    List<String> files = report.files();
    files.subList(0, Math.min(FILES_MAX, files.size())).forEach(terminal.out()::println);
    if (files.size() > FILES_MAX) {
      terminal.out().println("and " + Amount.of(files.size() - FILES_MAX, "file") + " more.");
    }
  }
}
