package dev.leat.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table that a source type proposes.
 *
 * @param key columns that identify a row, empty where rows have no key
 * @param records a JSON path to the rows, empty for the rows of an array or the lines of a file
 * @param cursor the column that tells which of two rows is newer
 */
public record TableDefault(
    String name,
    String datasetType,
    String feed,
    List<String> key,
    Optional<String> records,
    Optional<String> cursor) {
  public TableDefault {
    Objects.requireNonNull(name);
    Objects.requireNonNull(datasetType);
    Objects.requireNonNull(feed);
    key = List.copyOf(key);
    Objects.requireNonNull(records);
    Objects.requireNonNull(cursor);
  }

  public TableDefault(String name, String datasetType, String feed, List<String> key) {
    this(name, datasetType, feed, key, Optional.empty(), Optional.empty());
  }
}
