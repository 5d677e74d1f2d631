package dev.leat.core.run;

import dev.leat.api.Disposition.End;
import dev.leat.api.Disposition.Order;
import dev.leat.core.project.Shaping;
import dev.leat.core.project.TableDefinition;
import dev.leat.core.project.Tag;
import dev.leat.core.project.TagUse;
import dev.leat.core.read.DateFormat;
import dev.leat.core.read.Derived;
import dev.leat.core.read.TableRequest;
import dev.leat.core.read.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says to those who read and load what a project does to the rows and values of a table. */
final class TableShaping {
  private TableShaping() {}

  static TableRequest.Shaping of(TableDefinition table) {
    boolean merges = table.write() == TableDefinition.Write.MERGE;
    return new TableRequest.Shaping(
        table.shaping().where(),
        table.shaping().sql(),
        merges ? order(table).stream().map(Order::column).toList() : List.of(),
        table.shaping().derive().stream()
            .map(each -> new Derived(each.type(), each.of(), each.prefix(), each.at().toString()))
            .toList());
  }

  /** What decides between rows of one key: the project's rule, then the cursor. */
  static List<Order> order(TableDefinition table) {
    var order = new ArrayList<Order>();
    table
        .shaping()
        .dedupe()
        .ifPresent(rule -> rule.by().forEach(by -> order.add(new Order(by, end(rule.keep())))));
    table.cursor().map(cursor -> new Order(cursor, End.HIGHEST)).ifPresent(order::add);
    return order;
  }

  /** The table's column that is one of a tag's, be it named as there or as its files name it. */
  static String brought(TableDefinition table, TagUse use, Tag.Column column) {
    String said = use.brings().getOrDefault(column.name(), column.name());
    boolean computed = table.shaping().sql().isPresent() || !table.shaping().derive().isEmpty();
    Predicate<TableDefinition.ColumnRule> renames = rule -> rule.name().equals(Optional.of(said));
    if (computed || table.columns().values().stream().anyMatch(renames)) {
      return said;
    }
    return Optional.ofNullable(table.columns().get(said))
        .flatMap(TableDefinition.ColumnRule::name)
        .orElseGet(() -> TableRequest.columnOf(said));
  }

  private static End end(Shaping.Keep keep) {
    return switch (keep) {
      case HIGHEST -> End.HIGHEST;
      case LOWEST -> End.LOWEST;
    };
  }

  static TableRequest.Declared declared(TableDefinition.ColumnRule rule) {
    return new TableRequest.Declared(
        rule.type().orElse(null),
        rule.name().orElse(null),
        rule.format().map(DateFormat::new).orElse(null),
        rule.required(),
        values(rule.values()));
  }

  private static Values values(Shaping.Values values) {
    return new Values(
        values.map().isEmpty() ? null : new Values.Mapping(values.map(), values.strict()),
        values.fallback().map(value -> new Values.Plain(value.text(), value.quoted())).orElse(null),
        values.mask().map(TableShaping::mask).orElse(null));
  }

  private static Values.Mask mask(Shaping.Mask mask) {
    return switch (mask.how()) {
      case HASH -> new Values.Mask.Hash();
      case REDACT -> new Values.Mask.Redact();
      case TRUNCATE -> new Values.Mask.Truncate(mask.length());
    };
  }
}
