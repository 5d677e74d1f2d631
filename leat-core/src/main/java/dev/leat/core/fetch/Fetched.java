package dev.leat.core.fetch;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What came of asking for one file. */
public sealed interface Fetched {
  /**
   * The receiver has all of it.
   *
   * @param url as asked, secrets redacted; null where the bytes came with the listing or a callback
   * @param lastModified the header as it came, for the next condition
   * @param modified when upstream last changed the file: the offer's word, else the header's
   * @param bytesReceived as they came, compressed ones compressed
   */
  record Body(
      @Nullable URI url,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable Instant modified,
      @Nullable String contentType,
      long bytesReceived)
      implements Fetched {}

  /** The copy at hand is still current; the receiver was not opened. */
  record Unchanged(String reason) implements Fetched {
    public Unchanged {
      Objects.requireNonNull(reason);
    }
  }

  /** Upstream does not have an optional file; the receiver was not opened. */
  record Absent(String reason) implements Fetched {
    public Absent {
      Objects.requireNonNull(reason);
    }
  }
}
