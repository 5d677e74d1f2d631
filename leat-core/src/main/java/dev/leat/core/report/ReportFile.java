package dev.leat.core.report;

import dev.leat.api.Destination;
import dev.leat.api.Export;
import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes one file from a SELECT: readers find the old one, or all of the new one. */
public final class ReportFile {
  private final Destination destination;

  public ReportFile(Destination destination) {
    this.destination = destination;
  }

  /**
   * Writes rows in the order in which the SELECT gives them.
   *
   * @return how many
   */
  public long write(String sql, Path file, Export.Format format) {
    Path target = file.toAbsolutePath().normalize();
    Path folder = target.resolveSibling("." + target.getFileName() + ".new");
    try {
      if (Files.isDirectory(target)) {
        throw new IOException("it is a folder");
      }
      Exporter.delete(folder);
      Files.createDirectories(folder);
      try {
        var export = new Export(sql, folder, format, List.of());
        long rows = destination.export(export).rows();
        Files.move(
            folder.resolve("data." + format.ending()),
            target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
        return rows;
      } finally {
        Exporter.delete(folder);
      }
    } catch (IOException e) {
      throw new LeatException(
          ReportError.REPORT_UNWRITABLE,
          "The file " + target + " cannot be written: " + e.getMessage(),
          "Make its folder writable and see that its disk has room.",
          e);
    }
  }
}
