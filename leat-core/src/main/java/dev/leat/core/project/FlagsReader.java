package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.core.project.FlagDefinition.Target;
import dev.leat.core.project.Shape.Either;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Fields;
import dev.leat.core.project.Shape.Form;
import dev.leat.core.project.Shape.Named;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declares and reads {@code flags:}. */
final class FlagsReader {
  private final Mistakes mistakes;
  private final SourceNames names;

  FlagsReader(Mistakes mistakes, SourceNames names) {
    this.mistakes = mistakes;
    this.names = names;
  }

  static List<Field> fields() {
    Shape truth = Shape.scalar(Form.BOOLEAN);
    Shape targets = Shape.oneOrMany(Shape.scalar(Form.TEXT));
    var flag =
        new Fields(
            List.of(
                Field.of("default", truth, "Whether it is on until somebody turns it.")
                    .defaultsTo("true"),
                Field.of(
                    "when_on",
                    targets,
                    "What is fetched only while it is on: source, source/feed or source/feed"
                        + " key=value."),
                Field.of("when_off", targets, "What is fetched only while it is off.")),
            Map.of());
    return List.of(
        Field.of(
            "flags",
            new Named("a flag", ProjectShape.NAME, new Either(truth, null, flag)),
            "Switches for sources and feeds, turned with leat flag."),
        Field.of(
            "flags_query",
            Shape.scalar(Form.TEXT),
            "A SELECT in the destination of names and values of flags; absent: the catalog has"
                + " them."));
  }

  List<FlagDefinition> read(Yaml.Entries written) {
    List<FlagDefinition> flags = new ArrayList<>();
    for (Yaml.Entry entry : written.entries()) {
      Yaml.Entries flag = Yaml.Entries.of(entry.value());
      String fallback =
          entry.value() instanceof Yaml.Scalar scalar
              ? scalar.text()
              : flag.text("default").orElse("true");
      flags.add(
          new FlagDefinition(
              entry.key(),
              fallback.equals("true"),
              targets(flag.list("when_on")),
              targets(flag.list("when_off")),
              entry.at()));
    }
    return flags;
  }

  private List<Target> targets(List<Yaml> written) {
    List<Target> targets = new ArrayList<>();
    for (Yaml each : written) {
      if (each instanceof Yaml.Scalar scalar && !scalar.unresolved()) {
        target(scalar).ifPresent(targets::add);
      }
    }
    return targets;
  }

  private Optional<Target> target(Yaml.Scalar written) {
    List<String> words = List.of(written.text().strip().split("\\s+", -1));
    String[] parts = words.getFirst().split("/", 2);
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      String[] pair = word.split("=", 2);
      if (pair.length == 1 || pair[0].isEmpty() || pair[1].isEmpty() || parts.length == 1) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            written.at(),
            "A flag cannot switch " + written.kind() + ".",
            "Write source, source/feed, or source/feed key=value,value.");
        return Optional.empty();
      }
      keys.put(pair[0], new LinkedHashSet<>(List.of(pair[1].split(",", -1))));
    }
    Optional<SourceDefinition> source = names.source(parts[0], written);
    if (parts.length == 1 || source.isEmpty()) {
      return source.map(found -> new Target(found.name(), Optional.empty(), keys));
    }
    List<String> types = source.get().plannedTypes().stream().map(DatasetType::name).toList();
    if (!types.contains(parts[1])) {
      unknown(
          written,
          "The source '" + parts[0] + "' has no dataset type '" + parts[1] + "'.",
          Nearest.suggest(parts[1], types));
      return Optional.empty();
    }
    List<String> known = source.get().datasetType(parts[1]).orElseThrow().keys();
    for (String key : keys.keySet()) {
      if (!known.contains(key)) {
        unknown(
            written,
            "The datasets of '" + words.getFirst() + "' have no key '" + key + "'.",
            known.isEmpty() ? "They have none." : Nearest.suggest(key, known));
      }
    }
    return Optional.of(new Target(parts[0], Optional.of(parts[1]), keys));
  }

  private void unknown(Yaml.Scalar written, String problem, String remedy) {
    mistakes.add(ProjectError.PROJECT_NAME_UNKNOWN, written.at(), problem, remedy);
  }
}
