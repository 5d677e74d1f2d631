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
  private static final String RECORDS = "records";

  public FileFormat {
    Objects.requireNonNull(name);
    Objects.requireNonNull(settings);
    Objects.requireNonNull(written);
  }

  /**
   * The format of that name, or whose files end like this, with every default.
   *
   * @param records where a table's records are, for a format that has an option of that name
   */
  public static Optional<FileFormat> find(
      String word, Connectors connectors, Optional<String> records) {
    return FormatsReader.find(connectors, word)
        .map(
            type ->
                new FileFormat(
                    type.name(), Optional.of(type), defaults(type, records), type.name()));
  }

  private static Settings defaults(FormatType type, Optional<String> records) {
    var at = new Position(Project.FILE, 1, 1);
    boolean wanted = type.options().stream().anyMatch(it -> it.name().equals(RECORDS));
    List<Yaml.Entry> entries =
        records.filter(path -> wanted).stream()
            .map(path -> new Yaml.Entry(at, RECORDS, scalar(at, path)))
            .toList();
    return new OptionSettings(
        "format " + type.name(), Path.of(""), new Yaml.Entries(at, entries), type.options());
  }

  private static Yaml.Scalar scalar(Position at, String text) {
    return new Yaml.Scalar(at, text, List.of(new Yaml.Part(text, false)), true);
  }
}
