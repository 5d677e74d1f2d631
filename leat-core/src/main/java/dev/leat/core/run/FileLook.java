package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import dev.leat.core.fetch.Threads;
import dev.leat.core.project.Connectors;
import dev.leat.core.project.FileFormat;
import dev.leat.core.read.FileReading;
import dev.leat.core.read.FormatGuess;
import dev.leat.core.read.FormatTypes;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Workbench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    return threads.onNative(
        () -> Taster.of(workbench, request, file -> file.path().toString()).taste(inputs, rowsMax));
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
