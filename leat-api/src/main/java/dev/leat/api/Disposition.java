package dev.leat.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a load does to the rows that a table already has. */
public sealed interface Disposition {
  /** Rows of every file that was ever wanted stay beside one another. */
  record Append() implements Disposition {}

  /** Rows of a file go when the file is no longer wanted. */
  record Replace() implements Disposition {}

  /**
   * One row per key: the newest by cursor, then by revision, file and position.
   *
   * @param key columns of the root table; null equals null
   * @param cursor the column that says how new a row is, where one was declared; null is oldest
   */
  record Merge(List<String> key, Optional<String> cursor) implements Disposition {
    public Merge {
      key = List.copyOf(key);
      Objects.requireNonNull(cursor);
      if (key.isEmpty()) {
        throw new IllegalArgumentException("merge needs a key");
      }
    }
  }
}
