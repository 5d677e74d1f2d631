package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.core.project.Project;

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
        project.flags(),
        project.flagsQuery(),
        project.tags(),
        project.tables(),
        project.exports(),
        project.afterwards(),
        project.subscribers(),
        project.connectors(),
        project.redactor());
  }
}
