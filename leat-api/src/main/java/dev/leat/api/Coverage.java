package dev.leat.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much the store holds for one selector.
 *
 * @param modified the newest modification time among the datasets; those without one are ignored
 */
public record Coverage(long datasets, @Nullable Instant modified) {
  public static final Coverage NONE = new Coverage(0, null);
}
