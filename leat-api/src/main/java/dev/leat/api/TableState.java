package dev.leat.api;

import java.util.Objects;

/**
 * What a destination's load records say of one table.
 *
 * @param load the newest load, 0 where there was none
 * @param configuration of the newest load, empty where there was none
 * @param files whose rows the table holds, or would hold if newer rows did not hide them
 */
public record TableState(String table, long load, String configuration, FileIds files) {
  public TableState {
    Objects.requireNonNull(table);
    Objects.requireNonNull(configuration);
    Objects.requireNonNull(files);
  }

  public static TableState empty(String table) {
    return new TableState(table, 0, "", FileIds.NONE);
  }
}
