package dev.leat.core.project;

import dev.leat.api.DatasetType;
import java.util.List;
import java.util.Optional;

/** Finds the source and the dataset type that another part of the file names. */
final class SourceNames {
  /** A dataset type of a source. */
  record Found(SourceDefinition source, DatasetType type) {}

  private final Yaml.Entries written;
  private final List<SourceDefinition> sources;
  private final Mistakes mistakes;

  /**
   * @param written all sources, those with mistakes included
   * @param sources those without
   */
  SourceNames(Yaml.Entries written, List<SourceDefinition> sources, Mistakes mistakes) {
    this.written = written;
    this.sources = sources;
    this.mistakes = mistakes;
  }

  /** Notes a name that no source bears; silent about a source that has mistakes of its own. */
  Optional<SourceDefinition> source(String name, Yaml.Scalar place) {
    List<String> names = written.entries().stream().map(Yaml.Entry::key).toList();
    if (!names.contains(name) && !place.unresolved()) {
      mistakes.add(
          ProjectError.PROJECT_NAME_UNKNOWN,
          place.at(),
          "There is no source '" + name + "'.",
          Nearest.suggest(name, names));
    }
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }

  /** The type that the keys {@code source} and {@code dataset_type} name. */
  Optional<Found> type(Yaml.Entries entries) {
    Yaml.Scalar name = entries.scalar("source").orElse(null);
    if (name == null) {
      return Optional.empty();
    }
    return source(name.text(), name)
        .flatMap(source -> type(source, entries).map(type -> new Found(source, type)));
  }

  private Optional<DatasetType> type(SourceDefinition source, Yaml.Entries entries) {
    List<String> names = source.plannedTypes().stream().map(DatasetType::name).toList();
    Yaml.Scalar written = entries.scalar("dataset_type").orElse(null);
    if (written == null) {
      if (names.size() != 1 && entries.value("dataset_type").isEmpty()) {
        mistakes.add(
            ProjectError.PROJECT_KEY_MISSING,
            entries.at(),
            "The source '" + source.name() + "' has several dataset types.",
            "Add 'dataset_type', one of: " + String.join(", ", names) + ".");
      }
      return names.size() == 1 ? source.datasetType(names.getFirst()) : Optional.empty();
    }
    Optional<DatasetType> type = source.datasetType(written.text());
    if (type.isEmpty() && !written.unresolved()) {
      mistakes.add(
          ProjectError.PROJECT_NAME_UNKNOWN,
          written.at(),
          "The source '" + source.name() + "' has no dataset type " + written.kind() + ".",
          Nearest.suggest(written.text(), names));
    }
    return type;
  }
}
