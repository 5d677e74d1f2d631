package dev.leat.core.read;

import dev.leat.core.read.TableRequest.Declared;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fields of records in which no value was ever seen: no columns of a table, since nobody knows
 * their type, and yet there, as nulls, for a project's own SQL.
 */
final class BlankColumns {
  private BlankColumns() {}

  /** Their names as columns, those left out that the root has anyway. */
  static List<String> of(TableRequest request, Shape shape, TablePlan root) {
    List<String> names = new ArrayList<>();
    shape
        .record()
        .fields()
        .forEach(
            (field, node) -> {
              String name = name(request, field);
              if (!LayoutBuilder.hasContent(node) && !root.has(name) && !names.contains(name)) {
                names.add(name);
              }
            });
    return List.copyOf(names);
  }

  private static String name(TableRequest request, String field) {
    String normal = Names.normal(field);
    Declared declared = request.columns().getOrDefault(field, request.columns().get(normal));
    return Names.fitting(declared == null || declared.name() == null ? normal : declared.name());
  }

  /** What follows the other columns of a SELECT. */
  static String select(List<String> names) {
    return names.stream().map(name -> ", NULL AS " + Sql.name(name)).collect(Collectors.joining());
  }
}
