package dev.leat.core.project;

import dev.leat.api.FormatType;
import dev.leat.api.LeatException;
import dev.leat.api.Option;
import dev.leat.api.TableDefault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code format:} of a table: a name, or a map with options. */
final class FormatsReader {
  /** Formats without options, which Leat reads by itself. */
  private static final Map<String, String> OWN =
      Map.of(
          "json", "A JSON document, or several one after the other.",
          "jsonl", "A JSON document per line.",
          "parquet", "Parquet.");

  private final Path folder;
  private final Connectors connectors;
  private final Mistakes mistakes;

  FormatsReader(Path folder, Connectors connectors, Mistakes mistakes) {
    this.folder = folder;
    this.connectors = connectors;
    this.mistakes = mistakes;
  }

  /** Every format, with the options of each. */
  static Shape.Typed shape(Connectors connectors) {
    return new Shape.Typed(
        "format",
        () -> {
          var names = new TreeSet<>(OWN.keySet());
          connectors.all(FormatType.class).forEach(type -> names.add(type.name()));
          return List.copyOf(names);
        },
        name ->
            OWN.containsKey(name)
                ? Optional.of(fields(OWN.get(name), List.of()))
                : find(connectors, name).map(it -> fields(it.summary(), it.options())));
  }

  private static Shape.Fields fields(String summary, List<Option> options) {
    List<Shape.Field> fields = new ArrayList<>();
    fields.add(Shape.Field.of("type", Shape.scalar(Shape.Form.TEXT), summary).mandatory());
    fields.addAll(OptionFields.of(options));
    return new Shape.Fields(fields, Map.of());
  }

  /** The format of that name, or whose files end like this. */
  static Optional<FormatType> find(Connectors connectors, String word) {
    return connectors
        .find(FormatType.class, FormatType::name, word)
        .or(
            () ->
                connectors.all(FormatType.class).stream()
                    .filter(type -> type.endings().contains(word))
                    .findFirst());
  }

  Optional<FileFormat> read(Yaml written) {
    Yaml.Entries entries =
        written instanceof Yaml.Scalar bare ? named(bare) : Yaml.Entries.of(written);
    var found = new Mistakes();
    new ShapeCheck(found).check("format", entries, shape(connectors));
    if (written instanceof Yaml.Scalar) {
      // A map has been checked with the rest of the file; a bare name has not.
      mistakes.addAll(found);
    }
    Yaml.Scalar name = entries.scalar("type").orElse(null);
    if (!found.isEmpty() || name == null || name.unresolved()) {
      return Optional.empty();
    }
    Optional<FormatType> type =
        OWN.containsKey(name.text()) ? Optional.empty() : find(connectors, name.text());
    List<Option> options = type.map(FormatType::options).orElse(List.of());
    var settings = new OptionSettings("format " + name.text(), folder, entries, options);
    try {
      type.ifPresent(it -> it.check(settings));
    } catch (LeatException refused) {
      mistakes.add(refused, name.at());
      return Optional.empty();
    }
    String text = entries.entries().size() == 1 ? name.text() : YamlJson.text(entries);
    return Optional.of(new FileFormat(name.text(), type, settings, text));
  }

  /** What a source proposes; empty where no type of that name is there. */
  Optional<FileFormat> of(TableDefault.Format proposed) {
    return find(connectors, proposed.name())
        .map(
            type ->
                new FileFormat(
                    proposed.name(),
                    Optional.of(type),
                    proposed.settings(),
                    proposed.name() + " " + proposed.written()));
  }

  private static Yaml.Entries named(Yaml.Scalar name) {
    return new Yaml.Entries(name.at(), List.of(new Yaml.Entry(name.at(), "type", name)));
  }
}
