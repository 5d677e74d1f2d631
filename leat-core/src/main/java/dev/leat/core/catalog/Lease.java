package dev.leat.core.catalog;

import java.time.Instant;
import java.util.Objects;

/**
 * The right to work on something alone, until it expires or somebody takes it over.
 *
 * @param name what is worked on
 * @param epoch grows with every holder, so that a late one is told apart
 */
public record Lease(String name, String holder, long epoch, Instant expiresAt) {
  public Lease {
    Objects.requireNonNull(name);
    Objects.requireNonNull(holder);
    Objects.requireNonNull(expiresAt);
  }
}
