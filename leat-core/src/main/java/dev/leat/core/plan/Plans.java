package dev.leat.core.plan;

import dev.leat.api.DatasetType;
import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.PlanDefinition;
import dev.leat.core.project.Project;
import dev.leat.core.project.SelectorRule;
import dev.leat.core.project.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a project wants, source by source; asks nobody. */
public final class Plans {
  private Plans() {}

  /**
   * The plans in scope, in the order of the project's sources.
   *
   * <p>A source that no plan names is wanted as a whole.
   *
   * @throws LeatException where the scope names a source that the project does not have
   */
  public static List<Plan> resolve(Project project, Scope scope) {
    List<String> names = project.sources().stream().map(SourceDefinition::name).toList();
    for (String name : scope.sources()) {
      if (!names.contains(name)) {
        throw new LeatException(
            PlanError.PLAN_SOURCE_UNKNOWN,
            "The project has no source '" + name + "'.",
            Nearest.suggest(name, names));
      }
    }
    List<Plan> plans = new ArrayList<>();
    for (SourceDefinition source : project.sources()) {
      if (scope.hasSource(source.name())) {
        check(source, scope);
        plans.addAll(plans(project, source, scope));
      }
    }
    return List.copyOf(plans);
  }

  private static void check(SourceDefinition source, Scope scope) {
    List<String> types = source.plannedTypes().stream().map(DatasetType::name).toList();
    for (String name : scope.datasetTypes()) {
      if (!types.contains(name)) {
        throw new LeatException(
            PlanError.PLAN_TYPE_UNKNOWN,
            "The source '" + source.name() + "' has no dataset type '" + name + "'.",
            Nearest.suggest(name, types));
      }
    }
  }

  private static List<Plan> plans(Project project, SourceDefinition source, Scope scope) {
    List<PlanDefinition> named =
        project.plans().stream().filter(plan -> plan.source().equals(source.name())).toList();
    List<Plan> plans = new ArrayList<>();
    for (DatasetType type : wanted(source, scope)) {
      if (!scope.hasDatasetType(type.name())) {
        continue;
      }
      List<PlanDefinition> wants =
          named.isEmpty()
              ? List.of(everything(source, type))
              : named.stream().filter(plan -> plan.datasetType().equals(type.name())).toList();
      if (!wants.isEmpty()) {
        plans.add(new Plan(source, type, wants, scope));
      }
    }
    return plans;
  }

  /** Who fills a part of time and names no type means those that time can be asked of. */
  private static List<DatasetType> wanted(SourceDefinition source, Scope scope) {
    List<DatasetType> all = source.plannedTypes();
    boolean some = scope.span() != null && scope.datasetTypes().isEmpty();
    List<DatasetType> filled = some ? all.stream().filter(DatasetType::fills).toList() : all;
    return filled.isEmpty() ? all : filled;
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
}
