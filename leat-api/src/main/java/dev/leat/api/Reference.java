package dev.leat.api;

import java.util.List;
import java.util.Objects;

/**
 * Says that rows of one table name rows of another one by its key.
 *
 * <p>A row whose columns are all null refers to nothing. Otherwise null equals null, as in keys.
 *
 * @param table whose rows refer
 * @param columns of that table
 * @param parent the table that is referred to
 * @param key the parent's key, in the order of the columns
 */
public record Reference(
    String table, List<String> columns, String parent, List<String> key, Orphans orphans) {
  /** What becomes of a row that refers to a row that is not there. */
  public enum Orphans {
    /** The load fails. */
    REFUSED,
    /** The row goes to quarantine. */
    QUARANTINED
  }

  public Reference {
    Objects.requireNonNull(table);
    columns = List.copyOf(columns);
    Objects.requireNonNull(parent);
    key = List.copyOf(key);
    Objects.requireNonNull(orphans);
    if (columns.isEmpty() || columns.size() != key.size()) {
      throw new IllegalArgumentException("a reference has as many columns as the key");
    }
  }

  @Override
  public String toString() {
    return table + columns + " -> " + parent + key + " " + orphans;
  }
}
