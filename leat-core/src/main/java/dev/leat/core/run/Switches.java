package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.LeatException;
import dev.leat.api.RowSink;
import dev.leat.core.catalog.Flags;
import dev.leat.core.plan.Plan;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.FlagDefinition;
import dev.leat.core.project.FlagDefinition.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The project's flags as one run finds them: what is turned meanwhile counts for the next. */
final class Switches {
  private final Parts parts;
  private final Map<String, Boolean> values;

  private Switches(Parts parts, Map<String, Boolean> values) {
    this.parts = parts;
    this.values = values;
  }

  /**
   * Looks how flags stand now.
   *
   * @throws LeatException where the project's own table of flags cannot be read
   */
  static Switches now(Parts parts) {
    List<FlagDefinition> flags = parts.project().flags();
    Map<String, Boolean> values = new LinkedHashMap<>();
    flags.forEach(flag -> values.put(flag.name(), flag.fallback()));
    if (!flags.isEmpty()) {
      turned(parts).forEach((name, on) -> values.computeIfPresent(name, (any, before) -> on));
    }
    return new Switches(parts, values);
  }

  private static Map<String, Boolean> turned(Parts parts) {
    Map<String, Boolean> turned = new TreeMap<>();
    Optional<String> query = parts.project().flagsQuery();
    if (query.isPresent()) {
      parts.tables().flags(query.get(), new Answer(turned));
    } else {
      Map<String, Flags.Setting> all = parts.catalog().flags().all();
      all.forEach((name, setting) -> turned.put(name, setting.on()));
    }
    return turned;
  }

  /** Keeps with the run how they stand. */
  Switches recorded() {
    if (!values.isEmpty()) {
      parts.catalog().flags().record(parts.holder().run(), values);
    }
    return this;
  }

  Map<String, Boolean> values() {
    return values;
  }

  /** The plans, without what flags bar; says what that is. */
  List<Plan> admitted(List<Plan> plans) {
    return plans.stream().flatMap(plan -> admitted(plan).stream()).toList();
  }

  private Optional<Plan> admitted(Plan plan) {
    Optional<Plan> left = Optional.of(plan);
    for (FlagDefinition flag : parts.project().flags()) {
      String type = plan.datasetType().name();
      for (Target target : flag.barred(on(flag), plan.source().name(), type)) {
        parts.tell(
            new Progress.Warned(
                "%s is not fetched: the flag %s is %s."
                    .formatted(
                        target.datasetType().isPresent() ? target : target + "/" + type,
                        flag.name(),
                        on(flag) ? "on" : "off")));
        left = left.filter(any -> !target.keys().isEmpty()).map(it -> without(it, target));
      }
    }
    return left;
  }

  /** Whether nobody is to be asked for a dataset. */
  boolean bar(DatasetId dataset) {
    return parts.project().flags().stream()
        .flatMap(flag -> flag.barred(on(flag), dataset.source(), dataset.type()).stream())
        .anyMatch(target -> !Scope.ALL.without(target.keys()).admits(dataset.keys()));
  }

  private static Plan without(Plan plan, Target target) {
    Scope scope = plan.scope().without(target.keys());
    return new Plan(plan.source(), plan.datasetType(), plan.wants(), scope);
  }

  private boolean on(FlagDefinition flag) {
    return values.getOrDefault(flag.name(), flag.fallback());
  }

  /** Rows of a name and a value. */
  private record Answer(Map<String, Boolean> values) implements RowSink {
    @Override
    public void columns(List<ResultColumn> columns) {
      if (columns.size() != 2) {
        throw unreadable("it has " + columns.size() + " columns");
      }
    }

    @Override
    public void row(List<@Nullable Object> row) {
      String name = String.valueOf(row.getFirst());
      values.put(name, truth(name, row.getLast()));
    }

    private static boolean truth(String name, @Nullable Object value) {
      return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
        case "1", "true", "on" -> true;
        case "0", "false", "off" -> false;
        default -> throw unreadable("the flag " + name + " is '" + value + "'");
      };
    }

    private static LeatException unreadable(String problem) {
      return new LeatException(
          RunError.FLAGS_UNREADABLE,
          "what flags_query finds are no flags: " + problem,
          "let it select two columns: the name, and 1 or 0, or true or false");
    }
  }
}
