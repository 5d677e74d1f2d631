package dev.leat.core.project;

import dev.leat.api.DerivationType;
import dev.leat.api.Disposition.Stamps;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Form;
import dev.leat.core.project.Shaping.Dedupe;
import dev.leat.core.project.Shaping.Derive;
import dev.leat.core.project.Shaping.Keep;
import dev.leat.core.project.Shaping.Mask;
import dev.leat.core.project.Shaping.Masking;
import dev.leat.core.project.Shaping.Value;
import dev.leat.core.project.Shaping.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Declares and reads what a project does to the rows and values of its tables. */
final class ShapingReader {
  private static final Pattern MASK = Pattern.compile(Form.MASK_FORM);

  private static final Pattern STAMP = Pattern.compile("(?!_leat_)[a-z_][a-z0-9_]{0,59}");

  private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]{0,29}");

  private final Mistakes mistakes;
  private final Connectors connectors;

  ShapingReader(Mistakes mistakes, Connectors connectors) {
    this.mistakes = mistakes;
    this.connectors = connectors;
  }

  /** The keys of a table. */
  static List<Field> tableFields(Connectors connectors) {
    Shape text = Shape.scalar(Form.TEXT);
    var dedupe =
        new Shape.Fields(
            List.of(
                Field.of("keep", Shape.oneOf("highest", "lowest"), "Which of the rows stays.")
                    .mandatory(),
                Field.of("by", Shape.oneOrMany(text), "The columns that decide.").mandatory()),
            Map.of());
    var stamps =
        new Shape.Fields(
            List.of(
                Field.of("created", text, "The column that says when a row's key first came.")
                    .defaultsTo("created_at"),
                Field.of("modified", text, "The column that says when the row changed last.")
                    .defaultsTo("modified_at")),
            Map.of());
    return List.of(
        Field.of("where", text, "A condition in SQL; rows that do not meet it are no rows."),
        Field.of("sql", text, "A SELECT from rows, for what columns: cannot say."),
        Field.of("derive", derive(connectors), "Columns to compute from the text of others."),
        Field.of("dedupe", dedupe, "Which of the rows of one key stays, if it is not the newest."),
        Field.of("stamps", stamps, "Columns that say when rows came and changed."));
  }

  private static Shape derive(Connectors connectors) {
    Shape text = Shape.scalar(Form.TEXT);
    var one =
        new Shape.Fields(
            List.of(
                Field.of("of", text, "The column whose text it is.").mandatory(),
                Field.of("prefix", text, "Goes before the names of the columns.")),
            Map.of());
    var argument = new Shape.Either(text, new Shape.Many(new Shape.Either(text, null, one)), one);
    return new Shape.Fields(
        connectors.all(DerivationType.class).stream()
            .sorted(Comparator.comparing(DerivationType::name))
            .map(type -> Field.of(type.name(), argument, type.summary()))
            .toList(),
        Map.of());
  }

  /** The keys of a column. */
  static List<Field> columnFields() {
    Shape value = Shape.scalar(Form.TEXT);
    return List.of(
        Field.of("default", value, "The value where there is none."),
        Field.of(
            "map",
            new Shape.Named("a value", OptionFields.ANY_NAME, new Shape.Any()),
            "Values and what they become, such as {H: home, A: away}."),
        Field.of(
                "unmapped",
                Shape.oneOf("keep", "quarantine"),
                "What happens to values that the map does not have.")
            .defaultsTo("keep"),
        Field.of(
            "mask",
            Shape.scalar(Form.MASK),
            "What hides the value: hash, redact, or truncate(n) for its first n characters."));
  }

  Shaping table(String name, Yaml.Entries written, List<String> key, TableDefinition.Write write) {
    Yaml.Entries dedupe = written.map("dedupe");
    Optional<Keep> keep = dedupe.text("keep").flatMap(text -> Choices.find(Keep.class, text));
    if (keep.isPresent() && (key.isEmpty() || write != TableDefinition.Write.MERGE)) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          dedupe.at(),
          "The table '" + name + "' has 'dedupe' and does not merge, so that all rows stay.",
          "Add 'key' with the columns that identify a row, or leave out 'dedupe'.");
    }
    return new Shaping(
        written.text("where"),
        written.text("sql"),
        keep.map(end -> new Dedupe(end, dedupe.texts("by"))),
        derive(written.map("derive")),
        written.value("stamps").isPresent()
            ? stamps(name, written.map("stamps"), write)
            : Optional.empty());
  }

  private Optional<Stamps> stamps(String table, Yaml.Entries written, TableDefinition.Write write) {
    if (write != TableDefinition.Write.MERGE) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          written.at(),
          "The table '" + table + "' has 'stamps' and does not merge, so that no row stays.",
          "Add 'key' with the columns that identify a row, or leave out 'stamps'.");
      return Optional.empty();
    }
    String created = written.text("created").orElse("created_at");
    String modified = written.text("modified").orElse("modified_at");
    for (String name : List.of(created, modified)) {
      if (!STAMP.matcher(name).matches() || created.equals(modified)) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            written.at(),
            "A stamp of the table '" + table + "' cannot be called '" + name + "'.",
            "Use two names of small letters, digits and _, at most 60 each.");
        return Optional.empty();
      }
    }
    return Optional.of(new Stamps(created, modified));
  }

  private List<Derive> derive(Yaml.Entries written) {
    List<Derive> derive = new ArrayList<>();
    for (Yaml.Entry entry : written.entries()) {
      connectors
          .find(DerivationType.class, DerivationType::name, entry.key())
          .ifPresent(
              type -> {
                List<Yaml> each =
                    entry.value() instanceof Yaml.Items items
                        ? items.items()
                        : List.of(entry.value());
                each.forEach(argument -> derive(type, argument).ifPresent(derive::add));
              });
    }
    return derive;
  }

  /** What the shape of the file refuses is told already. */
  private Optional<Derive> derive(DerivationType type, Yaml argument) {
    if (argument instanceof Yaml.Scalar of) {
      return column(of).map(name -> new Derive(type, name, "", of.at()));
    }
    if (!(argument instanceof Yaml.Entries entries)) {
      return Optional.empty();
    }
    Optional<Yaml.Scalar> prefix = entries.scalar("prefix");
    if (prefix.isPresent() && !PREFIX.matcher(prefix.get().text()).matches()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          prefix.get().at(),
          "A prefix cannot be " + prefix.get().kind() + ".",
          "Use small letters, digits and _, at most 30, such as title_.");
      return Optional.empty();
    }
    return entries
        .scalar("of")
        .flatMap(this::column)
        .map(
            name ->
                new Derive(type, name, prefix.map(Yaml.Scalar::text).orElse(""), argument.at()));
  }

  private Optional<String> column(Yaml.Scalar of) {
    if (of.text().isBlank() || of.text().startsWith("_leat_")) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          of.at(),
          "A column to compute from cannot be " + of.kind() + ".",
          "Name a column of the table.");
      return Optional.empty();
    }
    return Optional.of(of.text());
  }

  /** The type and the format are said of values that stay what they are. */
  Values column(Yaml.Entries rule) {
    Optional<Mask> mask = rule.text("mask").flatMap(ShapingReader::mask);
    for (String other : List.of("type", "format")) {
      if (mask.isPresent() && rule.value(other).isPresent()) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            rule.value(other).orElseThrow().at(),
            "A masked column is text, and cannot have a '" + other + "'.",
            "Leave out '" + other + "' or 'mask'.");
      }
    }
    Map<String, Optional<String>> map = new TreeMap<>();
    for (Yaml.Entry entry : rule.map("map").entries()) {
      switch (entry.value()) {
        case Yaml.Scalar scalar -> map.put(entry.key(), Optional.of(scalar.text()));
        case Yaml.Nothing nothing -> map.put(entry.key(), Optional.empty());
        case Yaml.Items items -> refuse(entry, items);
        case Yaml.Entries entries -> refuse(entry, entries);
      }
    }
    Optional<Value> fallback =
        rule.scalar("default").map(scalar -> new Value(scalar.text(), scalar.quoted()));
    boolean strict = rule.text("unmapped").equals(Optional.of("quarantine"));
    return new Values(fallback, map, strict, mask);
  }

  private void refuse(Yaml.Entry entry, Yaml value) {
    mistakes.add(
        ProjectError.PROJECT_VALUE_INVALID,
        entry.at(),
        "'" + entry.key() + "' cannot become " + value.kind() + ".",
        "Write a text, a number, or nothing.");
  }

  private static Optional<Mask> mask(String text) {
    Matcher matcher = MASK.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String length = matcher.group(1);
    return length == null
        ? Choices.find(Masking.class, text.toLowerCase(Locale.ROOT)).map(how -> new Mask(how, 0))
        : Optional.of(new Mask(Masking.TRUNCATE, Integer.parseInt(length)));
  }
}
