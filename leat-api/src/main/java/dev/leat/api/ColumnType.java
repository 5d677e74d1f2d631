package dev.leat.api;

import java.util.Objects;

/** The type of a column, wide enough for every value that was seen in it. */
public sealed interface ColumnType {
  /** Types without parameters. */
  enum Simple implements ColumnType {
    BOOLEAN,
    BIGINT,
    /** 128-bit whole number. */
    HUGEINT,
    /** For values that were written with an exponent or are beyond 38 digits. */
    DOUBLE,
    DATE,
    TIME,
    /** Without zone, microseconds. */
    TIMESTAMP,
    /** An instant, microseconds, written in UTC. */
    TIMESTAMPTZ,
    TEXT,
    /** A JSON document as text. */
    JSON,
    BYTES
  }

  /** Exact decimal, at most 38 digits. */
  record Decimal(int precision, int scale) implements ColumnType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
      }
    }
  }

  /** A list of scalars, such as a pair of coordinates. */
  record ListOf(ColumnType element) implements ColumnType {
    public ListOf {
      Objects.requireNonNull(element);
      if (element instanceof ListOf) {
        throw new IllegalArgumentException("a list of lists is JSON");
      }
    }
  }
}
