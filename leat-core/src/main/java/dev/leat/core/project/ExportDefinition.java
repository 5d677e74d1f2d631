package dev.leat.core.project;

import dev.leat.api.Export;
import java.util.List;

/**
 * Files to write from a table.
 *
 * @param to a file where its name ends as files do, else a folder
 * @param partitionBy columns that become folders
 */
public record ExportDefinition(
    String table, FilePlace to, Export.Format format, List<String> partitionBy, Position at) {
  public ExportDefinition {
    partitionBy = List.copyOf(partitionBy);
  }
}
