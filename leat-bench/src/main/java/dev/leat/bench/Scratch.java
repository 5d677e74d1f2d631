package dev.leat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one benchmark, gone when it ends. */
record Scratch(Path folder) implements AutoCloseable {
  /** Below {@code -Dleat.bench.folder}, or the system's folder for such. */
  static Scratch make() throws IOException {
    String below = System.getProperty("leat.bench.folder");
    return new Scratch(
        below == null
            ? Files.createTempDirectory("leat-bench")
            : Files.createTempDirectory(Files.createDirectories(Path.of(below)), "run"));
  }

  Path make(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(Scratch::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    delete(folder);
  }
}
