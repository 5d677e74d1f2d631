package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.api.Origin;
import dev.leat.core.Leat;
import dev.leat.core.catalog.SetAside;
import dev.leat.core.project.Nearest;
import dev.leat.core.project.Project;
import dev.leat.core.project.TableDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Follows rows back to where they came from. */
final class ExplainCommand implements Command {
  static final String SUMMARY = "Follows a row back to file, URL, time, hash and run.";

  private static final List<String> COLUMNS =
      List.of(
          "dataset",
          "revision",
          "feed",
          "row",
          "url",
          "sha256",
          "fetched_at",
          "load",
          "loaded_at",
          "run",
          "set_aside");

  @Override
  public Usage usage() {
    return Usage.of("explain", SUMMARY)
        .when("When a number looks odd: shows which file of which request a row was made of.")
        .argument("TABLE", "The table.")
        .arguments(
            "[KEY]...", "Values of the table's key, in its order, or COLUMN=VALUE for any column.")
        .project()
        .output(Output.TABLE, Output.CSV, Output.JSON)
        .example("leat explain matches 303421 --project football", "By the value of the key.")
        .example(
            "leat explain events match_id=303421 minute=12 --project football",
            "By values of any columns.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String table = arguments.required(0, "a table");
    Output output = arguments.output(Output.TABLE, Output.CSV, Output.JSON);
    try (Leat leat = invocation.open()) {
      Map<String, String> where = where(arguments, leat.project(), table);
      List<Origin> origins = leat.explain(table, where);
      if (origins.isEmpty()) {
        throw new LeatException(
            CommandError.NOT_FOUND,
            "The table " + table + " has no row with " + where + ".",
            "Look for the row with leat query first.");
      }
      print(origins.stream().map(origin -> line(origin, leat)).toList(), output, invocation);
    }
    return 0;
  }

  private static void print(List<List<Object>> lines, Output output, Invocation invocation) {
    Terminal terminal = invocation.terminal();
    if (output == Output.TABLE) {
      lines.forEach(values -> print(values, terminal));
      return;
    }
    RowPrinter printer = RowPrinter.of(output, terminal);
    Listing.of(COLUMNS.toArray(String[]::new)).print(lines, printer);
    printer.end();
  }

  private static void print(List<Object> values, Terminal terminal) {
    var sheet = new Sheet(List.of("what", "value"), new boolean[2]);
    for (int column = 0; column < COLUMNS.size(); column++) {
      if (!values.get(column).equals("") || !COLUMNS.get(column).equals("set_aside")) {
        sheet.row(COLUMNS.get(column), values.get(column));
      }
    }
    sheet.print(terminal);
    terminal.out().println();
  }

  private static List<Object> line(Origin origin, Leat leat) {
    return List.of(
        origin.file().dataset(),
        origin.file().revision(),
        origin.file().feed(),
        origin.row(),
        origin.file().url() == null ? "" : origin.file().url(),
        origin.file().sha256(),
        origin.file().fetchedAt(),
        origin.load(),
        origin.at(),
        origin.run(),
        setAside(origin, leat));
  }

  /** Why the file is read no more; its rows are there until the next load. */
  private static String setAside(Origin origin, Leat leat) {
    return leat.dataset(origin.file().dataset()).stream()
        .flatMap(dataset -> dataset.setAside().stream())
        .filter(file -> file.id() == origin.file().id())
        .flatMap(file -> Stream.ofNullable(file.setAside()))
        .map(SetAside.Mark::reason)
        .findFirst()
        .orElse("");
  }

  /** A table of the project, or one below it. */
  private static void requireTable(Project project, String table) {
    List<String> names = project.tables().stream().map(TableDefinition::name).toList();
    if (names.stream().noneMatch(name -> table.equals(name) || table.startsWith(name + "__"))) {
      throw new LeatException(
          CommandError.NOT_FOUND,
          "The project has no table '" + table + "'.",
          Nearest.suggest(table, names));
    }
  }

  private static Map<String, String> where(Arguments arguments, Project project, String table) {
    requireTable(project, table);
    List<String> key = project.table(table).map(TableDefinition::key).orElse(List.of());
    Map<String, String> where = new LinkedHashMap<>();
    int place = 0;
    for (String word : arguments.argumentsFrom(1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        where.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (place < key.size()) {
        where.put(key.get(place++), word);
      } else {
        throw arguments.usage(
            key.isEmpty()
                ? "The table " + table + " has no key that is declared in leat.yaml."
                : "The key of " + table + " is " + String.join(", ", key) + ".",
            "Write COLUMN=VALUE.");
      }
    }
    if (where.isEmpty()) {
      throw arguments.usage("leat explain needs a row.", "Write values of its key.");
    }
    return where;
  }
}
