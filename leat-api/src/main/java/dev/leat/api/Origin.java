package dev.leat.api;

import java.time.Instant;
import java.util.Objects;

/**
 * Where one row of a table came from.
 *
 * @param row position of the record in its file, from 0
 * @param load the load that last changed the row
 * @param run the run that made that load
 * @param at when the newest file of that load was fetched
 */
public record Origin(String table, LoadFile file, long row, long load, String run, Instant at) {
  public Origin {
    Objects.requireNonNull(table);
    Objects.requireNonNull(file);
    Objects.requireNonNull(run);
    Objects.requireNonNull(at);
  }
}
