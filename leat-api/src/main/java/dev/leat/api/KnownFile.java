package dev.leat.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a file that it holds.
 *
 * @param sha256 of the decoded content, 64 hex digits
 * @param size bytes of the decoded content
 * @param etag the validator that came with it
 * @param modified the newest modification time that upstream gave for this content
 * @param cursor how far the feed had been read when this file was complete
 */
public record KnownFile(
    FeedVersion id,
    String sha256,
    long size,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable Instant modified,
    Cursor cursor) {
  public KnownFile {
    Objects.requireNonNull(id);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(cursor);
  }
}
