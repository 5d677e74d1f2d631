package dev.leat.cli;

import dev.leat.api.Export;
import dev.leat.core.Leat;
import dev.leat.core.project.FilePlace;
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
            "To hand data on, as one file or as a folder of files, which is owned by the export: a"
                + " new one takes the place of the old at once, so readers never see a half."
                + " Parquet files are kept in the raw store too, with the revisions that they were"
                + " made of. For exports of every run, name them in leat.yaml: leat report.")
        .argument("WHAT", "The name of a table, or a SELECT, quoted.")
        .folder()
        .bucket()
        .option(
            "--to",
            "PATH",
            "A file, where it ends in .parquet, .csv, .json, .jsonl or .ndjson; else a folder: new,"
                + " empty, or of an earlier export. A path, or a URL such as s3://bucket/folder.")
        .choice(
            "--format",
            Arrays.stream(Export.Format.values()).map(Choice::word).toList(),
            "How files are written. Default: as the file's ending says, else parquet.")
        .options("--partition-by", "COLUMN", "Makes folders COLUMN=value. May be repeated.")
        .example(
            "leat export events football --to out/events --partition-by season_id",
            "A folder of Parquet files per season.")
        .example(
            "leat export \"select * from matches where season_id = 42\" football --to 42.csv",
            "The answer to a question, in one file.")
        .example(
            "leat export events football --to s3://lake/events.parquet",
            "A file in S3, which readers see whole or not yet.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String what = arguments.required(0, "a table or a SELECT");
    String named =
        arguments
            .text("--to")
            .orElseThrow(
                () ->
                    arguments.usage(
                        "leat export needs a file or a folder.", "Name it: --to PATH."));
    FilePlace to = FilePlace.of(named, Path.of("").toAbsolutePath());
    Export.Format format =
        arguments
            .choice("--format", Export.Format.class)
            .or(to::format)
            .orElse(Export.Format.PARQUET);
    List<String> partitionBy = arguments.texts("--partition-by");
    try (Leat leat = invocation.open()) {
      ExportReport report = leat.export(what, to, format, partitionBy);
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
