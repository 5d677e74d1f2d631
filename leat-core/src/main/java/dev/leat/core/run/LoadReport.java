package dev.leat.core.run;

import dev.leat.api.LeatEvent.Counts;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a load did to one table and its children.
 *
 * @param read rows of the root table that the added files brought
 * @param counts of the root table
 * @param children what it did to each child table
 * @param leftOut records of the files read that the table's condition leaves out
 * @param rows in the root table afterwards, -1 where nobody counted
 * @param failure null where all went well
 */
public record LoadReport(
    String table,
    State state,
    long filesAdded,
    long filesRemoved,
    long read,
    Counts counts,
    Map<String, Counts> children,
    long leftOut,
    long rows,
    Duration elapsed,
    @Nullable Failure failure) {
  /** How it ended. */
  public enum State {
    LOADED,
    CURRENT,
    FAILED
  }

  public LoadReport {
    Objects.requireNonNull(table);
    Objects.requireNonNull(state);
    Objects.requireNonNull(counts);
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** Rows that were read and are not shown, since others have the same key. */
  public long repeats() {
    return state == State.LOADED
        ? Math.max(0, read - counts.inserted() - counts.updated() - counts.unchanged())
        : 0;
  }

  /** Whether rows came, went or became others. */
  boolean changed() {
    return state == State.LOADED
        && Stream.concat(Stream.of(counts), children.values().stream()).anyMatch(LoadReport::any);
  }

  private static boolean any(Counts counts) {
    return counts.inserted() + counts.updated() + counts.deleted() + counts.quarantined() > 0;
  }
}
