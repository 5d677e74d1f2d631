package dev.leat.core.project;

import dev.leat.api.ColumnType.Simple;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Fields;
import dev.leat.core.project.Shape.Form;
import dev.leat.core.project.Shape.Named;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code tags:} and what tables say of them; adds the tags that come with Leat. */
final class TagsReader {
  private static final Shape TEXT = Shape.scalar(Form.TEXT);
  private static final Shape TEXTS = Shape.oneOrMany(TEXT);

  private final Mistakes mistakes;

  TagsReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  static Shape shape() {
    var column =
        new Fields(
            List.of(
                Field.of("type", Shape.scalar(Form.COLUMN_TYPE), "What its values are.")
                    .defaultsTo("text"),
                Field.of("unit", TEXT, "What its numbers count."),
                Field.of(
                        "required", Shape.scalar(Form.BOOLEAN), "Whether every file must bring it.")
                    .defaultsTo("true"),
                Field.of("min", TEXT, "The least value."),
                Field.of("max", TEXT, "The greatest value."),
                Field.of("values", TEXTS, "All that it may hold."),
                QualityShape.ofColumn()),
            Map.of());
    return new Named(
        "a tag",
        ProjectShape.NAME,
        new Fields(
            List.of(
                Field.of("summary", TEXT, "What it is for."),
                Field.of(
                        "columns",
                        new Named("a column", OptionFields.ANY_NAME, column),
                        "What each source must bring, at least.")
                    .mandatory(),
                QualityShape.ofTag()),
            Map.of()));
  }

  /** What a table says of its tag. */
  static List<Field> ofTable() {
    return List.of(
        Field.of("tag", TEXT, "The use that the table serves."),
        Field.of("owner", TEXT, "Whose data it is; names satellites.").defaultsTo("all"),
        Field.of(
            "brings",
            new Named("a column of the tag", OptionFields.ANY_NAME, TEXT),
            "The table's column for each of the tag's; absent: the one of the same name."),
        Field.of(
            "dimensions",
            new Shape.Either(
                TEXT, new Shape.Many(TEXT), new Named("a dimension", OptionFields.ANY_NAME, TEXT)),
            "Columns whose values become tables: names, or a map from dimensions to columns."),
        Field.of(
            "links",
            new Named("a tag", ProjectShape.NAME, TEXTS),
            "By tag, the columns that hold the key of its rows."));
  }

  /** By name: those that the project writes, and those that come with Leat. */
  Map<String, Tag> read(Yaml.Entries written) {
    var tags = new LinkedHashMap<String, Tag>();
    ShippedTags.ALL.forEach(tag -> tags.put(tag.name(), tag));
    for (Yaml.Entry entry : written.entries()) {
      Yaml.Entries tag = Yaml.Entries.of(entry.value());
      List<Tag.Column> columns = new ArrayList<>();
      for (Yaml.Entry column : tag.map("columns").entries()) {
        columns.add(column(column));
      }
      refuseTwin(entry.key(), tags.keySet(), entry.at(), "tag");
      tags.put(
          entry.key(),
          new Tag(
              entry.key(),
              tag.text("summary").orElse(""),
              columns,
              new QualityReader(mistakes).checks(tag)));
    }
    return tags;
  }

  /** Tables are named after tags and dimensions, in letters that every destination has. */
  private void refuseTwin(String name, Collection<String> others, Position at, String what) {
    others.stream()
        .filter(other -> !other.equals(name) && plain(other).equals(plain(name)))
        .findFirst()
        .ifPresent(
            other ->
                mistakes.add(
                    ProjectError.PROJECT_VALUE_INVALID,
                    at,
                    "The names '%s' and '%s' would name the same tables.".formatted(other, name),
                    "Give the " + what + " a name that differs in more than case, '-' and '_'."));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
  }

  private static Tag.Column column(Yaml.Entry entry) {
    Yaml.Entries column = Yaml.Entries.of(entry.value());
    return new Tag.Column(
        entry.key(),
        column.text("type").flatMap(ColumnTypes::parse).orElse(Simple.TEXT),
        column.text("unit"),
        !column.text("required").equals(Optional.of("false")),
        column.text("min"),
        column.text("max"),
        column.texts("values"));
  }

  /** What a table brings to a tag, where it says so. */
  Optional<TagUse> use(Yaml.Entries table, Map<String, Tag> tags) {
    Yaml.Scalar name = table.scalar("tag").orElse(null);
    if (name == null) {
      return Optional.empty();
    }
    Tag tag = tags.get(name.text());
    if (tag == null) {
      mistakes.add(
          ProjectError.PROJECT_NAME_UNKNOWN,
          name.at(),
          "There is no tag " + name.kind() + ".",
          Nearest.suggest(name.text(), tags.keySet()));
      return Optional.empty();
    }
    var brings = new LinkedHashMap<String, String>();
    tag.columns().forEach(column -> brings.put(column.name(), column.name()));
    for (Yaml.Entry entry : table.map("brings").entries()) {
      if (tag.column(entry.key()).isEmpty()) {
        mistakes.add(
            ProjectError.PROJECT_NAME_UNKNOWN,
            entry.at(),
            "The tag '" + tag.name() + "' has no column '" + entry.key() + "'.",
            Nearest.suggest(entry.key(), brings.keySet()));
      }
      table.map("brings").text(entry.key()).ifPresent(column -> brings.put(entry.key(), column));
    }
    Map<String, String> dimensions = dimensions(table);
    Map<String, List<String>> links = links(table, tags);
    refuseClashes(table, brings.values(), dimensions, links.keySet());
    return Optional.of(
        new TagUse(tag, table.text("owner").orElse("all"), brings, dimensions, links));
  }

  private void refuseClashes(
      Yaml.Entries table,
      Collection<String> columns,
      Map<String, String> dimensions,
      Set<String> links) {
    Position at = table.value("dimensions").map(Yaml::at).orElse(table.at());
    Set<String> names = new LinkedHashSet<>(links);
    dimensions.forEach(
        (name, column) -> {
          refuseTwin(name, names, at, "dimension");
          boolean taken = !name.equals(column) && columns.contains(name);
          if (taken || !names.add(name)) {
            mistakes.add(
                ProjectError.PROJECT_VALUE_INVALID,
                at,
                "The dimension '%s' has the name of a %s."
                    .formatted(name, taken ? "column" : "link"),
                "Name it otherwise, such as " + name + "_name: " + column + ".");
          }
        });
  }

  private static Map<String, String> dimensions(Yaml.Entries table) {
    var dimensions = new LinkedHashMap<String, String>();
    if (table.value("dimensions").orElse(null) instanceof Yaml.Entries named) {
      named
          .entries()
          .forEach(
              entry ->
                  named.text(entry.key()).ifPresent(column -> dimensions.put(entry.key(), column)));
    } else {
      table.texts("dimensions").forEach(column -> dimensions.put(column, column));
    }
    return dimensions;
  }

  private Map<String, List<String>> links(Yaml.Entries table, Map<String, Tag> tags) {
    var links = new LinkedHashMap<String, List<String>>();
    Yaml.Entries written = table.map("links");
    for (Yaml.Entry entry : written.entries()) {
      if (!tags.containsKey(entry.key())) {
        mistakes.add(
            ProjectError.PROJECT_NAME_UNKNOWN,
            entry.at(),
            "There is no tag '" + entry.key() + "'.",
            Nearest.suggest(entry.key(), tags.keySet()));
      }
      links.put(entry.key(), written.texts(entry.key()));
    }
    return links;
  }
}
