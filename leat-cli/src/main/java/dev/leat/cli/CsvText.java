package dev.leat.cli;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line of CSV with the quotes of RFC 4180; the line's end is the caller's.
 *
 * <p>NULL is an empty field, the empty text is {@code ""}: so does PostgreSQL's COPY.
 */
final class CsvText {
  private CsvText() {}

  static String line(Collection<? extends @Nullable Object> values) {
    return values.stream().map(CsvText::field).collect(Collectors.joining(","));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = Value.text(value);
    boolean quoted = text.isEmpty() || text.chars().anyMatch(each -> ",\"\r\n".indexOf(each) >= 0);
    return quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
