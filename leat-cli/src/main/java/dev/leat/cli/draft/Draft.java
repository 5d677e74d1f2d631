package dev.leat.cli.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A project that was drafted; prints no secret.
 *
 * @param source the name of its source
 * @param secrets by the variable that leat.yaml refers to; empty where the user has to fill it in
 * @param warnings what was left out, for people
 */
public record Draft(
    String source, String yaml, Map<String, Secret> secrets, List<String> warnings) {
  private static final String IGNORED =
      """
      # What leat makes
      .leat/
      *.duckdb
      *.duckdb.wal

      # Secrets
      .env
      """;

  public Draft {
    Objects.requireNonNull(source);
    Objects.requireNonNull(yaml);
    secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
    warnings = List.copyOf(warnings);
  }

  /** The variables that have no value yet. */
  public List<String> blanks() {
    return secrets.entrySet().stream()
        .filter(each -> each.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Writes it into a folder; nothing that is there is touched.
   *
   * @return the files, in order
   */
  public List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Path> written = new ArrayList<>();
    written.add(
        Files.writeString(folder.resolve("leat.yaml"), yaml, UTF_8, StandardOpenOption.CREATE_NEW));
    written.add(
        Files.writeString(
            folder.resolve(".gitignore"), IGNORED, UTF_8, StandardOpenOption.CREATE_NEW));
    if (!secrets.isEmpty()) {
      Path file = Files.createFile(folder.resolve(".env"), ownerOnly(folder));
      written.add(Files.writeString(file, environment(), UTF_8));
    }
    return written;
  }

  /** Nobody else may read the file from its first moment on, where the file system can say so. */
  private static FileAttribute<?>[] ownerOnly(Path folder) {
    Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private String environment() {
    var text =
        new StringBuilder("# Credentials: git ignores this file, and nobody else needs it.\n");
    secrets.forEach(
        (name, value) -> text.append(name).append('=').append(quoted(value.reveal())).append('\n'));
    return text.toString();
  }

  private static String quoted(String value) {
    if (value.isEmpty() || value.matches("[A-Za-z0-9_.-]+")) {
      return value;
    }
    return value.contains("'")
        ? '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
        : "'" + value + "'";
  }
}
