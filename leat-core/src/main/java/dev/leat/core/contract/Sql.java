package dev.leat.core.contract;

import java.util.List;
import java.util.stream.Collectors;

/** Writes names and values in the SQL that all destinations understand. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String names(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A number as it is; anything else as a text, of which the column makes what it needs. */
  static String literal(String value) {
    return isNumber(value) ? value : text(value);
  }

  static boolean isNumber(String value) {
    return value.matches("-?[0-9]+(\\.[0-9]+)?");
  }
}
