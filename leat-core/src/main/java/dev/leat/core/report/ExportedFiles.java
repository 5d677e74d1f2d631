package dev.leat.core.report;

import dev.leat.api.LoadFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What an export left at its place.
 *
 * @param files in order of their paths; none where nothing was selected
 * @param origins the stored files, with their revisions, of every table that was read
 */
public record ExportedFiles(String name, List<Written> files, long rows, List<LoadFile> origins) {
  /**
   * One file.
   *
   * @param path within the export's folder, slash-separated
   * @param shown where a person finds it
   * @param content the same bytes on this machine, until the {@link Exporter} is closed
   */
  public record Written(String path, String shown, Path content) {}

  public ExportedFiles {
    Objects.requireNonNull(name);
    files = List.copyOf(files);
    origins = List.copyOf(origins);
  }
}
