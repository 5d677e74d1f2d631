package dev.leat.core.project;

import java.nio.file.Path;
import java.util.List;

/**
 * Files to write from a table.
 *
 * @param partitionBy columns that become folders
 */
public record ExportDefinition(
    String table, Path to, Format format, List<String> partitionBy, Position at) {
  /** What to write. */
  public enum Format {
    PARQUET,
    CSV,
    JSON
  }

  public ExportDefinition {
    partitionBy = List.copyOf(partitionBy);
  }
}
