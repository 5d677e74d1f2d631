package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import java.util.Objects;

/** A dataset's identity and its number in the catalog. */
public record DatasetRef(long row, DatasetId id) {
  public DatasetRef {
    Objects.requireNonNull(id);
  }
}
