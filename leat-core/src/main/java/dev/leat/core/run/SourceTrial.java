package dev.leat.core.run;

import dev.leat.api.DatasetType;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.Project;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.store.Dataset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Fetches a few datasets of one source into a folder of their own, and nothing else. */
public final class SourceTrial {
  private final Project project;
  private final InstantSource clock;
  private final Runner.Company company;

  public SourceTrial(Project project, InstantSource clock, Runner.Company company) {
    this.project = project;
    this.clock = clock;
    this.company = company;
  }

  /**
   * @param folder empty, and left as it is afterwards
   * @param datasetsMax how many datasets to fetch at most
   */
  public DebugReport run(String source, Scope scope, int datasetsMax, Path folder) {
    SourceDefinition whole = find(source);
    var few =
        new SourceDefinition(
            whole.name(),
            new SampledType(whole.type(), scope, datasetsMax),
            whole.settings(),
            whole.requests(),
            whole.datasetTypes(),
            whole.at());
    try (var workshop = new Workshop(project.only(few, folder), clock)) {
      RunReport report = new Runner(workshop, company).fetch(scope);
      List<Dataset> datasets = datasets(workshop, few);
      long bytes =
          datasets.stream()
              .flatMap(dataset -> dataset.files().stream())
              .mapToLong(file -> file.bytes().size())
              .sum();
      return new DebugReport(folder, report, datasets, bytes);
    }
  }

  private SourceDefinition find(String name) {
    List<String> names = project.sources().stream().map(SourceDefinition::name).toList();
    return project
        .source(name)
        .orElseThrow(
            () ->
                new LeatException(
                    RunError.UNKNOWN_NAME,
                    "The project has no source '" + name + "'.",
                    Nearest.suggest(name, names)));
  }

  private static List<Dataset> datasets(Workshop workshop, SourceDefinition source) {
    var datasets = new ArrayList<Dataset>();
    for (DatasetType type : source.plannedTypes()) {
      DatasetFilter filter = DatasetFilter.of(source.name(), type.name());
      try (Stream<Dataset> stored = workshop.store().datasets(filter)) {
        stored.forEach(datasets::add);
      }
    }
    return datasets;
  }
}
