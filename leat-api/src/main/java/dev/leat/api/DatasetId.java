package dev.leat.api;

import java.util.Objects;

/** Identifies a dataset: source, dataset type and keys. */
public record DatasetId(String source, String type, Keys keys) {
  public DatasetId {
    Objects.requireNonNull(source);
    Objects.requireNonNull(type);
    Objects.requireNonNull(keys);
  }

  /** {@code source/type/a=1/b=2}. */
  @Override
  public String toString() {
    return source + "/" + type + (keys.isEmpty() ? "" : "/" + keys);
  }
}
