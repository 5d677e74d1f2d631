package dev.leat.core.read;

import java.util.Collection;
import java.util.stream.Collectors;

/** Quotes what goes into SQL text. */
final class Sql {
  private Sql() {}

  static String name(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  static String text(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return quoted.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
  }

  static String texts(Collection<String> texts) {
    return texts.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
  }

  static String field(String struct, String field) {
    return "struct_extract(" + struct + ", " + text(field) + ")";
  }
}
