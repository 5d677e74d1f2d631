package dev.leat.core.project;

import dev.leat.api.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * A use that several sources share: the least that each must bring.
 *
 * @param summary what it is for, in one sentence
 * @param checks of every table that has it, with the names of its columns
 */
public record Tag(String name, String summary, List<Column> columns, List<CheckRule> checks) {
  /**
   * A canonical column.
   *
   * @param unit of its values, such as seconds or EUR
   * @param required whether every file must bring it
   * @param min the least value, as text
   * @param max the greatest value, as text
   * @param values all that it may hold, empty where anything goes
   */
  public record Column(
      String name,
      ColumnType type,
      Optional<String> unit,
      boolean required,
      Optional<String> min,
      Optional<String> max,
      List<String> values) {
    public Column {
      values = List.copyOf(values);
    }
  }

  public Tag {
    columns = List.copyOf(columns);
    checks = List.copyOf(checks);
  }

  Tag(String name, String summary, List<Column> columns) {
    this(name, summary, columns, List.of());
  }

  public Optional<Column> column(String wanted) {
    return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
  }
}
