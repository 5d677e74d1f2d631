package dev.leat.core.read;

import java.util.ArrayList;
import java.util.List;

/** Finds staged texts that are not written in the format that their column declares. */
final class DateChecks {
  private final List<Check> checks = new ArrayList<>();

  /**
   * @param misfit the SQL of a record's first such text, null where there is none
   */
  private record Check(Plan.Leaf leaf, String misfit) {}

  private DateChecks() {}

  /** Sends the records that have one to quarantine. */
  static void reject(Stage stage) {
    var all = new DateChecks();
    all.collect(stage.layout().plan(), TablePlan.VALUE, List.of());
    for (Check check : all.checks) {
      String format = check.leaf().format() == null ? "" : check.leaf().format().pattern();
      String reason =
          "not a value of type " + SqlTypes.words(check.leaf().type()) + " in the format " + format;
      stage.rejectWhere(check.leaf().column(), check.misfit(), reason);
    }
  }

  /**
   * @param lists that the value is an element of, the outermost first
   */
  private void collect(Plan plan, String value, List<String> lists) {
    Plan.Leaf leaf = plan.leaf();
    if (leaf != null && leaf.format() != null) {
      String text = plan.part(value, Plan.LEAF);
      checks.add(new Check(leaf, within(lists, leaf.format().misfit(text))));
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
