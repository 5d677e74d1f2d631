package dev.leat.core.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes the files of one export, written elsewhere, to the place where readers look. */
interface Outlet extends AutoCloseable {
  /** Tells the folders of exports from those of other people. */
  String MARKER = ".leat-export";

  /** Whether there is something that no export wrote. */
  boolean isForeign() throws IOException;

  /** An empty folder to write to. */
  Path fresh() throws IOException;

  /**
   * @param rows how many were written into the fresh folder
   * @return what is at the place now, in order of paths
   */
  List<ExportedFiles.Written> publish(long rows) throws IOException;

  @Override
  void close() throws IOException;

  static List<Path> files(Path folder) throws IOException {
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

  static void delete(Path folder) throws IOException {
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
