package dev.leat.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the answer to a query, row by row; slow sinks slow the query. */
public interface RowSink {
  /** Called once, before any row. */
  void columns(List<ResultColumn> columns);

  /**
   * One row: {@link Boolean}, {@link Long}, {@link java.math.BigInteger}, {@link
   * java.math.BigDecimal}, {@link Double}, {@link String}, {@link java.time.LocalDate}, {@link
   * java.time.LocalTime}, {@link java.time.LocalDateTime}, {@link java.time.Instant} or null; what
   * is nested as a {@link java.util.List} or {@link java.util.Map} whose text is as the destination
   * writes it, where it can; anything else as the destination writes it.
   */
  void row(List<@Nullable Object> values);

  /**
   * A column of an answer.
   *
   * @param type in the destination's own words
   */
  record ResultColumn(String name, String type) {
    public ResultColumn {
      Objects.requireNonNull(name);
      Objects.requireNonNull(type);
    }
  }
}
