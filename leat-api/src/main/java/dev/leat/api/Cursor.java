package dev.leat.api;

import java.util.Objects;

/**
 * How far a feed has been read; opaque except to its source.
 *
 * <p>Nothing unseen lies before it. What lies at it may be seen again, with the same key.
 */
public record Cursor(String text) {
  /** Before everything. */
  public static final Cursor START = new Cursor("");

  public Cursor {
    Objects.requireNonNull(text);
  }

  public boolean isStart() {
    return text.isEmpty();
  }
}
