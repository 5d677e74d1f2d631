package dev.leat.api;

import java.util.List;
import java.util.Objects;

/**
 * A kind of dataset that a source offers.
 *
 * @param keys names of the keys, in the order of paths and columns
 * @param role whether it is fetched for its own sake, or because others are found in it
 * @param fills whether a stretch of time can be asked of it
 */
public record DatasetType(
    String name, List<String> keys, List<Feed> feeds, Role role, boolean fills) {
  /** Why datasets of a type are fetched. */
  public enum Role {
    /** Plans are about them. */
    PLANNED,
    /** They are only kept by {@link Discovery#listing}; no plan is about them. */
    LISTING,
    /**
     * Plans are about them, and other datasets are found in them by {@link Discovery#listing}. Each
     * has one file; whoever wants it first in a run fetches it for all.
     */
    PARENT
  }

  public DatasetType {
    Objects.requireNonNull(name);
    keys = List.copyOf(keys);
    feeds = List.copyOf(feeds);
    Objects.requireNonNull(role);
  }

  public static DatasetType of(String name, List<String> keys, List<Feed> feeds) {
    return new DatasetType(name, keys, feeds, Role.PLANNED, false);
  }

  public static DatasetType listing(String name, List<String> keys, List<Feed> feeds) {
    return new DatasetType(name, keys, feeds, Role.LISTING, false);
  }

  /** Whether a plan can be about it. */
  public boolean planned() {
    return role != Role.LISTING;
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
