package dev.leat.core.report;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.Export.Exported;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes files from a destination's tables.
 *
 * <p>An export owns its folder: it writes beside it, then takes its place, so that a reader finds
 * either the files of before or those of now, and no file of a partition that is gone stays behind.
 * A marker tells its folders from those of other people, which it refuses to replace. A single file
 * takes the place of the one before.
 */
public final class Exporter {
  private static final String MARKER = ".leat-export";

  private final Destination destination;

  public Exporter(Destination destination) {
    this.destination = destination;
  }

  public ExportedFiles export(ExportTask task) {
    Path to = task.to().toAbsolutePath().normalize();
    try {
      refuseForeign(to, task.isFile());
      return write(task, to);
    } catch (IOException e) {
      throw new LeatException(
          ReportError.EXPORT_FOLDER_UNWRITABLE,
          "The export " + task.name() + " cannot be written to " + to + ": " + e.getMessage(),
          "Make the folder writable and see that its disk has room.",
          e);
    }
  }

  private ExportedFiles write(ExportTask task, Path to) throws IOException {
    Path fresh = sibling(to, ".new");
    delete(fresh);
    Files.createDirectories(fresh);
    try {
      Exported exported =
          destination.export(new Export(task.sql(), fresh, task.format(), task.partitionBy()));
      if (task.isFile()) {
        replaceFile(to, fresh);
      } else {
        Files.createFile(fresh.resolve(MARKER));
        replace(to, fresh, exported.rows());
      }
      return new ExportedFiles(task.name(), files(to), exported.rows(), exported.origins());
    } finally {
      delete(fresh);
    }
  }

  /** Puts the new folder in the place of the old; a folder without rows takes no place at all. */
  private static void replace(Path folder, Path fresh, long rows) throws IOException {
    Path old = sibling(folder, ".old");
    delete(old);
    if (Files.exists(folder)) {
      Files.move(folder, old);
    }
    if (rows > 0) {
      Files.move(fresh, folder);
    }
    delete(old);
  }

  /** Moves the only file over the one of before, which goes where there are no rows. */
  private static void replaceFile(Path to, Path fresh) throws IOException {
    if (Files.isDirectory(to)) {
      delete(to);
    }
    List<Path> written = files(fresh);
    if (written.isEmpty()) {
      Files.deleteIfExists(to);
    } else {
      Files.move(written.getFirst(), to, ATOMIC_MOVE, REPLACE_EXISTING);
    }
  }

  private static void refuseForeign(Path folder, boolean file) throws IOException {
    boolean ours =
        Files.isDirectory(folder)
            ? isEmpty(folder) || Files.exists(folder.resolve(MARKER))
            : file || !Files.exists(folder);
    if (!ours) {
      throw new LeatException(
          ReportError.EXPORT_FOLDER_TAKEN,
          "The folder " + folder + " holds files that no export wrote.",
          "Name an empty folder, or one that does not exist yet.");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.endsWith(MARKER))
          .sorted()
          .toList();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.findAny().isEmpty();
    }
  }

  private static Path sibling(Path folder, String ending) {
    return folder.resolveSibling("." + folder.getFileName() + ending);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
