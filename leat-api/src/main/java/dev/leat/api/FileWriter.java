package dev.leat.api;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the bytes of one offered file; called on a virtual thread, may block. */
@FunctionalInterface
public interface FileWriter {
  /**
   * Writes the file, or says why there is nothing to write.
   *
   * @param current what the store holds of this file now
   * @param sink takes the bytes as they come; blocks when the disk is slower
   */
  Outcome write(OfferedFile file, Optional<KnownFile> current, OutputStream sink)
      throws IOException, InterruptedException;

  /** What came of it. */
  sealed interface Outcome {
    /** The sink has all of it. */
    record Complete(@Nullable String etag, @Nullable Instant modified) implements Outcome {}

    /** The store's copy is still current. */
    record Unchanged(String reason) implements Outcome {}

    /** Upstream does not have it. */
    record Absent(String reason) implements Outcome {}
  }
}
