package dev.leat.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a source offers, small enough to list in one go.
 *
 * @param keys attributes that the source lists by; they become part of each dataset's keys
 * @param modified when upstream last changed anything in this part, where the source knows
 * @param attributes more facts that a plan may select by, such as a name; never part of a key
 */
public record Selector(Keys keys, @Nullable Instant modified, Keys attributes) {
  /** Everything that the source has. */
  public static final Selector ALL = new Selector(Keys.NONE, null);

  public Selector {
    Objects.requireNonNull(keys);
    Objects.requireNonNull(attributes);
  }

  public Selector(Keys keys, @Nullable Instant modified) {
    this(keys, modified, Keys.NONE);
  }

  public static Selector of(Keys keys) {
    return new Selector(keys, null);
  }

  public Selector modified(@Nullable Instant at) {
    return new Selector(keys, at, attributes);
  }

  public Selector attributes(Keys facts) {
    return new Selector(keys, modified, facts);
  }

  @Override
  public String toString() {
    return keys.isEmpty() ? "*" : keys.toString();
  }
}
