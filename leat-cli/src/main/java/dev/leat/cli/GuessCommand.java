package dev.leat.cli;

import dev.leat.api.Column;
import dev.leat.core.project.Connectors;
import dev.leat.core.read.FormatGuess;
import dev.leat.core.run.FileLook;
import dev.leat.core.run.FilePreview;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Drafts the tables that files could become. */
final class GuessCommand implements Command {
  static final String SUMMARY = "Drafts the tables that files could become; says how sure it is.";

  /** Files of one table: the same format, dialect and columns. */
  private record Group(FormatGuess format, List<String> columns) {}

  @Override
  public Usage usage() {
    return Usage.of("guess", SUMMARY)
        .when(
            "To begin with files of your own: finds format, dialect, columns and types of each"
                + " file, puts files with the same columns into one table, and writes the lines for"
                + " leat.yaml. Nothing is written to disk, and no project is needed.")
        .arguments("FILE...", "The files.")
        .example("leat guess data/*.csv", "Draft tables from the files of a folder.");
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
    invocation.arguments().required(0, "a file");
    List<Path> files = FilesLook.files(invocation.arguments().argumentsFrom(0));
    try (FileLook look = FileLook.with(Connectors.onClassPath())) {
      Map<Group, List<Path>> groups = new LinkedHashMap<>();
      for (Path file : files) {
        List<String> columns =
            look.preview(List.of(file), 1).columns().stream().map(Column::name).sorted().toList();
        groups
            .computeIfAbsent(new Group(look.guess(file), columns), any -> new ArrayList<>())
            .add(file);
      }
      print(groups, look, invocation.terminal().out());
    }
    return 0;
  }

  private static void print(Map<Group, List<Path>> groups, FileLook look, PrintStream out)
      throws InterruptedException {
    Map<String, Map.Entry<Group, List<Path>>> tables = new LinkedHashMap<>();
    for (Map.Entry<Group, List<Path>> group : groups.entrySet()) {
      String wanted = name(group.getValue().getFirst());
      String free = wanted;
      for (int i = 2; tables.containsKey(free); i++) {
        free = wanted + "_" + i;
      }
      tables.put(free, group);
    }
    Path first = groups.values().iterator().next().getFirst().toAbsolutePath();
    Path parent = Objects.requireNonNull(first.getParent(), "a file is in a folder");
    out.println(
        "sources:\n  files:\n    type: files\n    path: " + quoted(parent) + "\n    feeds:");
    tables.forEach(
        (name, group) ->
            out.println(
                "      "
                    + name
                    + ": ["
                    + group.getValue().stream()
                        .map(file -> quoted(file.getFileName()))
                        .collect(Collectors.joining(", "))
                    + "]"));
    out.println("tables:");
    for (var entry : tables.entrySet()) {
      table(entry.getKey(), entry.getValue(), look, out);
    }
  }

  private static void table(
      String name, Map.Entry<Group, List<Path>> group, FileLook look, PrintStream out)
      throws InterruptedException {
    FilePreview preview = look.preview(group.getValue(), 3);
    FormatGuess format = group.getKey().format();
    out.println("  " + name + ":\n    from: files/" + name);
    if (format.format().isEmpty()) {
      out.println("    # an archive: what is in it is read by the names of its files");
    } else if (format.options().isEmpty()) {
      out.println("    format: " + format.format());
    } else {
      out.println("    format:\n      type: " + format.format());
      format.options().forEach((option, value) -> out.println("      " + option + ": " + value));
    }
    out.println("    columns:");
    preview
        .columns()
        .forEach(it -> out.println("      " + it.name() + ": {" + typed(it, preview) + "}"));
    out.println("    # " + confidence(preview));
    preview.notes().forEach(note -> out.println("    # note: " + note));
    preview
        .rejected()
        .forEach(it -> out.println("    # cannot be read: " + it.file() + ": " + it.reason()));
  }

  private static String quoted(Path path) {
    return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** A type with a comma or brackets needs quotes in a map on one line. */
  private static String typed(Column column, FilePreview preview) {
    String type = TypeText.of(column.type());
    String format = preview.formats().get(column.name());
    return "type: "
        + (type.matches("[a-z]+") ? type : "\"" + type + "\"")
        + (format == null ? "" : ", format: \"" + format + "\"");
  }

  private static String confidence(FilePreview preview) {
    String rows = Amount.of(preview.rows(), "row");
    if (preview.quarantined() > 0) {
      return "unsure: %s fit, %s do not"
          .formatted(rows, Amount.of(preview.quarantined(), "record"));
    }
    if (preview.rows() == 0) {
      return "unsure: there are no rows to learn from";
    }
    return preview.notes().isEmpty()
        ? "certain: all of " + rows + " fit"
        : "likely: all of " + rows + " fit; see the notes";
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    String word = dot > 0 ? name.substring(0, dot) : name;
    String plain = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String stem = plain.replaceAll("^_+|[_0-9]+$", "");
    return stem.matches("[a-z].*") ? stem : "table_" + plain;
  }
}
