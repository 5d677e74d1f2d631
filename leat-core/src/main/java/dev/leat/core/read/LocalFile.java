package dev.leat.core.read;

import dev.leat.api.RawFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stored file, decoded into a copy where somebody wants a path, until it is closed. */
final class LocalFile implements RawFile, AutoCloseable {
  private final InputFile file;
  private final Supplier<Path> copies;
  private @Nullable Path copy;

  LocalFile(InputFile file, Supplier<Path> copies) {
    this.file = file;
    this.copies = copies;
  }

  InputFile file() {
    return file;
  }

  @Override
  public InputStream open() throws IOException {
    return Decoded.open(file.path());
  }

  @Override
  public Path path() throws IOException {
    String name = file.path().toString();
    if (!name.endsWith(".zst") && !name.endsWith(".gz")) {
      return file.path();
    }
    Path there = copy;
    if (there == null) {
      there = copies.get();
      copy = there;
      try (InputStream in = open()) {
        ScratchFile.copy(in, there, Long.MAX_VALUE);
      }
    }
    return there;
  }

  @Override
  public void close() throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }
}
