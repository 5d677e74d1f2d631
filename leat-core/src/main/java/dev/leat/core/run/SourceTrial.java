package dev.leat.core.run;

import dev.leat.api.DatasetType;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.PlanDefinition;
import dev.leat.core.project.Project;
import dev.leat.core.project.SelectorRule;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.store.Dataset;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tries one source out in a folder of its own, and leaves the project as it is. */
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
   * Fetches a few datasets.
   *
   * @param folder empty, and left as it is afterwards
   * @param datasetsMax how many datasets to fetch at most
   */
  public DebugReport run(String source, Scope scope, int datasetsMax, Path folder) {
    SourceDefinition few = part(find(source), scope, Portion.datasets(datasetsMax));
    try (var whole = new Workshop(project, clock);
        var workshop = new Workshop(project.only(few, folder), clock).asking(whole)) {
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

  /**
   * Fetches and loads a few records of each feed into a folder that is gone afterwards.
   *
   * @param feed the only one that is wanted, empty for all
   */
  public TrialReport look(String source, Scope scope, Optional<String> feed, int recordsMax) {
    SourceDefinition whole = find(source);
    var taste = new Taste(recordsMax);
    List<Progress.Answered> answers = new ArrayList<>();
    Progress.Listener noting =
        told -> {
          if (told instanceof Progress.Answered answer) {
            answers.add(answer);
          }
        };
    try (ScratchFolder folder = ScratchFolder.make()) {
      Project alone = project.only(part(whole, scope, taste), folder.path());
      Project wanted = feed.map(name -> narrowed(alone, whole, name)).orElse(alone);
      try (var standing = new Workshop(project, clock);
          var workshop = new Workshop(wanted, clock).asking(standing)) {
        RunReport report = new Runner(workshop, company.and(noting, company.stop())).run(scope);
        List<TrialReport.Sample> samples =
            workshop
                .threads()
                .onNative(() -> new Samples(workshop.destination(), recordsMax).of(wanted, report));
        return new TrialReport(answers, taste.paging(), samples, report);
      }
    }
  }

  /** Only the plans and the tables of one feed. */
  private static Project narrowed(Project project, SourceDefinition source, String feed) {
    List<String> names =
        source.plannedTypes().stream().flatMap(SourceTrial::names).distinct().toList();
    if (!names.contains(feed)) {
      throw new LeatException(
          RunError.UNKNOWN_NAME,
          "The source '" + source.name() + "' has no feed '" + feed + "'.",
          Nearest.suggest(feed, names));
    }
    List<PlanDefinition> stated = about(project.plans().stream(), feed);
    Stream<PlanDefinition> everything =
        source.plannedTypes().stream().map(type -> everything(source, type));
    return project.narrowed(
        stated.isEmpty() ? about(everything, feed) : stated,
        table -> table.from().feed().equals(feed) || table.from().datasetType().equals(feed));
  }

  private static Stream<String> names(DatasetType type) {
    return Stream.concat(Stream.of(type.name()), type.feeds().stream().map(DatasetType.Feed::name));
  }

  private static List<PlanDefinition> about(Stream<PlanDefinition> plans, String feed) {
    return plans.flatMap(plan -> about(plan, feed).stream()).toList();
  }

  private static PlanDefinition everything(SourceDefinition source, DatasetType type) {
    return new PlanDefinition(
        source.name(),
        type.name(),
        new SelectorRule.Everything(),
        PlanDefinition.allFeeds(type),
        Optional.empty(),
        source.at());
  }

  private static Optional<PlanDefinition> about(PlanDefinition plan, String feed) {
    if (plan.datasetType().equals(feed)) {
      return Optional.of(plan);
    }
    return Optional.ofNullable(plan.feeds().get(feed))
        .map(
            versions ->
                new PlanDefinition(
                    plan.source(),
                    plan.datasetType(),
                    plan.select(),
                    Map.of(feed, versions),
                    plan.policy(),
                    plan.at()));
  }

  private static SourceDefinition part(SourceDefinition whole, Scope scope, Portion portion) {
    return new SourceDefinition(
        whole.name(),
        new SampledType(whole.type(), scope, portion),
        whole.settings(),
        whole.requests(),
        whole.datasetTypes(),
        whole.at());
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
