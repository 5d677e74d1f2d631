package dev.leat.core.report;

import dev.leat.api.LeatException;
import dev.leat.api.Macro;
import dev.leat.core.project.ModelDefinition;
import dev.leat.core.project.Project;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.read.Macros;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A project's models, each after those that it reads.
 *
 * @param steps in the order in which they can be computed; else as in leat.yaml
 */
public record ModelPlan(List<Step> steps) {
  /**
   * A model and what it reads.
   *
   * @param upstream tables of the project (not their children) and other models
   * @param macros functions of Leat that it uses
   * @param steady whether the same upstream gives the same answer
   */
  public record Step(ModelDefinition model, Upstream upstream, List<Macro> macros, boolean steady) {
    public Step {
      macros = List.copyOf(macros);
    }
  }

  /** Names of tables and models, as the project writes them. */
  public record Upstream(Set<String> tables, Set<String> models) {
    public static final Upstream NOTHING = new Upstream(Set.of(), Set.of());

    public Upstream {
      tables = new LinkedHashSet<>(tables);
      models = new LinkedHashSet<>(models);
    }
  }

  public ModelPlan {
    steps = List.copyOf(steps);
  }

  /**
   * Reads all models; connects to nothing.
   *
   * @throws LeatException where models need each other in a circle, or cannot be read
   */
  public static ModelPlan of(Project project) {
    List<ModelDefinition> models = project.afterwards().models();
    Map<String, Step> steps = new LinkedHashMap<>();
    if (!models.isEmpty()) {
      try (var sql = new ModelSql()) {
        models.forEach(model -> steps.put(model.name(), step(project, model, sql)));
      }
    }
    return new ModelPlan(new Sorting(steps).sorted());
  }

  /** What of the project a SELECT reads; nothing where only the destination understands it. */
  public static Upstream reads(Project project, String sql) {
    try (var parser = new ModelSql()) {
      return upstream(project, parser.read(sql).tables());
    }
  }

  /** What of these names, in any case, is a table (or a child of one) or a model of the project. */
  public static Upstream upstream(Project project, Set<String> names) {
    Set<String> tables = new TreeSet<>();
    Set<String> models = new TreeSet<>();
    for (String name : names) {
      model(project, name).ifPresent(models::add);
      table(project, name).ifPresent(tables::add);
    }
    return new Upstream(tables, models);
  }

  private static Step step(Project project, ModelDefinition model, ModelSql sql) {
    ModelSql.Reads reads = sql.read(model.sql());
    Set<String> names = new TreeSet<>(model.needs());
    if (!reads.complaint().isEmpty() && names.isEmpty() && !isReadByDuckDb(project)) {
      names.addAll(ModelSql.words(model.sql()));
    }
    if (!reads.complaint().isEmpty() && names.isEmpty()) {
      throw new LeatException(
          ReportError.MODEL_UNREADABLE,
          model.at() + ": The model '" + model.name() + "' cannot be read: " + reads.complaint(),
          "Correct its SQL; or, where only the destination understands it, name what it reads:"
              + " 'needs: [table]'.");
    }
    names.addAll(reads.tables());
    if (reads.own().contains(model.name().toLowerCase(Locale.ROOT))) {
      names.removeIf(model.name()::equalsIgnoreCase);
    }
    Upstream upstream = upstream(project, names);
    boolean known =
        reads.tables().stream()
            .allMatch(
                name ->
                    reads.own().contains(name)
                        || table(project, name).isPresent()
                        || model(project, name).isPresent());
    return new Step(model, upstream, Macros.usedBy(reads.functions()), reads.steady() && known);
  }

  /** Whether what DuckDB's parser refuses can be no good SQL of the destination. */
  private static boolean isReadByDuckDb(Project project) {
    return project.destination().scheme().equals("duckdb");
  }

  private static Optional<String> model(Project project, String name) {
    return project.afterwards().models().stream()
        .map(ModelDefinition::name)
        .filter(name::equalsIgnoreCase)
        .findFirst();
  }

  /** The table, or the one whose child bears the name. */
  private static Optional<String> table(Project project, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return project.tables().stream()
        .map(TableDefinition::name)
        .filter(
            table ->
                lower.equals(table.toLowerCase(Locale.ROOT))
                    || lower.startsWith(table.toLowerCase(Locale.ROOT) + "__"))
        .findFirst();
  }

  /** Puts each model behind those that it needs. */
  private static final class Sorting {
    private final Map<String, Step> steps;
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, Step> done = new LinkedHashMap<>();

    Sorting(Map<String, Step> steps) {
      this.steps = steps;
    }

    List<Step> sorted() {
      steps.values().forEach(this::visit);
      return List.copyOf(done.values());
    }

    private void visit(Step step) {
      String name = step.model().name();
      if (done.containsKey(name)) {
        return;
      }
      if (!open.add(name)) {
        throw circle(step.model());
      }
      step.upstream().models().forEach(needed -> visit(Objects.requireNonNull(steps.get(needed))));
      open.remove(name);
      done.put(name, step);
    }

    private LeatException circle(ModelDefinition model) {
      List<String> names = new ArrayList<>(open);
      names = names.subList(names.indexOf(model.name()), names.size());
      return new LeatException(
          ReportError.MODEL_CIRCLE,
          model.at()
              + ": Models need each other in a circle: "
              + String.join(" → ", names)
              + " → "
              + model.name()
              + ".",
          "Let one of them read something else.");
    }
  }
}
