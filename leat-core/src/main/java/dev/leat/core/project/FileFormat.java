package dev.leat.core.project;

import dev.leat.api.FormatType;
import dev.leat.api.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a project says that the files of a table are written.
 *
 * @param name as leat.yaml writes it
 * @param type empty for formats that Leat reads by itself
 * @param written the format and its options as text; two are equal when files are read alike
 */
public record FileFormat(
    String name, Optional<FormatType> type, Settings settings, String written) {
  public FileFormat {
    Objects.requireNonNull(name);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(written);
  }

  /** The format of that name, or whose files end like this, with every default. */
  public static Optional<FileFormat> find(String word, Connectors connectors) {
    return FormatsReader.find(connectors, word)
        .map(type -> new FileFormat(type.name(), Optional.of(type), defaults(type), type.name()));
  }

  private static Settings defaults(FormatType type) {
    var nothing = new Yaml.Entries(new Position(Project.FILE, 1, 1), List.of());
    return new OptionSettings("format " + type.name(), Path.of(""), nothing, type.options());
  }
}
