package dev.leat.core.project;

import dev.leat.api.Disposition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One thing that must hold of a table's rows.
 *
 * @param name tells it from the table's other checks, in messages and in the history
 * @param threshold how many rows may be wrong
 * @param absence what it comes to where the table does not have a column that is looked at
 */
public record CheckRule(
    String name, Kind kind, Severity severity, QuarantineLimit threshold, Absence absence) {
  /** What a check comes to whose column is not there. */
  public enum Absence {
    /** It does not hold: whoever wrote it expects the column. */
    BROKEN,
    /** It holds: nobody has to bring the column. */
    PASSED
  }

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

    /**
     * Rows of which a condition in SQL is not true; unknown counts as true.
     *
     * @param names the table's columns by the names that the condition has for them; empty where it
     *     uses those of the table
     */
    record Condition(String sql, Map<String, String> names) implements Kind {
      public Condition {
        names = new TreeMap<>(names);
      }
    }

    /**
     * Rows of a vault that belong to a row of another tag which is not there.
     *
     * @param columns that name it
     */
    record Linked(String tag, List<String> columns) implements Kind {
      public Linked {
        columns = List.copyOf(columns);
      }

      /** The column of the table's rows that has the other tag's key. */
      public String key() {
        return Disposition.Link.keyOf(tag);
      }

      /** The table of all keys of the other tag. */
      public String hub() {
        return Disposition.Vault.hubOf(tag);
      }
    }

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

  CheckRule(String name, Kind kind, Severity severity, QuarantineLimit threshold) {
    this(name, kind, severity, threshold, Absence.BROKEN);
  }

  /** The columns that it looks at, as far as it names them one by one. */
  public List<String> columns() {
    return switch (kind) {
      case Kind.Nulls it -> List.of(it.column());
      case Kind.Distinct it -> List.of(it.column());
      case Kind.Accepted it -> List.of(it.column());
      case Kind.Bounds it -> List.of(it.column());
      case Kind.Fresh it -> List.of(it.column());
      case Kind.Unique it -> it.columns();
      case Kind.Rows it -> List.of();
      case Kind.Condition it -> List.of();
      case Kind.Query it -> List.of();
      case Kind.Linked it -> Stream.concat(it.columns().stream(), Stream.of(it.key())).toList();
    };
  }

  /**
   * The same check of a table that has other names for the columns, by those of this check.
   *
   * @param optional columns of this check that the table may lack
   */
  CheckRule of(String newName, Map<String, String> columns, Set<String> optional) {
    Kind own =
        switch (kind) {
          case Kind.Rows it -> it;
          case Kind.Query it -> it;
          case Kind.Linked it -> it;
          case Kind.Nulls it -> new Kind.Nulls(named(it.column(), columns));
          case Kind.Distinct it -> new Kind.Distinct(named(it.column(), columns), it.range());
          case Kind.Unique it ->
              new Kind.Unique(it.columns().stream().map(one -> named(one, columns)).toList());
          case Kind.Accepted it -> new Kind.Accepted(named(it.column(), columns), it.values());
          case Kind.Bounds it -> new Kind.Bounds(named(it.column(), columns), it.min(), it.max());
          case Kind.Fresh it -> new Kind.Fresh(named(it.column(), columns), it.within());
          case Kind.Condition it -> new Kind.Condition(it.sql(), columns);
        };
    Absence lacking = columns().stream().anyMatch(optional::contains) ? Absence.PASSED : absence;
    return new CheckRule(newName, own, severity, threshold, lacking);
  }

  private static String named(String column, Map<String, String> columns) {
    return columns.getOrDefault(column, column);
  }

  public CheckRule {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(severity);
    Objects.requireNonNull(threshold);
    Objects.requireNonNull(absence);
  }
}
