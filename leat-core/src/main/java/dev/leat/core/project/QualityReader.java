package dev.leat.core.project;

import dev.leat.api.Reference;
import dev.leat.api.Reference.Orphans;
import dev.leat.core.project.CheckRule.Kind;
import dev.leat.core.project.CheckRule.Range;
import dev.leat.core.project.CheckRule.Severity;
import dev.leat.core.project.Quality.ProfileRule;
import dev.leat.core.project.TableDefinition.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what must hold of tables: checks of each, and references between them. */
final class QualityReader {
  private static final QuarantineLimit NONE = new QuarantineLimit.Rows(0);

  private final Mistakes mistakes;

  QualityReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** What a table says of itself alone; its references are not looked at. */
  Quality read(Yaml.Entries table) {
    return new Quality(List.of(), checks(table), profile(table));
  }

  /** The checks of a table or of a tag, and those of its columns. */
  List<CheckRule> checks(Yaml.Entries table) {
    var checks = new ArrayList<CheckRule>();
    for (Yaml check : table.list("checks")) {
      add(checks, ofTable(Yaml.Entries.of(check)), Yaml.Entries.of(check));
    }
    for (Yaml.Entry column : table.map("columns").entries()) {
      Yaml.Entries rule = Yaml.Entries.of(column.value());
      String name = rule.text("name").orElse(column.key());
      for (Yaml check : rule.list("checks")) {
        add(checks, ofColumn(name, Yaml.Entries.of(check)), Yaml.Entries.of(check));
      }
    }
    return checks;
  }

