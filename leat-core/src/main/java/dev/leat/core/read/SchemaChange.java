package dev.leat.core.read;

import dev.leat.api.Column;
import dev.leat.api.ColumnType;
import dev.leat.api.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it takes to bring the tables of one shape to those of another. */
public record SchemaChange(List<Change> changes) {
  public static final SchemaChange NONE = new SchemaChange(List.of());

  /** One step. */
  public sealed interface Change {
    String table();

    /** A table that was not there. */
    record NewTable(String table) implements Change {
      @Override
      public String toString() {
        return "new table " + table;
      }
    }

    /** A column that was not there. */
    record NewColumn(String table, Column column) implements Change {
      @Override
      public String toString() {
        return "new column " + table + "." + column.name() + " " + SqlTypes.words(column.type());
      }
    }

    /** A column whose type no longer holds every value. */
    record WiderColumn(String table, String column, ColumnType from, ColumnType to)
        implements Change {
      @Override
      public String toString() {
        return "column "
            + table
            + "."
            + column
            + " "
            + SqlTypes.words(from)
            + " becomes "
            + SqlTypes.words(to);
      }
    }

    /** A column whose values now go elsewhere, so that old and new rows do not go together. */
    record LostColumn(String table, String column) implements Change {
      @Override
      public String toString() {
        return "column " + table + "." + column + " is no longer filled";
      }
    }

    /** A child table whose rows now go elsewhere. */
    record LostTable(String table) implements Change {
      @Override
      public String toString() {
        return "table " + table + " is no longer filled";
      }
    }
  }

  public SchemaChange {
    changes = List.copyOf(changes);
  }

  /** The steps from one set of tables to another. */
  public static SchemaChange between(List<TableSchema> before, List<TableSchema> after) {
    var changes = new ArrayList<Change>();
    Map<String, TableSchema> old = byName(before);
    for (TableSchema table : after) {
      TableSchema known = old.remove(table.name());
      if (known == null) {
        changes.add(new Change.NewTable(table.name()));
      } else {
        columns(known, table, changes);
      }
    }
    old.keySet().forEach(name -> changes.add(new Change.LostTable(name)));
    return new SchemaChange(changes);
  }

  private static Map<String, TableSchema> byName(List<TableSchema> tables) {
    var map = new LinkedHashMap<String, TableSchema>();
    tables.forEach(table -> map.put(table.name(), table));
    return map;
  }

  private static void columns(TableSchema known, TableSchema table, List<Change> changes) {
    var old = new LinkedHashMap<String, ColumnType>();
    known.columns().forEach(column -> old.put(column.name(), column.type()));
    for (Column column : table.columns()) {
      ColumnType from = old.remove(column.name());
      if (from == null) {
        changes.add(new Change.NewColumn(table.name(), column));
      } else if (!from.equals(column.type())) {
        changes.add(new Change.WiderColumn(table.name(), column.name(), from, column.type()));
      }
    }
    old.keySet().forEach(name -> changes.add(new Change.LostColumn(table.name(), name)));
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Steps that leave old and new rows of a table at odds. */
  public List<Change> losses() {
    return changes.stream()
        .filter(change -> change instanceof Change.LostColumn || change instanceof Change.LostTable)
        .toList();
  }
}
