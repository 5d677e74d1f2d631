package dev.leat.core.project;

import dev.leat.api.Export;
import dev.leat.core.project.ModelDefinition.ExportFile;
import dev.leat.core.project.ModelDefinition.Form;
import dev.leat.core.project.ModelDefinition.IfEmpty;
import dev.leat.core.project.ModelDefinition.IfStale;
import dev.leat.core.project.ModelDefinition.Refresh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code models:}. */
final class ModelsReader {
  private final Path folder;
  private final Mistakes mistakes;
  private final List<String> tables;
  private final List<String> known;

  /**
   * @param tables names of the project's tables
   */
  ModelsReader(Path folder, Mistakes mistakes, List<String> tables, Yaml.Entries models) {
    this.folder = folder;
    this.mistakes = mistakes;
    this.tables = tables;
    this.known = new ArrayList<>(tables);
    models.entries().forEach(entry -> known.add(entry.key()));
  }

  List<ModelDefinition> read(Yaml.Entries models) {
    return models.entries().stream().map(this::read).toList();
  }

  private ModelDefinition read(Yaml.Entry entry) {
    refuseTaken(entry);
    Yaml.Entries written =
        entry.value() instanceof Yaml.Scalar scalar
            ? new Yaml.Entries(scalar.at(), List.of(new Yaml.Entry(scalar.at(), "sql", scalar)))
            : Yaml.Entries.of(entry.value());
    Optional<ExportFile> export = export(written);
    Form form =
        written
            .text("as")
            .flatMap(text -> Choices.find(Form.class, text))
            .orElse(export.isPresent() ? Form.EXPORT : Form.TABLE);
    check(entry, form, export, written);
    return new ModelDefinition(
        entry.key(),
        sql(entry, written),
        form,
        names(written, "needs"),
        export,
        new ModelDefinition.Rules(
            choice(written, "refresh", Refresh.CHANGED), choice(written, "if_stale", IfStale.SKIP)),
        entry.at());
  }

  private static <E extends Enum<E>> E choice(Yaml.Entries written, String key, E otherwise) {
    return written
        .text(key)
        .flatMap(text -> Choices.find(otherwise.getDeclaringClass(), text))
        .orElse(otherwise);
  }

  private void refuseTaken(Yaml.Entry entry) {
    String name = entry.key().toLowerCase(Locale.ROOT);
    for (String table : tables) {
      String taken = table.toLowerCase(Locale.ROOT);
      if (name.equals(taken) || name.startsWith(taken + "__")) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            entry.at(),
            "The model '" + entry.key() + "' has the name of a table.",
            "Give it another name: '" + table + "' is loaded from files.");
      }
    }
  }

  private void check(Yaml.Entry entry, Form form, Optional<ExportFile> to, Yaml.Entries written) {
    if (form == Form.EXPORT && written.value("to").isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_KEY_MISSING,
          entry.at(),
          "The export '" + entry.key() + "' has no 'to'.",
          "Add the line 'to: output/" + entry.key() + ".csv'.");
    }
    if (form != Form.EXPORT && to.isPresent()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          written.value("to").map(Yaml::at).orElse(entry.at()),
          "'to' is for exports, and '" + entry.key() + "' is a " + lower(form) + ".",
          "Remove it, or write 'as: export'.");
    }
  }

  private Optional<ExportFile> export(Yaml.Entries written) {
    Yaml.Scalar to = written.scalar("to").filter(scalar -> !scalar.unresolved()).orElse(null);
    if (to == null) {
      return Optional.empty();
    }
    var template = new UtcTemplate(to.text());
    template
        .complaint()
        .ifPresent(
            complaint ->
                mistakes.add(
                    ProjectError.PROJECT_VALUE_INVALID,
                    to.at(),
                    complaint,
                    "Write a time such as {utc:yyyy-MM-dd-HHmmss}."));
    Optional<Export.Format> file =
        template.complaint().isPresent()
            ? Optional.empty()
            : mistakes
                .place(to.at(), template.at(Instant.EPOCH), folder)
                .flatMap(FilePlace::format);
    Export.Format format =
        written
            .text("format")
            .flatMap(text -> Choices.find(Export.Format.class, text))
            .or(() -> file)
            .orElse(Export.Format.PARQUET);
    if (!file.orElse(format).equals(format)) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          written.value("format").map(Yaml::at).orElse(to.at()),
          "The file " + to.kind() + " would hold " + format.ending() + ".",
          "Leave 'format' out, or give the file the ending of its format.");
    }
    List<String> partitionBy = written.texts("partition_by");
    if (!partitionBy.isEmpty() && file.isPresent()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          to.at(),
          "The file " + to.kind() + " cannot have partitions.",
          "Name a folder, or remove 'partition_by'.");
    }
    return Optional.of(
        new ExportFile(
            folder, template, format, partitionBy, choice(written, "if_empty", IfEmpty.WRITE)));
  }

  private String sql(Yaml.Entry entry, Yaml.Entries written) {
    boolean both = written.value("sql").isPresent() && written.value("file").isPresent();
    boolean neither = written.value("sql").isEmpty() && written.value("file").isEmpty();
    if (both || neither) {
      mistakes.add(
          both ? ProjectError.PROJECT_VALUE_INVALID : ProjectError.PROJECT_KEY_MISSING,
          entry.at(),
          "The model '"
              + entry.key()
              + "' has "
              + (both ? "both" : "neither")
              + " 'sql' "
              + (both ? "and" : "nor")
              + " 'file'.",
          both ? "Remove one of them." : "Add the line 'sql: select …'.");
    }
    String text =
        written.scalar("file").map(this::content).or(() -> written.text("sql")).orElse("");
    return text.strip().replaceFirst("(?s)[;\\s]+$", "");
  }

  private String content(Yaml.Scalar file) {
    Path path = folder.resolve(file.text());
    try {
      return file.unresolved() ? "" : Files.readString(path);
    } catch (IOException unreadable) {
      mistakes.add(
          ProjectError.PROJECT_REFERENCE_MISSING,
          file.at(),
          "The file " + path + (Files.exists(path) ? " cannot be read." : " is not there."),
          "Create it with a SELECT in it, or correct the path.");
      return "";
    }
  }

  /** Names of tables, children of tables, and models. */
  List<String> names(Yaml.Entries written, String key) {
    return names(written, key, List.of(), "There is no table and no model ");
  }

  /** The same, or names of commands that stand above. */
  List<String> namesAfter(Yaml.Entries written, String key, List<String> commands) {
    return names(written, key, commands, "There is no table, no model and no command above it ");
  }

  private List<String> names(
      Yaml.Entries written, String key, List<String> others, String complaint) {
    List<String> all = new ArrayList<>(known);
    all.addAll(others);
    for (Yaml item : written.list(key)) {
      if (item instanceof Yaml.Scalar name
          && !name.unresolved()
          && !knows(name.text())
          && !others.contains(name.text())) {
        mistakes.add(
            ProjectError.PROJECT_NAME_UNKNOWN,
            name.at(),
            complaint + name.kind() + ".",
            Nearest.suggest(name.text(), all));
      }
    }
    return written.texts(key);
  }

  boolean knows(String name) {
    return known.stream()
        .anyMatch(
            each ->
                name.equalsIgnoreCase(each)
                    || name.toLowerCase(Locale.ROOT)
                        .startsWith(each.toLowerCase(Locale.ROOT) + "__"));
  }

  private static String lower(Form form) {
    return form.name().toLowerCase(Locale.ROOT);
  }
}
