package dev.leat.core.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary folder that does not outlive its process for long.
 *
 * <p>It is locked while it is in use. One whose process died is removed by whoever makes the next
 * one beside it: a killed load may leave gigabytes.
 */
final class ScratchSpace implements AutoCloseable {
  private static final String PREFIX = "workbench-";
  private static final String LOCK = "in-use";

  private final Path path;
  private final FileChannel lock;

  private ScratchSpace(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  static ScratchSpace below(Path folder) throws IOException {
    Files.createDirectories(folder);
    removeLeftovers(folder);
    Path path = Files.createTempDirectory(folder, PREFIX);
    FileChannel lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    return new ScratchSpace(path, lock);
  }

  Path path() {
    return path;
  }

  private static void removeLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path each : found) {
        removeUnused(each);
      }
    }
  }

  /** One without its lock's file is just being made, or removed, by somebody else. */
  private static void removeUnused(Path path) {
    try (FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.WRITE);
        @Nullable FileLock taken = lock.tryLock()) {
      if (taken != null) {
        remove(path);
      }
    } catch (IOException | OverlappingFileLockException inUse) {
      // Somebody else's, in this process or another.
    }
  }

  private static void remove(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    try (lock) {
      remove(path);
    } catch (IOException leftToTheNext) {
      // Whoever makes the next one removes it.
    }
  }
}
