package dev.leat.api;

import java.util.List;
import java.util.Objects;

/**
 * A kind of dataset that a source offers.
 *
 * @param keys names of the keys, in the order of paths and columns
 * @param listing whether it is only kept by {@link Discovery#listing}, never planned by itself
 */
public record DatasetType(String name, List<String> keys, List<Feed> feeds, boolean listing) {
  public DatasetType {
    Objects.requireNonNull(name);
    keys = List.copyOf(keys);
    feeds = List.copyOf(feeds);
  }

  public static DatasetType of(String name, List<String> keys, List<Feed> feeds) {
    return new DatasetType(name, keys, feeds, false);
  }

  /** One kind of file in a dataset. */
  public record Feed(String name, List<String> versions, Reading reading) {
    public Feed {
      Objects.requireNonNull(name);
      versions = List.copyOf(versions);
      Objects.requireNonNull(reading);
    }

    public static Feed snapshot(String name, String version) {
      return new Feed(name, List.of(version), Reading.SNAPSHOT);
    }
  }

  /** How the files of a feed add up over a dataset's revisions. */
  public enum Reading {
    /** The newest file is all there is. */
    SNAPSHOT,
    /** All files together, in order of revision. */
    LOG
  }
}
