package dev.leat.core.project;

import dev.leat.api.Export;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A SELECT that runs in the destination after the loads.
 *
 * @param sql without a semicolon at its end
 * @param needs tables and models beside those that the SQL names
 * @param export where its answer is written to, for {@link Form#EXPORT} alone
 */
public record ModelDefinition(
    String name,
    String sql,
    Form form,
    List<String> needs,
    Optional<ExportFile> export,
    Rules rules,
    Position at) {
  /** What becomes of its answer. */
  public enum Form {
    TABLE,
    VIEW,
    EXPORT
  }

  /**
   * A file to write.
   *
   * @param path a template, see {@link UtcTemplate}
   * @param partitionBy columns that become folders
   */
  public record ExportFile(
      Path folder,
      UtcTemplate path,
      Export.Format format,
      List<String> partitionBy,
      IfEmpty ifEmpty) {
    public ExportFile {
      partitionBy = List.copyOf(partitionBy);
    }

    /** Where a path that the template made leads. */
    public FilePlace place(String made) {
      return FilePlace.of(made, folder);
    }
  }

  /** Whether an export without rows is a file. */
  public enum IfEmpty {
    WRITE,
    NONE
  }

  /** When it is computed. */
  public record Rules(Refresh refresh, IfStale ifStale) {}

  /** Whether it is computed when nothing that it reads has changed. */
  public enum Refresh {
    CHANGED,
    ALWAYS
  }

  /** What to do where something that it reads is not up to date. */
  public enum IfStale {
    SKIP,
    RUN
  }

  public ModelDefinition {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sql);
    needs = List.copyOf(needs);
  }
}
