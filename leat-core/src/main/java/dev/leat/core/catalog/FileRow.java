package dev.leat.core.catalog;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of a committed revision.
 *
 * @param setAside why nothing reads it, or null
 */
public record FileRow(
    long id, DatasetRef dataset, int revision, FileRecord file, SetAside.@Nullable Mark setAside) {
  public FileRow {
    Objects.requireNonNull(dataset);
    Objects.requireNonNull(file);
  }
}
