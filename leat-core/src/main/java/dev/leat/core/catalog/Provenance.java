package dev.leat.core.catalog;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file came from.
 *
 * @param lastModified the header as it came
 * @param modified when upstream last changed the file, as far as it said
 */
public record Provenance(
    @Nullable String url,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable Instant modified,
    @Nullable String contentType,
    Instant fetchedAt) {
  public Provenance {
    Objects.requireNonNull(fetchedAt);
  }

  /** Of a file that nobody asked a server for. */
  public static Provenance local(@Nullable Instant modified, Instant fetchedAt) {
    return new Provenance(null, null, null, modified, null, fetchedAt);
  }
}
