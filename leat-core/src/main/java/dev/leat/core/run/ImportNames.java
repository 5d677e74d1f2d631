package dev.leat.core.run;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetType;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.Project;
import dev.leat.core.project.SourceDefinition;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the source of the project that a provider of another program stands for.
 *
 * <p>What was said counts first; then a source of the provider's name; then the only source whose
 * type bears the provider's name or begins with it. For one thread.
 */
final class ImportNames {
  private record Place(String source, String type) {}

  private final Project project;
  private final Map<String, String> said;
  private final Map<Place, Place> found = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  ImportNames(Project project, Map<String, String> said) {
    this.project = project;
    this.said = said;
    List<String> names = project.sources().stream().map(SourceDefinition::name).toList();
    for (String here : said.values()) {
      String source = here.split("/", 2)[0];
      if (!names.contains(source)) {
        throw new LeatException(
            RunError.UNKNOWN_NAME,
            "The project has no source '" + source + "'.",
            Nearest.suggest(source, names));
      }
    }
  }

  /** The dataset as this project would name it, its keys in the order of its type. */
  DatasetId of(DatasetId there) {
    Place place = found.computeIfAbsent(new Place(there.source(), there.type()), this::find);
    Keys keys = type(place).map(type -> ordered(there.keys(), type.keys())).orElse(there.keys());
    return new DatasetId(place.source(), place.type(), keys);
  }

  private Place find(Place there) {
    String exact = said.get(there.source() + "/" + there.type());
    String named = exact == null ? said.get(there.source()) : exact;
    Place here;
    if (named == null) {
      here = new Place(byName(there).orElse(there.source()), there.type());
    } else {
      String[] parts = named.split("/", 2);
      here = new Place(parts[0], parts.length > 1 ? parts[1] : there.type());
    }
    if (type(here).isEmpty()) {
      notes.add(
          "No source of this project has datasets "
              + here.source()
              + "/"
              + here.type()
              + ": they are taken over under that name, and no run will add to them.");
    }
    return here;
  }

  private Optional<String> byName(Place there) {
    if (project.source(there.source()).isPresent()) {
      return Optional.of(there.source());
    }
    List<SourceDefinition> fitting =
        project.sources().stream()
            .filter(source -> source.type().name().startsWith(there.source()))
            .filter(source -> source.datasetType(there.type()).isPresent())
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst().name()) : Optional.empty();
  }

  private Optional<DatasetType> type(Place here) {
    return project.source(here.source()).flatMap(source -> source.datasetType(here.type()));
  }

  private static Keys ordered(Keys keys, List<String> names) {
    Map<String, KeyValue> ordered = new LinkedHashMap<>();
    names.forEach(name -> keys.value(name).ifPresent(value -> ordered.put(name, value)));
    return Keys.of(ordered).and(keys);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
