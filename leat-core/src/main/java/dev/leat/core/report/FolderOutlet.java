package dev.leat.core.report;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.leat.core.report.ExportedFiles.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file or a folder of this machine.
 *
 * <p>Files are written beside it. Then they take its place by renaming, so that a reader finds
 * either the files of before or those of now.
 */
final class FolderOutlet implements Outlet {
  private final Path to;
  private final boolean file;
  private final Path fresh;

  FolderOutlet(Path place, ExportTask task) {
    this.to = place.toAbsolutePath().normalize();
    this.file = task.isFile();
    this.fresh = sibling(to, ".new");
  }

  @Override
  public boolean isForeign() throws IOException {
    if (Files.isDirectory(to)) {
      return !isEmpty(to) && !Files.exists(to.resolve(MARKER));
    }
    return !file && Files.exists(to);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.findAny().isEmpty();
    }
  }

  @Override
  public Path fresh() throws IOException {
    Outlet.delete(fresh);
    return Files.createDirectories(fresh);
  }

  @Override
  public List<Written> publish(long rows) throws IOException {
    if (file) {
      replaceFile();
    } else {
      Files.createFile(fresh.resolve(MARKER));
      replaceFolder(rows);
    }
    var written = new ArrayList<Written>();
    for (Path each : Outlet.files(to)) {
      Path within = file ? each.getFileName() : to.relativize(each);
      written.add(new Written(within.toString().replace('\\', '/'), each.toString(), each));
    }
    return written;
  }

  /** Puts the new folder in the place of the old; a folder without rows takes no place at all. */
  private void replaceFolder(long rows) throws IOException {
    Path old = sibling(to, ".old");
    Outlet.delete(old);
    if (Files.exists(to)) {
      Files.move(to, old);
    }
    if (rows > 0) {
      Files.move(fresh, to);
    }
    Outlet.delete(old);
  }

  /** Moves the only file over the one of before, which goes where there are no rows. */
  private void replaceFile() throws IOException {
    if (Files.isDirectory(to)) {
      Outlet.delete(to);
    }
    List<Path> written = Outlet.files(fresh);
    if (written.isEmpty()) {
      Files.deleteIfExists(to);
    } else {
      Files.move(written.getFirst(), to, ATOMIC_MOVE, REPLACE_EXISTING);
    }
  }

  private static Path sibling(Path folder, String ending) {
    return folder.resolveSibling("." + folder.getFileName() + ending);
  }

  @Override
  public void close() throws IOException {
    Outlet.delete(fresh);
  }
}
