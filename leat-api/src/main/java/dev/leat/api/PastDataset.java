package dev.leat.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that another program's store holds, to be taken over with its history.
 *
 * @param bucket the namespace that it was in there
 * @param revisions in order
 */
public record PastDataset(
    DatasetId id,
    String bucket,
    String name,
    DatasetState state,
    Map<String, String> metadata,
    Instant created,
    List<Revision> revisions) {
  public PastDataset {
    Objects.requireNonNull(id);
    Objects.requireNonNull(bucket);
    Objects.requireNonNull(name);
    Objects.requireNonNull(state);
    metadata = Map.copyOf(metadata);
    Objects.requireNonNull(created);
    revisions = List.copyOf(revisions);
  }

  /**
   * One of its revisions, with the files that changed.
   *
   * @param number as it was there, usually from 0
   */
  public record Revision(
      int number, String description, Instant created, Validation validation, List<File> files) {
    public Revision {
      Objects.requireNonNull(description);
      Objects.requireNonNull(created);
      Objects.requireNonNull(validation);
      files = List.copyOf(files);
    }
  }

  /**
   * A file as the other program knew it; nobody has looked at its bytes yet.
   *
   * @param path in the other program's file store
   * @param codec gzip or none
   * @param size bytes of the decoded content, as was recorded
   * @param storedSize bytes in the file store, as was recorded
   * @param modified when upstream had changed it last
   * @param tag an ETag, or a hash of the content
   */
  public record File(
      FeedVersion id,
      String format,
      String path,
      String codec,
      long size,
      long storedSize,
      Instant created,
      @Nullable Instant modified,
      @Nullable String tag,
      @Nullable String contentType) {
    public File {
      Objects.requireNonNull(id);
      Objects.requireNonNull(format);
      Objects.requireNonNull(path);
      Objects.requireNonNull(codec);
      Objects.requireNonNull(created);
    }
  }
}
