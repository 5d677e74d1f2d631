package dev.leat.core.contract;

import dev.leat.api.ColumnType;
import java.util.List;
import java.util.Optional;

/** What a table's files must bring to be of use for its tag. */
public record TagRule(String tag, List<Need> needs) {
  /**
   * A column of the tag.
   *
   * @param column of the table
   * @param required whether a file without it is refused
   * @param min as text
   * @param max as text
   * @param values all that it may hold, empty where anything goes
   */
  public record Need(
      String name,
      ColumnType type,
      String column,
      boolean required,
      Optional<String> min,
      Optional<String> max,
      List<String> values) {
    public Need {
      values = List.copyOf(values);
    }
  }

  public TagRule {
    needs = List.copyOf(needs);
  }
}
