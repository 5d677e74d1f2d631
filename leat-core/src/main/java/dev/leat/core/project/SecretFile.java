package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that holds one secret and nothing else. */
final class SecretFile {
  private static final long BYTES_MAX = 1 << 20;

  private SecretFile() {}

  /** Its text without white space at the end; empty where there is no such file. */
  static Optional<Secret> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      if (Files.size(file) > BYTES_MAX) {
        throw new IOException("it is larger than 1 MB");
      }
      return Optional.of(Secret.of(Files.readString(file).stripTrailing()));
    } catch (IOException unreadable) {
      throw new LeatException(
          ProjectError.SECRET_UNREADABLE,
          "The secret in the file " + file + " cannot be read: " + unreadable.getMessage() + ".",
          "Let the user who runs Leat read it; it must be UTF-8 text.",
          unreadable);
    }
  }
}
