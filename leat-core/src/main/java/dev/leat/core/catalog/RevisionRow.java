package dev.leat.core.catalog;

import dev.leat.api.Validation;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A committed revision.
 *
 * @param reason why it was found wrong, or null
 */
public record RevisionRow(
    int number,
    String folder,
    Validation validation,
    @Nullable String reason,
    Origin origin,
    Instant createdAt) {
  public RevisionRow {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(validation);
    Objects.requireNonNull(origin);
    Objects.requireNonNull(createdAt);
  }
}
