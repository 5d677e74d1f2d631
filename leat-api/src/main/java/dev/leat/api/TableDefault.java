package dev.leat.api;

import java.util.List;
import java.util.Objects;

/**
 * A table that a source type proposes.
 *
 * @param key columns that identify a row, empty where rows have no key
 */
public record TableDefault(String name, String datasetType, String feed, List<String> key) {
  public TableDefault {
    Objects.requireNonNull(name);
    Objects.requireNonNull(datasetType);
    Objects.requireNonNull(feed);
    key = List.copyOf(key);
  }
}
