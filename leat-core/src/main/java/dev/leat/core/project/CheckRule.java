package dev.leat.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One thing that must hold of a table's rows.
 *
 * @param name tells it from the table's other checks, in messages and in the history
 * @param threshold how many rows may be wrong
 */
public record CheckRule(String name, Kind kind, Severity severity, QuarantineLimit threshold) {
  /** What a check that does not hold does. */
  public enum Severity {
    /** The load fails, and nothing is written. */
    FAIL,
    /** The load goes on, and says so. */
    WARN
  }

  /** What is looked at. */
  public sealed interface Kind {
    /** How many rows there are. */
    record Rows(Range range) implements Kind {}

    /** Rows without a value in a column. */
    record Nulls(String column) implements Kind {}

    /** How many different values a column has. */
    record Distinct(String column, Range range) implements Kind {}

    /** Rows whose columns another row has, too; null equals null. */
    record Unique(List<String> columns) implements Kind {
      public Unique {
        columns = List.copyOf(columns);
      }
    }

    /** Rows with another value; null is none. */
    record Accepted(String column, List<String> values) implements Kind {
      public Accepted {
        values = List.copyOf(values);
      }
    }

    /** Rows with a smaller or greater value; null is none. */
    record Bounds(String column, Optional<String> min, Optional<String> max) implements Kind {}

    /** How old the newest value of a column of dates or times is. */
    record Fresh(String column, Duration within) implements Kind {}

    /** Rows of which a condition in SQL is not true; unknown counts as true. */
    record Condition(String sql) implements Kind {}

    /** Rows that a SELECT finds. */
    record Query(String sql) implements Kind {}
  }

  /** From, to, both included. */
  public record Range(OptionalLong min, OptionalLong max) {
    public boolean holds(long number) {
      return number >= min.orElse(0) && number <= max.orElse(Long.MAX_VALUE);
    }

    @Override
    public String toString() {
      if (min.isPresent() && max.isPresent()) {
        return min.getAsLong() + " to " + max.getAsLong();
      }
      return min.isPresent() ? "at least " + min.getAsLong() : "at most " + max.orElse(0);
    }
  }

  public CheckRule {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(threshold);
  }
}
