package dev.leat.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored file as a destination remembers it: enough to follow a row back to its origin.
 *
 * @param id the catalog's, never used twice
 * @param url where it came from, without credentials, where it has one
 * @param sha256 of the decoded content, 64 hex digits
 */
public record LoadFile(
    long id,
    DatasetId dataset,
    int revision,
    String feed,
    @Nullable String url,
    String sha256,
    Instant fetchedAt) {
  public LoadFile {
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(feed);
    Objects.requireNonNull(sha256);
    Objects.requireNonNull(fetchedAt);
  }
}
