package dev.leat.core.report;

import dev.leat.api.Export.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Files to write from a table, or from whatever a statement selects.
 *
 * @param name what people call it: the table, as a rule
 * @param sql in the destination's own words
 * @param folder what the export writes is all that is in it afterwards
 * @param partitionBy columns that become folders {@code column=value}
 */
public record ExportTask(
    String name, String sql, Path folder, Format format, List<String> partitionBy) {
  public ExportTask {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sql);
    Objects.requireNonNull(folder);
    Objects.requireNonNull(format);
    partitionBy = List.copyOf(partitionBy);
  }

  /** All rows and columns of a table. */
  public static ExportTask ofTable(
      String table, Path folder, Format format, List<String> partitionBy) {
    String sql = "SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"";
    return new ExportTask(table, sql, folder, format, partitionBy);
  }
}
