package dev.leat.core.catalog;

import dev.leat.api.Cursor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file came from.
 *
 * @param lastModified the header as it came
 * @param modified when upstream last changed the file, as far as it said
 * @param cursor how far the feed had been read when the file was complete
 */
public record Provenance(
    @Nullable String url,
    @Nullable String etag,
    @Nullable String lastModified,
    @Nullable Instant modified,
    @Nullable String contentType,
    Instant fetchedAt,
    Cursor cursor) {
  public Provenance {
    Objects.requireNonNull(fetchedAt);
    Objects.requireNonNull(cursor);
  }

  /** Of a file that nobody asked a server for. */
  public static Provenance local(@Nullable Instant modified, Instant fetchedAt) {
    return new Provenance(null, null, null, modified, null, fetchedAt, Cursor.START);
  }
}