  private void add(List<CheckRule> checks, Map<String, Kind> kinds, Yaml.Entries written) {
    if (kinds.isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_KEY_MISSING,
          written.at(),
          "The check does not say what must hold.",
          "Add what it looks at, such as 'condition'.");
    }
    Optional<String> own = written.text("name");
    kinds.forEach(
        (usual, kind) -> {
          String name = own.orElse(usual);
          if (checks.stream().anyMatch(check -> check.name().equals(name))) {
            mistakes.add(
                ProjectError.PROJECT_VALUE_INVALID,
                written.at(),
                "Two checks of the table are called '" + name + "'.",
                "Give each a 'name' of its own.");
          }
          checks.add(new CheckRule(name, kind, severity(written), threshold(kind, written)));
        });
  }

  private static Severity severity(Yaml.Entries written) {
    return written
        .text("severity")
        .flatMap(text -> Choices.find(Severity.class, text))
        .orElse(Severity.FAIL);
  }

  private static QuarantineLimit threshold(Kind kind, Yaml.Entries written) {
    String key = kind instanceof Kind.Nulls ? "nulls" : "threshold";
    return written.text(key).flatMap(QuarantineLimit::parse).orElse(NONE);
  }

  private static Map<String, Kind> ofTable(Yaml.Entries written) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    range(written, "rows").ifPresent(range -> kinds.put("rows", new Kind.Rows(range)));
    List<String> unique = written.texts("unique");
    if (!unique.isEmpty()) {
      kinds.put("unique " + String.join(", ", unique), new Kind.Unique(unique));
    }
    condition(written, kinds);
    written.text("query").ifPresent(sql -> kinds.put("query", new Kind.Query(sql)));
    return kinds;
  }

  private static Map<String, Kind> ofColumn(String column, Yaml.Entries written) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    if (written.text("nulls").isPresent()) {
      kinds.put(column + " nulls", new Kind.Nulls(column));
    }
    if (written.text("unique").equals(Optional.of("true"))) {
      kinds.put(column + " unique", new Kind.Unique(List.of(column)));
    }
    range(written, "distinct")
        .ifPresent(range -> kinds.put(column + " distinct", new Kind.Distinct(column, range)));
    List<String> accepted = written.texts("accepted");
    if (!accepted.isEmpty()) {
      kinds.put(column + " accepted", new Kind.Accepted(column, accepted));
    }
    Optional<String> min = written.text("min");
    Optional<String> max = written.text("max");
    if (min.isPresent() || max.isPresent()) {
      kinds.put(column + " bounds", new Kind.Bounds(column, min, max));
    }
    written
        .text("fresh")
        .flatMap(Durations::parse)
        .ifPresent(within -> kinds.put(column + " fresh", new Kind.Fresh(column, within)));
    condition(written, kinds);
    return kinds;
  }

  private static void condition(Yaml.Entries written, Map<String, Kind> kinds) {
    written
        .text("condition")
        .ifPresent(sql -> kinds.put(sql.strip(), new Kind.Condition(sql, Map.of())));
  }

  private static Optional<Range> range(Yaml.Entries written, String key) {
    Yaml.Entries range = written.map(key);
    return range.entries().isEmpty()
        ? Optional.empty()
        : Optional.of(new Range(number(range, "min"), number(range, "max")));
  }

  private static OptionalLong number(Yaml.Entries range, String key) {
    return range.text(key).filter(Shape.Form.AMOUNT::accepts).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  private static Optional<ProfileRule> profile(Yaml.Entries table) {
    Yaml.Entries bands = table.map("profile");
    if (bands.entries().isEmpty() && !table.text("profile").equals(Optional.of("true"))) {
      return Optional.empty();
    }
    return Optional.of(
        new ProfileRule(band(bands, "rows"), band(bands, "nulls"), band(bands, "distinct")));
  }

  private static Optional<QuarantineLimit> band(Yaml.Entries bands, String key) {
    return bands.text(key).flatMap(QuarantineLimit::parse);
  }

  /** Joins tables by their references; circles are a mistake. */
  List<TableDefinition> join(List<TableDefinition> tables, Yaml.Entries written) {
    Map<String, TableDefinition> known = new LinkedHashMap<>();
    tables.forEach(table -> known.put(table.name(), table));
    for (Yaml.Entry entry : written.entries()) {
      TableDefinition table = known.get(entry.key());
      if (table != null) {
        List<Reference> references = references(table, Yaml.Entries.of(entry.value()), known);
        known.put(table.name(), table.with(table.quality().with(references)));
      }
    }
    known.values().forEach(table -> refuseCircle(table, known));
    return List.copyOf(known.values());
  }

  private List<Reference> references(
      TableDefinition table, Yaml.Entries written, Map<String, TableDefinition> known) {
    var references = new ArrayList<Reference>();
    for (Yaml.Entry each : written.map("references").entries()) {
      if (each.value() instanceof Yaml.Scalar parent) {
        reference(table.name(), List.of(each.key()), parent, Orphans.REFUSED, known)
            .ifPresent(references::add);
      }
    }
    if (written.value("references").orElse(null) instanceof Yaml.Items items) {
      for (Yaml item : items.items()) {
        Yaml.Entries each = Yaml.Entries.of(item);
        Orphans orphans =
            each.text("orphans").equals(Optional.of("quarantine"))
                ? Orphans.QUARANTINED
                : Orphans.REFUSED;
        each.scalar("table")
            .flatMap(
                parent -> reference(table.name(), each.texts("columns"), parent, orphans, known))
            .ifPresent(references::add);
      }
    }
    return references;
  }

  private Optional<Reference> reference(
      String table,
      List<String> columns,
      Yaml.Scalar parent,
      Orphans orphans,
      Map<String, TableDefinition> known) {
    TableDefinition to = known.get(parent.text());
    if (to == null) {
      mistakes.add(
          ProjectError.PROJECT_NAME_UNKNOWN,
          parent.at(),
          "There is no table " + parent.kind() + " to refer to.",
          Nearest.suggest(parent.text(), known.keySet()));
      return Optional.empty();
    }
    if (to.write() != Write.MERGE) {
      refuseParent(to, parent.at());
      return Optional.empty();
    }
    if (to.name().equals(table) && orphans == Orphans.QUARANTINED) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          parent.at(),
          "Rows of '" + table + "' refer to rows of its own, and orphans cannot go to quarantine.",
          "Leave out 'orphans': of such rows, each that goes could make others orphans.");
      return Optional.empty();
    }
    if (columns.size() != to.key().size()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          parent.at(),
          "The key of '%s' has %d columns (%s), and %d refer to it."
              .formatted(to.name(), to.key().size(), String.join(", ", to.key()), columns.size()),
          "List one column for each, in the order of the key.");
      return Optional.empty();
    }
    return Optional.of(new Reference(table, columns, to.name(), to.key(), orphans));
  }

  private void refuseParent(TableDefinition to, Position at) {
    boolean history = to.write() == Write.SCD2 || to.write() == Write.VAULT;
    mistakes.add(
        ProjectError.PROJECT_VALUE_INVALID,
        at,
        "Rows of '"
            + to.name()
            + "' cannot be referred to: "
            + (history
                ? "it keeps every version of a row, under one key."
                : "it has no key that is unique."),
        history
            ? "Refer to a second table from the same feed, with the same key and write: merge."
            : "Give it a 'key' and write: merge.");
  }

  private void refuseCircle(TableDefinition table, Map<String, TableDefinition> known) {
    List<String> way = wayBack(table.name(), table, known, new HashSet<>());
    if (!way.isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          table.at(),
          "The references of '%s' lead in a circle: %s."
              .formatted(table.name(), String.join(" -> ", way)),
          "Leave one of them out: a table is loaded after those that it refers to.");
    }
  }

  /** The other tables on the way from one to a goal; empty where no reference leads there. */
  private static List<String> wayBack(
      String goal, TableDefinition from, Map<String, TableDefinition> known, Set<String> seen) {
    for (Reference reference : from.quality().references()) {
      String parent = reference.parent();
      if (parent.equals(from.name())) {
        continue;
      }
      if (parent.equals(goal)) {
        return List.of(from.name(), goal);
      }
      TableDefinition next = known.get(parent);
      if (next != null && seen.add(parent)) {
        List<String> rest = wayBack(goal, next, known, seen);
        if (!rest.isEmpty()) {
          var way = new ArrayList<>(List.of(from.name()));
          way.addAll(rest);
          return way;
        }
      }
    }
    return List.of();
  }
}
