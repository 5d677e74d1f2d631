package dev.leat.core.project;

import dev.leat.api.ColumnType;
import dev.leat.api.ColumnType.Simple;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the types that a project declares for columns. */
final class ColumnTypes {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\s*\\(\\s*([0-9]{1,2})\\s*(?:,\\s*([0-9]{1,2})\\s*)?\\)");
  private static final Map<String, Simple> NAMES =
      Map.ofEntries(
          Map.entry("boolean", Simple.BOOLEAN),
          Map.entry("integer", Simple.BIGINT),
          Map.entry("bigint", Simple.BIGINT),
          Map.entry("hugeint", Simple.HUGEINT),
          Map.entry("double", Simple.DOUBLE),
          Map.entry("date", Simple.DATE),
          Map.entry("time", Simple.TIME),
          Map.entry("timestamp", Simple.TIMESTAMP),
          Map.entry("timestamptz", Simple.TIMESTAMPTZ),
          Map.entry("text", Simple.TEXT),
          Map.entry("json", Simple.JSON),
          Map.entry("bytes", Simple.BYTES));

  private ColumnTypes() {}

  static Optional<ColumnType> parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    Matcher decimal = DECIMAL.matcher(name);
    if (!decimal.matches()) {
      return Optional.ofNullable(NAMES.get(name));
    }
    String scale = decimal.group(2);
    try {
      return Optional.of(
          new ColumnType.Decimal(
              Integer.parseInt(decimal.group(1)), scale == null ? 0 : Integer.parseInt(scale)));
    } catch (IllegalArgumentException outOfRange) {
      return Optional.empty();
    }
  }
}
