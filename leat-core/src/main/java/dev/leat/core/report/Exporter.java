package dev.leat.core.report;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.Export.Exported;
import dev.leat.api.FileStore;
import dev.leat.api.LeatException;
import dev.leat.core.project.FilePlace;
import dev.leat.core.project.ModelDefinition.IfEmpty;
import dev.leat.core.store.FileStores;
import dev.leat.core.store.GarbageCollector.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes files from a destination's tables.
 *
 * <p>An export owns its folder: no file of a partition that is gone stays behind. A marker tells
 * its folders from those of other people, which it refuses to replace. A single file takes the
 * place of the one before. A reader finds the file of before or that of now, never half of one.
 */
public final class Exporter implements AutoCloseable {
  private final Destination destination;
  private final Path staging;
  private final List<Path> staged = new ArrayList<>();

  /**
   * @param staging a folder, made where it is needed, for files on their way to a remote place
   */
  public Exporter(Destination destination, Path staging) {
    this.destination = destination;
    this.staging = staging;
  }

  public ExportedFiles export(ExportTask task) {
    try (Outlet outlet = outlet(task)) {
      return write(task, outlet);
    } catch (IOException e) {
      throw failed(task, e);
    }
  }

  private Outlet outlet(ExportTask task) {
    return switch (task.to()) {
      case FilePlace.Local local -> new FolderOutlet(local.path(), task);
      case FilePlace.Remote remote -> {
        // One of its own: another process may be writing to the same place.
        Path folder = staging.resolve(UUID.randomUUID().toString());
        staged.add(folder);
        yield new StoreOutlet(remote, FileStores.open(remote.folder()), folder);
      }
    };
  }

  private ExportedFiles write(ExportTask task, Outlet outlet) throws IOException {
    if (outlet.isForeign()) {
      throw new LeatException(
          ReportError.EXPORT_FOLDER_TAKEN,
          "The folder " + task.to() + " holds files that no export wrote.",
          "Name an empty folder, or one that does not exist yet.");
    }
    Exported exported =
        destination.export(
            new Export(task.sql(), outlet.fresh(), task.format(), task.partitionBy()));
    if (exported.rows() == 0 && task.ifEmpty() == IfEmpty.NONE) {
      outlet.fresh();
    }
    return new ExportedFiles(
        task.name(), outlet.publish(exported.rows()), exported.rows(), exported.origins());
  }

  private static LeatException failed(ExportTask task, IOException e) {
    String problem =
        "The export " + task.name() + " cannot be written to " + task.to() + ": " + e.getMessage();
    return switch (task.to()) {
      case FilePlace.Local local ->
          new LeatException(
              ReportError.EXPORT_FOLDER_UNWRITABLE,
              problem,
              "Make the folder writable and see that its disk has room.",
              e);
      case FilePlace.Remote remote ->
          new LeatException(
              ReportError.EXPORT_NOT_SENT,
              problem,
              "See that the address is right and can be reached from here, then run again.",
              e);
    };
  }

  /** Whether there is anything at a place that an export was written to. */
  public static boolean exists(FilePlace place) {
    return switch (place) {
      case FilePlace.Local local -> Files.exists(local.path());
      case FilePlace.Remote remote -> {
        try (FileStore store = FileStores.open(remote.folder())) {
          String file = remote.format().isPresent() ? remote.file() : Outlet.MARKER;
          yield store.size(file).isPresent();
        } catch (IOException e) {
          // Not known: the export is written, and says what is wrong where it cannot be.
          yield false;
        }
      }
    };
  }

  /**
   * Removes what killed exports have left on its way to remote places.
   *
   * @param untouchedSince what was written later may be on its way still
   */
  public static Removed sweep(Path staging, Instant untouchedSince) {
    long count = 0;
    long bytes = 0;
    try {
      for (Path folder : folders(staging)) {
        if (!isUntouched(folder, untouchedSince)) {
          continue;
        }
        List<Path> files = Outlet.files(folder);
        if (isUntouched(files, untouchedSince)) {
          count += files.size();
          bytes += size(files);
          Outlet.delete(folder);
        }
      }
    } catch (IOException e) {
      throw new LeatException(
          ReportError.EXPORT_FOLDER_UNWRITABLE,
          "What killed exports have left in " + staging + " stays: " + e.getMessage(),
          "Make the folder writable, or remove it.",
          e);
    }
    return new Removed(count, bytes, 0);
  }

  private static List<Path> folders(Path staging) throws IOException {
    if (!Files.isDirectory(staging)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(staging)) {
      return folders.toList();
    }
  }

  private static boolean isUntouched(List<Path> files, Instant since) throws IOException {
    for (Path file : files) {
      if (!isUntouched(file, since)) {
        return false;
      }
    }
    return true;
  }

  /** What has gone meanwhile was in use. */
  private static boolean isUntouched(Path path, Instant since) throws IOException {
    try {
      return Files.getLastModifiedTime(path).toInstant().isBefore(since);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static long size(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  @Override
  public void close() {
    for (Path folder : staged) {
      try {
        Outlet.delete(folder);
      } catch (IOException e) {
        throw new LeatException(
            ReportError.EXPORT_FOLDER_UNWRITABLE,
            "What was sent stays in " + folder + ": " + e.getMessage(),
            "Make the folder writable, and remove it.",
            e);
      }
    }
  }
}
