package dev.leat.cli;

import dev.leat.api.LeatException;
import dev.leat.core.Leat;
import dev.leat.core.load.LoadError;
import dev.leat.core.project.Project;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.project.Tag;
import dev.leat.core.project.TagUse;
import dev.leat.core.read.TableRequest;
import dev.leat.core.run.FilePreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells of tags, and of the tables that serve them. */
final class TagCommand implements Command {
  static final String SUMMARY = "Lists tags, shows one, or checks what was fetched against them.";

  private static final int BROKEN = 4;

  @Override
  public Usage usage() {
    return Usage.of("tag", SUMMARY)
        .when(
            "To find out what a source must bring before you map one, and whether the files that"
                + " were fetched bring it: columns, types, ranges and lists are judged as a load"
                + " judges them, and nothing is written.")
        .word(
            "ACTION",
            Map.of(
                "list", "every tag with the tables that serve it",
                "show", "the columns of one",
                "check", "whether the files of tables have what their tags need"))
        .argument("[NAME]", "With show: the tag.")
        .project()
        .example("leat tag list", "Tags of the project, and those that come with Leat.")
        .example("leat tag show transactions", "What a source must bring.")
        .example(
            "leat tag check --project bank", "Exit code 4 where something is missing or unfit.");
  }

  @Override
  public int run(Invocation invocation) throws InterruptedException {
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
          TypeText.of(column.type()),
          column.unit().orElse(""),
          column.required() ? "yes" : "no",
          allowed.strip());
    }
    sheet.print(terminal);
    return 0;
  }

  private static int check(Leat leat, Terminal terminal) throws InterruptedException {
    Sheet sheet = Sheet.of("table", "tag", "tag's column", "table's column", "state");
    var problems = new ArrayList<LeatException>();
    for (TableDefinition table : tagged(leat.project()).toList()) {
      TagUse use = table.tag().orElseThrow();
      FilePreview preview = leat.preview(table.name(), 0);
      for (Tag.Column column : use.tag().columns()) {
        String from = use.brings().getOrDefault(column.name(), column.name());
        sheet.row(
            table.name(), use.tag().name(), column.name(), from, state(preview, column, from));
      }
      problems.addAll(preview.problems().values());
    }
    sheet.print(terminal);
    problems.forEach(
        error -> terminal.out().println("\n" + error.problem() + "\n  fix: " + error.remedy()));
    return problems.isEmpty() ? 0 : BROKEN;
  }

  private static String state(FilePreview preview, Tag.Column column, String from) {
    LeatException problem = preview.problems().get(column.name());
    if (problem != null) {
      return problem.code().equals(LoadError.TAG_COLUMN_MISSING) ? "missing" : "unfit";
    }
    boolean there =
        preview.columns().stream()
            .anyMatch(
                each ->
                    each.name().equals(from) || each.name().equals(TableRequest.columnOf(from)));
    return preview.columns().isEmpty() ? "not fetched" : there ? "there" : "not brought";
  }
}
