package dev.leat.core.catalog;

import java.util.Objects;

/** A file of a committed revision. */
public record FileRow(long id, DatasetRef dataset, int revision, FileRecord file) {
  public FileRow {
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(file);
  }
}
