package dev.leat.core.report;

import dev.leat.api.Export.Format;
import dev.leat.api.LeatException;
import dev.leat.core.project.FilePlace;
import dev.leat.core.project.ModelDefinition.IfEmpty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Files to write from a table, or from whatever a statement selects.
 *
 * @param name what people call it: the table, as a rule
 * @param sql in the destination's own words
 * @param to a file where its name ends as files do; else a folder, in which what the export writes
 *     is all that there is afterwards
 * @param partitionBy columns that become folders {@code column=value}
 */
public record ExportTask(
    String name,
    String sql,
    FilePlace to,
    Format format,
    List<String> partitionBy,
    IfEmpty ifEmpty) {
  public ExportTask {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sql);
    Objects.requireNonNull(to);
    Objects.requireNonNull(format);
    partitionBy = List.copyOf(partitionBy);
    Optional<Format> file = to.format();
    if (file.isPresent() && !partitionBy.isEmpty()) {
      throw unfit("Partitions are folders, and " + to + " is a file.", "Name a folder.");
    }
    if (file.isPresent() && !file.get().equals(format)) {
      throw unfit(
          "The file " + to + " would hold " + format.ending() + ".",
          "Give the file the ending of its format, or name a folder.");
    }
  }

  /** A file also where there are no rows. */
  public ExportTask(
      String name, String sql, FilePlace to, Format format, List<String> partitionBy) {
    this(name, sql, to, format, partitionBy, IfEmpty.WRITE);
  }

  private static LeatException unfit(String problem, String remedy) {
    return new LeatException(ReportError.EXPORT_FILE_UNFIT, problem, remedy);
  }

  boolean isFile() {
    return to.format().isPresent();
  }

  /** All rows and columns of a table. */
  public static ExportTask ofTable(
      String table, FilePlace to, Format format, List<String> partitionBy) {
    return new ExportTask(table, all(table), to, format, partitionBy, IfEmpty.WRITE);
  }

  private static String all(String table) {
    return "SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"";
  }

  /** Whether it is all of a table, not what somebody has selected. */
  public boolean isTable() {
    return sql.equals(all(name));
  }

  public ExportTask withSql(String other) {
    return new ExportTask(name, other, to, format, partitionBy, ifEmpty);
  }
}
