package dev.leat.core.run;

import dev.leat.api.Column;
import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.api.TableSchema;
import dev.leat.core.fetch.Threads;
import dev.leat.core.project.Connectors;
import dev.leat.core.project.FileFormat;
import dev.leat.core.read.FileReading;
import dev.leat.core.read.FormatGuess;
import dev.leat.core.read.FormatTypes;
import dev.leat.core.read.Inferred;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.Rows;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Typing;
import dev.leat.core.read.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at files on this machine as a load would, without a project and without writing. */
public final class FileLook implements AutoCloseable {
  private static final String TABLE = "preview";

  private final ScratchFolder scratch = ScratchFolder.make();
  private final Threads threads = new Threads(1);
  private final Workbench workbench;
  private final FileReading reading;

  private FileLook(Connectors connectors) {
    FormatTypes types =
        word -> FileFormat.find(word, connectors, Optional.empty()).flatMap(FileLook::chosen);
    this.reading = new FileReading(null, null, types);
    this.workbench = threads.onNative(() -> Workbench.open(Workbench.Settings.in(scratch.path())));
  }

  /** Close it. */
  public static FileLook with(Connectors connectors) {
    return new FileLook(connectors);
  }

  private static Optional<FormatTypes.Chosen> chosen(FileFormat format) {
    return format.type().map(type -> new FormatTypes.Chosen(type, format.settings()));
  }

  /** What a file seems to be. */
  public FormatGuess guess(Path file) {
    try {
      return FormatGuess.of(input(file, 0), reading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads files into one table.
   *
   * @param rowsMax how many rows, and how many rejections, are kept
   */
  public FilePreview preview(List<Path> files, int rowsMax) throws InterruptedException {
    var inputs = new ArrayList<InputFile>();
    for (Path file : files) {
      inputs.add(input(file, inputs.size()));
    }
    TableRequest request = TableRequest.of(TABLE).withReading(reading);
    return threads.onNative(() -> preview(workbench, inputs, request, rowsMax));
  }

  private static InputFile input(Path file, int id) {
    try {
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      String plain = name.replaceFirst("\\.(gz|zst)$", "");
      String ending = plain.substring(plain.lastIndexOf('.') + 1);
      String format = plain.lastIndexOf('.') > 0 && ending.matches("[a-z0-9]+") ? ending : "bin";
      var dataset = new DatasetId("files", "file", Keys.NONE);
      return new InputFile(
          id,
          file,
          format,
          dataset,
          0,
          Files.size(file),
          Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads files by a request, in batches, until so many rows were seen; all rows are counted. */
  static FilePreview preview(
      Workbench workbench, List<InputFile> files, TableRequest request, int rowsMax)
      throws InterruptedException {
    var typing = new Typing(workbench);
    Inferred inferred = typing.infer(files, request, Optional.empty());
    TableSchema root = inferred.tables().getFirst();
    List<Column> columns =
        root.columns().stream().filter(it -> !it.name().startsWith("_leat_")).toList();
    var first = new ArrayList<List<@Nullable String>>();
    var rejected = new ArrayList<FilePreview.Rejected>();
    long rows = 0;
    long quarantined = 0;
    for (List<InputFile> batch : Typing.batches(files)) {
      try (Rows read = typing.rows(batch, request, inferred.shape())) {
        rows += read.records();
        quarantined += read.quarantined();
        first.addAll(first(workbench, read, columns, rowsMax - first.size()));
        rejected.addAll(rejected(workbench, read, batch, rowsMax - rejected.size()));
      }
    }
    return new FilePreview(
        columns,
        first,
        rejected,
        rows,
        quarantined,
        inferred.ambiguities(),
        typing.dateFormats(request, inferred.shape()));
  }

  private static List<List<@Nullable String>> first(
      Workbench workbench, Rows read, List<Column> columns, int max) {
    if (columns.isEmpty() || max <= 0) {
      return List.of();
    }
    String names =
        columns.stream()
            .map(column -> "CAST(\"" + column.name().replace("\"", "\"\"") + "\" AS VARCHAR)")
            .collect(Collectors.joining(", "));
    String from =
        " FROM (" + read.tables().getFirst().select() + ") ORDER BY _leat_file, _leat_row";
    return workbench.query(
        "SELECT " + names + from + " LIMIT " + max,
        row -> {
          var values = new ArrayList<@Nullable String>();
          for (int i = 1; i <= columns.size(); i++) {
            values.add(row.getString(i));
          }
          return values;
        });
  }

  private static List<FilePreview.Rejected> rejected(
      Workbench workbench, Rows read, List<InputFile> batch, int max) {
    if (max <= 0) {
      return List.of();
    }
    return workbench.query(
        "SELECT file, \"row\", \"column\", value, reason FROM "
            + read.quarantine()
            + " ORDER BY file, \"row\" LIMIT "
            + max,
        row ->
            new FilePreview.Rejected(
                name(batch, row.getLong(1)),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
  }

  private static String name(List<InputFile> batch, long id) {
    return batch.stream()
        .filter(file -> file.id() == id)
        .findFirst()
        .map(file -> file.path().toString())
        .orElse("file " + id);
  }

  @Override
  public void close() {
    threads.onNative(
        () -> {
          workbench.close();
          return true;
        });
    threads.close();
    scratch.close();
  }
}
