package dev.leat.core.read;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row, or a whole file, that could not be read as the table wants it.
 *
 * @param row position of the record in its file; {@link #WHOLE_FILE} where none of it can be read
 * @param column as in the table where one is to blame
 * @param value the beginning of what was found
 */
public record Rejection(
    long file, long row, @Nullable String column, @Nullable String value, String reason) {
  /** Stands for a row where a whole file is rejected. */
  public static final long WHOLE_FILE = -1;

  private static final int VALUE_MAX = 200;

  public Rejection {
    Objects.requireNonNull(reason);
    value = value == null ? null : bounded(value);
  }

  static Rejection ofFile(long file, String reason) {
    return new Rejection(file, WHOLE_FILE, null, null, reason);
  }

  private static String bounded(String value) {
    String clean = value.replace('\0', '\uFFFD');
    return clean.length() <= VALUE_MAX ? clean : clean.substring(0, VALUE_MAX) + "…";
  }
}
