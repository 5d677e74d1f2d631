package dev.leat.core.run;

import dev.leat.api.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What to take over from another program's store.
 *
 * @param program such as {@code ingestify}
 * @param catalog the URL of its catalog, which may hold a password
 * @param files the URL of its files
 * @param prefix of the tables of its catalog, may be empty
 * @param bucket the only namespace to take over; where none is named, there must be one only
 * @param names sources of this project by {@code provider} or {@code provider/type} there, as
 *     {@code source} or {@code source/type}; what is not named is found by name and type
 */
public record ImportRequest(
    String program,
    Secret catalog,
    String files,
    String prefix,
    Mode mode,
    Optional<String> bucket,
    Map<String, String> names) {
  /** What happens to the bytes. */
  public enum Mode {
    /** They are copied into the store of the project. */
    COPY,
    /**
     * They stay where they are and get a second name in the store, by hard links: no byte is
     * copied, and neither program can lose what the other deletes. Needs both on one disk.
     */
    IN_PLACE
  }

  public ImportRequest {
    Objects.requireNonNull(program);
    Objects.requireNonNull(catalog);
    Objects.requireNonNull(files);
    Objects.requireNonNull(prefix);
    Objects.requireNonNull(mode);
    Objects.requireNonNull(bucket);
    names = Map.copyOf(names);
  }

  /**
   * A store of Ingestify.
   *
   * @param metadata its {@code metadata_url}
   * @param files its {@code file_url}
   */
  public static ImportRequest ingestify(String metadata, String files, Mode mode) {
    return new ImportRequest(
        "ingestify", Secret.of(metadata), files, "", mode, Optional.empty(), Map.of());
  }

  /** Its catalog is there instead. */
  public ImportRequest catalog(Secret url) {
    return new ImportRequest(program, url, files, prefix, mode, bucket, names);
  }

  public ImportRequest prefix(String tables) {
    return new ImportRequest(program, catalog, files, tables, mode, bucket, names);
  }

  public ImportRequest bucket(String name) {
    return new ImportRequest(program, catalog, files, prefix, mode, Optional.of(name), names);
  }

  /** Its provider, or its {@code provider/type}, is this {@code source} or {@code source/type}. */
  public ImportRequest named(String there, String here) {
    var more = new LinkedHashMap<>(names);
    more.put(there, here);
    return new ImportRequest(program, catalog, files, prefix, mode, bucket, more);
  }
}
