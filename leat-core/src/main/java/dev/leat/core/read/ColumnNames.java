package dev.leat.core.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the names of a header distinct. */
final class ColumnNames {
  private ColumnNames() {}

  /** Columns without a name are called by their place, and of two equal names one by a number. */
  static List<String> distinct(List<String> names) {
    var distinct = new ArrayList<String>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String wanted = name.isBlank() ? "column_" + (distinct.size() + 1) : name.strip();
      String free = wanted;
      for (int i = 2; !taken.add(free); i++) {
        free = wanted + "_" + i;
      }
      distinct.add(free);
    }
    return distinct;
  }
}
