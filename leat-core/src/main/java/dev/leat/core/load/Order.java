package dev.leat.core.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The order in which tables are loaded: after those to which their rows refer. */
final class Order {
  private final Map<String, TableTask> waiting = new LinkedHashMap<>();
  private final List<TableTask> ordered = new ArrayList<>();

  private Order() {}

  /** Parents first; otherwise as given. */
  static List<TableTask> of(List<TableTask> tasks) {
    var order = new Order();
    tasks.forEach(task -> order.waiting.put(task.table(), task));
    tasks.forEach(task -> order.add(task.table()));
    return order.ordered;
  }

  private void add(String table) {
    TableTask task = waiting.remove(table);
    if (task != null) {
      task.promises().parents().forEach(this::add);
      ordered.add(task);
    }
  }
}
