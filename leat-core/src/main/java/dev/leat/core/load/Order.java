package dev.leat.core.load;

import dev.leat.api.Disposition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The order in which tables are loaded: after those to which their rows refer.
 *
 * <p>Tables of a vault also come after those of the tags that they link to, as far as nothing else
 * stands against it: what belongs to a row that comes in the same run has a place to belong to.
 */
final class Order {
  private final Function<TableTask, Stream<String>> before;
  private final Map<String, TableTask> waiting = new LinkedHashMap<>();
  private final List<TableTask> ordered = new ArrayList<>();

  private Order(Function<TableTask, Stream<String>> before) {
    this.before = before;
  }

  /** Parents first, then what is linked to; otherwise as given. */
  static List<TableTask> of(List<TableTask> tasks) {
    List<TableTask> linked = new Order(task -> linked(task, tasks)).order(tasks);
    return new Order(task -> task.promises().parents().stream()).order(linked);
  }

  private List<TableTask> order(List<TableTask> tasks) {
    tasks.forEach(task -> waiting.put(task.table(), task));
    tasks.forEach(task -> add(task.table()));
    return ordered;
  }

  private void add(String table) {
    TableTask task = waiting.remove(table);
    if (task != null) {
      before.apply(task).forEach(this::add);
      ordered.add(task);
    }
  }

  private static Stream<String> linked(TableTask task, List<TableTask> all) {
    return task.disposition() instanceof Disposition.Vault vault
        ? vault.links().stream()
            .flatMap(link -> all.stream().filter(other -> brings(other, link.tag())))
            .map(TableTask::table)
        : Stream.empty();
  }

  private static boolean brings(TableTask task, String tag) {
    return task.disposition() instanceof Disposition.Vault vault && vault.tag().equals(tag);
  }
}
