package dev.leat.core.read;

import dev.leat.api.DatasetId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * A stored file that lies on this machine and was verified.
 *
 * @param id of the file in the catalog, the {@code _leat_file} of its rows
 * @param path ends in {@code .zst} or {@code .gz} where the bytes are compressed
 * @param format json, jsonl, csv, parquet …
 * @param size bytes of the decoded content
 * @param fetchedAt when its bytes came
 */
public record InputFile(
    long id,
    Path path,
    String format,
    DatasetId dataset,
    int revision,
    long size,
    Instant fetchedAt) {
  public InputFile {
    Objects.requireNonNull(path);
    Objects.requireNonNull(format);
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(fetchedAt);
  }

  /** The same file, known by another format. */
  InputFile as(String word) {
    return at(path, word, size);
  }

  /** What stands in its place. */
  InputFile at(Path other, String word, long bytes) {
    return new InputFile(id, other, word, dataset, revision, bytes, fetchedAt);
  }
}
