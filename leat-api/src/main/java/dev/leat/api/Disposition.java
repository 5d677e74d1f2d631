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

  /** Which end of a column's values comes first. */
  enum End {
    HIGHEST,
    LOWEST
  }

  /**
   * What is asked of two rows of one key.
   *
   * @param column of the root table
   * @param end the row with this value stays; null stays behind any value
   */
  record Order(String column, End end) {
    public Order {
      Objects.requireNonNull(column);
      Objects.requireNonNull(end);
    }
  }

  /**
   * One row per key: the first by order; else the newest by revision, file and position.
   *
   * @param key columns of the root table; null equals null
   * @param order the most important first
   */
  record Merge(List<String> key, List<Order> order) implements Disposition {
    public Merge {
      key = List.copyOf(key);
      order = List.copyOf(order);
      if (key.isEmpty()) {
        throw new IllegalArgumentException("merge needs a key");
      }
    }

    /** The newest row of a key by a cursor, where one was declared. */
    public Merge(List<String> key, Optional<String> cursor) {
      this(key, cursor.stream().map(column -> new Order(column, End.HIGHEST)).toList());
    }
  }
}
