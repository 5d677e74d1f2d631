package dev.leat.core.read;

import java.util.LinkedHashMap;
import java.util.Map;

/** A type as DuckDB describes it, taken apart. */
sealed interface DuckType {
  /** Without parts, such as {@code DECIMAL(18,2)}. */
  record Plain(String name) implements DuckType {}

  record Struct(Map<String, DuckType> fields) implements DuckType {}

  record ListType(DuckType element) implements DuckType {}

  /** Takes apart what {@code DESCRIBE} prints. */
  static DuckType parse(String text) {
    return new Parser(text).type();
  }

  /** Reads a type from left to right. */
  final class Parser {
    private static final String STRUCT = "STRUCT(";

    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private DuckType type() {
      DuckType type = text.startsWith(STRUCT, at) ? struct() : plain();
      while (at < text.length() && text.charAt(at) == '[') {
        at = text.indexOf(']', at) + 1;
        type = new ListType(type);
      }
      return type;
    }

    private DuckType struct() {
      at += STRUCT.length();
      var fields = new LinkedHashMap<String, DuckType>();
      while (text.charAt(at - 1) != ')') {
        String name = name();
        at++;
        fields.put(name, type());
        at += text.charAt(at) == ',' ? 2 : 1;
      }
      return new Struct(fields);
    }

    private String name() {
      if (text.charAt(at) != '"') {
        int start = at;
        at = text.indexOf(' ', at);
        return text.substring(start, at);
      }
      var name = new StringBuilder();
      at++;
      while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
        at += text.charAt(at) == '"' ? 1 : 0;
        name.append(text.charAt(at++));
      }
      at++;
      return name.toString();
    }

    /** Up to the comma, bracket or end that closes it; brackets of its own included. */
    private DuckType plain() {
      int start = at;
      int depth = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (depth == 0 && (c == ',' || c == ')' || c == '[')) {
          break;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        at++;
      }
      return new Plain(text.substring(start, at));
    }
  }
}
