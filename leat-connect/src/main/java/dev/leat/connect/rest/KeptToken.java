package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_TOKEN_UNKEPT;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The refresh token that is good now: the one that leat.yaml names, or the newest that the provider
 * gave in its place, which a file keeps that its owner alone can read.
 */
final class KeptToken {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private final Path file;
  private final Secret given;

  /**
   * @param file differs where another token is given, so that a new one in leat.yaml counts
   */
  KeptToken(Path file, Secret given) {
    this.file = file;
    this.given = given;
  }

  Secret newest() {
    try {
      String kept =
          Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8).strip() : "";
      return kept.isEmpty() ? given : Secret.of(kept);
    } catch (IOException e) {
      throw new LeatException(
          REST_TOKEN_UNKEPT,
          "the refresh token in " + file + " cannot be read: " + e.getMessage(),
          "make the file readable; or delete it, and give a new token in leat.yaml",
          e);
    }
  }

  /** Replaces the file as a whole: a crash leaves the last token or this one. */
  void keep(Secret token) {
    try {
      Path folder = Objects.requireNonNull(file.getParent());
      Files.createDirectories(folder, only("rwx------"));
      Path made = Files.createTempFile(folder, "token", ".new", only("rw-------"));
      try {
        write(made, token.reveal() + "\n");
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(made);
      }
    } catch (IOException e) {
      throw new LeatException(
          REST_TOKEN_UNKEPT,
          "the refresh token that came in place of the last one cannot be kept in "
              + file
              + ": "
              + e.getMessage(),
          "make its folder writable, or name another one as 'tokens' of auth; the last token may be"
              + " void now: then give a new one in leat.yaml",
          e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private static FileAttribute<?>[] only(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
