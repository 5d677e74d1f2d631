package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.core.project.Location;
import dev.leat.core.project.Project;
import java.nio.file.Path;
import java.util.List;

/** Projects that differ from what leat.yaml says. */
final class Projects {
  private Projects() {}

  /** The same project with another namespace in catalog and store. */
  static Project inBucket(Project project, String bucket) {
    if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
      throw new LeatException(
          CommandError.USAGE,
          "'" + bucket + "' is no name for a bucket.",
          "Use letters, digits, _ and -, and begin with a letter or digit.");
    }
    return new Project(
        project.folder(),
        project.store(),
        project.catalog(),
        project.catalogPrefix(),
        bucket,
        project.compression(),
        project.destination(),
        project.sources(),
        project.plans(),
        project.datasetTypes(),
        project.tables(),
        project.exports(),
        project.subscribers(),
        project.connectors(),
        project.redactor());
  }

  /** The same sources and plans, tables of one source, all in a folder; nobody listens. */
  static Project at(Project project, Path folder, String source) {
    return new Project(
        folder,
        folder.resolve(".leat/store/").toUri(),
        new Location.File("sqlite", folder.resolve(".leat/catalog.db")),
        "",
        project.bucket(),
        project.compression(),
        new Location.File("duckdb", folder.resolve("leat.duckdb")),
        project.sources(),
        project.plans(),
        project.datasetTypes(),
        project.tables().stream().filter(table -> table.from().source().equals(source)).toList(),
        List.of(),
        List.of(),
        project.connectors(),
        project.redactor());
  }
}
