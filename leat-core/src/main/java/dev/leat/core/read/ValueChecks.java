package dev.leat.core.read;

import java.util.ArrayList;
import java.util.List;

/** Finds staged texts that are not what the project says of their column. */
final class ValueChecks {
  private final List<Check> checks = new ArrayList<>();

  /**
   * @param misfit the SQL of a record's first such text, null where there is none
   */
  private record Check(String column, String misfit, String reason) {}

  private ValueChecks() {}

  /** Sends the records that have one to quarantine. */
  static void reject(Stage stage) {
    var all = new ValueChecks();
    all.collect(stage.layout().plan(), TablePlan.VALUE, List.of());
    for (Check check : all.checks) {
      stage.rejectWhere(check.column(), check.misfit(), check.reason());
    }
  }

  /**
   * @param lists that the value is an element of, the outermost first
   */
  private void collect(Plan plan, String value, List<String> lists) {
    Plan.Leaf leaf = plan.leaf();
    if (leaf != null) {
      String text = plan.part(value, Plan.LEAF);
      for (Plan.Check check : leaf.checks()) {
        String misfit = within(lists, check.misfit().apply(text));
        checks.add(new Check(leaf.column(), misfit, check.reason()));
      }
    }
    if (plan.fields() != null) {
      String object = plan.part(value, Plan.FIELDS);
      for (Plan.Field field : plan.fields().byName().values()) {
        collect(field.plan(), Sql.field(object, field.key()), lists);
      }
    }
    if (plan.items() != null) {
      var deeper = new ArrayList<>(lists);
      deeper.add(plan.part(value, Plan.ITEMS));
      collect(plan.items().element(), element(deeper.size()), deeper);
    }
  }

  /** The first misfit of all elements. */
  static String within(List<String> lists, String misfit) {
    String found = misfit;
    for (int level = lists.size(); level > 0; level--) {
      found =
          "list_extract(list_filter(list_transform(%s, lambda %s: %s), lambda x: x IS NOT NULL), 1)"
              .formatted(lists.get(level - 1), element(level), found);
    }
    return found;
  }

  /** The name of the element of a list so many lists deep. */
  static String element(int level) {
    return "e" + level;
  }
}
