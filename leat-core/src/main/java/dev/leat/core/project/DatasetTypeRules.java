package dev.leat.core.project;

import java.util.Map;

/** How leat.yaml wants the datasets of one type to be kept. */
public record DatasetTypeRules(
    String source, String datasetType, Index index, Map<String, KeyRule> keys, Position at) {
  /** Whether {@code sync-indexes} makes an index for the type. */
  public enum Index {
    WANTED,
    NOT_WANTED
  }

  /** How one key becomes folders and is sorted. */
  public record KeyRule(PathRule path, KeyType type) {
    public static final KeyRule DEFAULT = new KeyRule(new PathRule.Identity(), KeyType.TEXT);
  }

  /** What the values of a key are. */
  public enum KeyType {
    INTEGER,
    TEXT
  }

  /** How the value of a key becomes folders. */
  public sealed interface PathRule {
    /** One folder for each value. */
    record Identity() implements PathRule {}

    /** One folder above for so many neighbouring whole numbers. */
    record BucketSize(int size) implements PathRule {}

    /** So many folders above, chosen by the value's hash. */
    record BucketCount(int count) implements PathRule {}

    /** One folder above, named by so many first letters. */
    record Prefix(int length) implements PathRule {}
  }

  public DatasetTypeRules {
    keys = Map.copyOf(keys);
  }
}
