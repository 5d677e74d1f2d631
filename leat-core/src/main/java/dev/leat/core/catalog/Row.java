package dev.leat.core.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The current row of a result, read column by column from left to right. */
final class Row {
  /** Makes a value of a row. */
  @FunctionalInterface
  interface Mapper<T> {
    T map(Row row) throws SQLException;
  }

  private final ResultSet result;
  private int column;

  Row(ResultSet result) {
    this.result = result;
  }

  boolean next() throws SQLException {
    column = 0;
    return result.next();
  }

  String text() throws SQLException {
    return Objects.requireNonNull(result.getString(++column));
  }

  @Nullable String textOrNull() throws SQLException {
    return result.getString(++column);
  }

  long number() throws SQLException {
    return result.getLong(++column);
  }

  int whole() throws SQLException {
    return result.getInt(++column);
  }

  boolean flag() throws SQLException {
    return result.getInt(++column) != 0;
  }

  Instant instant() throws SQLException {
    return Nanos.instant(number());
  }

  @Nullable Instant instantOrNull() throws SQLException {
    long nanos = number();
    return nanos == 0 && result.wasNull() ? null : Nanos.instant(nanos);
  }
}
