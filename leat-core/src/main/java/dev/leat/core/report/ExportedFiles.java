package dev.leat.core.report;

import dev.leat.api.LoadFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What an export left in its folder.
 *
 * @param files in order of their paths; none where nothing was selected
 * @param origins the stored files, with their revisions, of every table that was read
 */
public record ExportedFiles(String name, List<Path> files, long rows, List<LoadFile> origins) {
  public ExportedFiles {
    Objects.requireNonNull(name);
    files = List.copyOf(files);
    origins = List.copyOf(origins);
  }
}
