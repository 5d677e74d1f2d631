package dev.leat.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a source offers, small enough to list in one go.
 *
 * @param keys attributes that the source lists by; they become part of each dataset's keys
 * @param modified when upstream last changed anything in this part, where the source knows
 */
public record Selector(Keys keys, @Nullable Instant modified) {
  /** Everything that the source has. */
  public static final Selector ALL = new Selector(Keys.NONE, null);

  public Selector {
    Objects.requireNonNull(keys);
  }

  public static Selector of(Keys keys) {
    return new Selector(keys, null);
  }

  public Selector modified(@Nullable Instant at) {
    return new Selector(keys, at);
  }

  @Override
  public String toString() {
    return keys.isEmpty() ? "*" : keys.toString();
  }
}
