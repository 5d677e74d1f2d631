package dev.leat.core.read;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.LeatException;
import java.util.regex.Pattern;

/**
 * How a project says that dates and times are written, in the specifiers of {@code strptime}.
 *
 * @param pattern such as {@code %d.%m.%Y}
 */
public record DateFormat(String pattern) {
  private static final Pattern VALID =
      Pattern.compile("([^%]|%(-[dmyHIMSj]|[aAwdbBmyYHIpMSgnfzZjUWcxXGVu%]))+");
  private static final Pattern ZONE = Pattern.compile(".*%[zZ].*");
  private static final Pattern DAY = Pattern.compile(".*%-?[dmyYjcx].*");
  private static final Pattern CLOCK = Pattern.compile(".*%-?[HIMSgnfcX].*");

  /**
   * @throws LeatException where DuckDB would not know a specifier
   */
  public DateFormat {
    if (!VALID.matcher(pattern).matches()) {
      throw new LeatException(
          ReadError.FORMAT_UNKNOWN,
          "'" + pattern + "' is not a format of dates",
          "write it as strptime does, such as '%d.%m.%Y' or '%Y-%m-%d %H:%M:%S'");
    }
  }

  /** The type of a column that is declared by its format alone. */
  ColumnType type() {
    if (!CLOCK.matcher(pattern).matches()) {
      return Simple.DATE;
    }
    if (!DAY.matcher(pattern).matches()) {
      return Simple.TIME;
    }
    return ZONE.matcher(pattern).matches() ? Simple.TIMESTAMPTZ : Simple.TIMESTAMP;
  }

  static boolean applies(ColumnType type) {
    return type == Simple.DATE
        || type == Simple.TIME
        || type == Simple.TIMESTAMP
        || type == Simple.TIMESTAMPTZ;
  }

  /** The SQL of a value of the type, from the SQL of its text. */
  String parsed(String text, ColumnType type) {
    return "CAST(strptime(" + text + ", " + Sql.text(pattern) + ") AS " + SqlTypes.of(type) + ")";
  }

  /** Why a text is rejected. */
  String reason(ColumnType type) {
    return "not a value of type " + SqlTypes.words(type) + " in the format " + pattern;
  }

  /** The SQL of a text that is no such date, null where it is one. */
  String misfit(String text) {
    return "CASE WHEN try_strptime("
        + text
        + ", "
        + Sql.text(pattern)
        + ") IS NULL THEN "
        + text
        + " END";
  }
}
