package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.project.FlagDefinition;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.Project;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.project.TableDefinition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds things of a project by the names that people give. */
final class Names {
  private Names() {}

  static TableDefinition table(Project project, String name) {
    List<String> known = project.tables().stream().map(TableDefinition::name).toList();
    return project
        .table(name)
        .orElseThrow(
            () ->
                new LeatException(
                    RunError.UNKNOWN_NAME,
                    "The project has no table '" + name + "'.",
                    Nearest.suggest(name, known)));
  }

  static void requireFlag(Project project, String name) {
    List<String> known = project.flags().stream().map(FlagDefinition::name).toList();
    if (!known.contains(name)) {
      throw new LeatException(
          RunError.UNKNOWN_NAME,
          "The project has no flag '" + name + "'.",
          known.isEmpty() ? "Add it to 'flags' in leat.yaml." : Nearest.suggest(name, known));
    }
  }

  static void requireSource(String name, List<String> known) {
    if (!known.contains(name)) {
      throw new LeatException(
          RunError.UNKNOWN_NAME,
          "The project has no source '" + name + "'.",
          Nearest.suggest(name, known));
    }
  }

  /** Those of these names that the project does not have and whose data the store still has. */
  static Set<String> formerSources(Workshop workshop, Set<String> names) {
    List<String> known = workshop.project().sources().stream().map(SourceDefinition::name).toList();
    return names.stream()
        .filter(name -> !known.contains(name))
        .filter(name -> holds(workshop, name))
        .collect(Collectors.toSet());
  }

  private static boolean holds(Workshop workshop, String source) {
    return workshop.store().count(DatasetFilter.ALL.source(source)) > 0
        || !workshop.catalog().datasets().deleted(source, null, 1).isEmpty();
  }
}
