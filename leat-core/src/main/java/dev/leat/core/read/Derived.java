package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.DerivationType;
import java.util.ArrayList;
import java.util.List;

/**
 * Columns that a project lets compute from the text of another one.
 *
 * @param of the column whose text it is
 * @param prefix before the names of the columns, empty for none
 * @param at where the project says so
 */
public record Derived(DerivationType type, String of, String prefix, String at) {
  /** Those of the type, and its version. */
  List<Column> columns() {
    var columns = new ArrayList<Column>();
    type.columns().forEach(column -> columns.add(named(column.name(), column)));
    columns.add(named(type.name() + "_version", new Column(type.name() + "_version", Simple.TEXT)));
    return columns;
  }

  private Column named(String name, Column column) {
    return new Column(Names.fitting(prefix + name), column.type());
  }
}
