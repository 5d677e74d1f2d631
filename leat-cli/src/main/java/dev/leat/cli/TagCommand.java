package dev.leat.cli;

import dev.leat.api.RowSink;
import dev.leat.core.Leat;
import dev.leat.core.project.Project;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.project.TableDefinition.Write;
import dev.leat.core.project.Tag;
import dev.leat.core.project.TagUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells of tags, and of the tables that serve them. */
final class TagCommand implements Command {
  static final String SUMMARY = "Lists tags, shows one, or checks what is loaded against them.";

  private static final int BROKEN = 4;

  @Override
  public Usage usage() {
    return Usage.of("tag", SUMMARY)
        .when(
            "To find out what a source must bring before you map one, and whether the tables that"
                + " are loaded still bring it.")
        .word(
            "ACTION",
            Map.of(
                "list", "every tag with the tables that serve it",
                "show", "the columns of one",
                "check", "whether loaded tables have what their tags need"))
        .argument("NAME", "With show: the tag.")
        .project()
        .example("leat tag list", "Tags of the project, and those that come with Leat.")
        .example("leat tag show transactions", "What a source must bring.")
        .example("leat tag check --project bank", "Exit code 4 where a column is missing.");
  }

  @Override
  public int run(Invocation invocation) {
    Arguments arguments = invocation.arguments();
    String action = arguments.required(0, "list, show or check");
    try (Leat leat = invocation.open()) {
      Project project = leat.project();
      return switch (action) {
        case "list" -> list(project, invocation.terminal());
        case "show" -> show(project, arguments, invocation.terminal());
        case "check" -> check(leat, invocation.terminal());
        default ->
            throw arguments.usage(
                "leat tag cannot '" + action + "'.", "Write list, show or check.");
      };
    }
  }

  private static int list(Project project, Terminal terminal) {
    Sheet sheet = Sheet.of("tag", "columns", "tables", "what it is for");
    for (Tag tag : project.tags()) {
      String tables =
          tagged(project)
              .filter(table -> table.tag().map(TagUse::tag).equals(Optional.of(tag)))
              .map(TableDefinition::name)
              .collect(Collectors.joining(", "));
      String columns =
          tag.columns().stream().map(Tag.Column::name).collect(Collectors.joining(", "));
      sheet.row(tag.name(), columns, tables, tag.summary());
    }
    sheet.print(terminal);
    return 0;
  }

  private static Stream<TableDefinition> tagged(Project project) {
    return project.tables().stream().filter(table -> table.tag().isPresent());
  }

  private static int show(Project project, Arguments arguments, Terminal terminal) {
    String name = arguments.required(1, "the name of a tag");
    List<String> names = project.tags().stream().map(Tag::name).toList();
    Tag tag =
        project.tags().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    arguments.usage(
                        "There is no tag '" + name + "'.",
                        "There are: " + String.join(", ", names) + "."));
    Sheet sheet = Sheet.of("column", "type", "unit", "required", "allowed");
    for (Tag.Column column : tag.columns()) {
      String allowed =
          column.min().map(min -> "from " + min + " ").orElse("")
              + column.max().map(max -> "to " + max + " ").orElse("")
              + String.join(", ", column.values());
      sheet.row(
          column.name(),
          column.type().toString().toLowerCase(Locale.ROOT),
          column.unit().orElse(""),
          column.required() ? "yes" : "no",
          allowed.strip());
    }
    sheet.print(terminal);
    return 0;
  }

  private static int check(Leat leat, Terminal terminal) {
    Sheet sheet = Sheet.of("table", "tag", "tag's column", "table's column", "state");
    boolean broken = false;
    for (TableDefinition table : tagged(leat.project()).toList()) {
      TagUse use = table.tag().orElseThrow();
      List<String> present = columns(leat, table);
      for (Tag.Column column : use.tag().columns()) {
        String from = use.brings().getOrDefault(column.name(), column.name());
        boolean there = present.contains(from);
        String state =
            present.isEmpty()
                ? "not loaded"
                : there ? "there" : column.required() ? "missing" : "not brought";
        broken |= state.equals("missing");
        sheet.row(table.name(), use.tag().name(), column.name(), from, state);
      }
    }
    sheet.print(terminal);
    return broken ? BROKEN : 0;
  }

  /** The columns of what is loaded, of the newest satellite in a vault; none where nothing is. */
  private static List<String> columns(Leat leat, TableDefinition table) {
    if (!tables(leat).contains(table.write() == Write.VAULT ? "_leat_satellites" : table.name())) {
      return List.of();
    }
    String name = table.name();
    if (table.write() == Write.VAULT) {
      List<String> satellites =
          texts(
              leat,
              "SELECT satellite FROM _leat_satellites WHERE table_name = '"
                  + name.replace("'", "''")
                  + "' ORDER BY opened_at DESC");
      if (satellites.isEmpty()) {
        return List.of();
      }
      name = satellites.get(0);
    }
    return texts(
        leat,
        "SELECT column_name FROM information_schema.columns WHERE table_name = '"
            + name.replace("'", "''")
            + "'");
  }

  private static List<String> tables(Leat leat) {
    return texts(leat, "SELECT table_name FROM information_schema.tables");
  }

  private static List<String> texts(Leat leat, String sql) {
    var texts = new ArrayList<String>();
    leat.query(
        sql,
        new RowSink() {
          @Override
          public void columns(List<ResultColumn> columns) {}

          @Override
          public void row(List<@Nullable Object> values) {
            texts.add(String.valueOf(values.get(0)));
          }
        });
    return texts;
  }
}
