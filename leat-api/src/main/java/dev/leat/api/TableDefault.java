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
 * @param format how files are read, empty for what their name says
 */
public record TableDefault(
    String name,
    String datasetType,
    String feed,
    List<String> key,
    Optional<String> records,
    Optional<String> cursor,
    Optional<Format> format) {
  /**
   * A format and what the source says of it.
   *
   * @param name of the format
   * @param written everything that rows depend on, as stable text
   */
  public record Format(String name, Settings settings, String written) {
    public Format {
      Objects.requireNonNull(name);
      Objects.requireNonNull(settings);
      Objects.requireNonNull(written);
    }
  }

  public TableDefault {
    Objects.requireNonNull(name);
    Objects.requireNonNull(datasetType);
    Objects.requireNonNull(feed);
    key = List.copyOf(key);
    Objects.requireNonNull(records);
    Objects.requireNonNull(cursor);
    Objects.requireNonNull(format);
  }

  public TableDefault(String name, String datasetType, String feed, List<String> key) {
    this(name, datasetType, feed, key, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
