package dev.leat.core.read;

import org.jspecify.annotations.Nullable;

/** Ends the reading of one record: it cannot become a row of the table. */
final class Misfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String column;
  private final @Nullable String value;
  private final String reason;

  Misfit(@Nullable String column, @Nullable String value, String reason) {
    super(reason, null, false, false);
    this.column = column;
    this.value = value;
    this.reason = reason;
  }

  Rejection at(long file, long row) {
    return new Rejection(file, row, column, value, reason);
  }
}
