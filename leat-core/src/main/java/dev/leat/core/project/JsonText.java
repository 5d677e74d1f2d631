package dev.leat.core.project;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes maps, lists, texts, numbers, booleans and (as an empty Optional) null as JSON. */
final class JsonText {
  private JsonText() {}

  static void write(Object value, StringBuilder into) {
    write(value, "\n", into);
  }

  private static void write(Object value, String newLine, StringBuilder into) {
    switch (value) {
      case Map<?, ?> map -> write(map, newLine, into);
      case List<?> list -> write(list, newLine, into);
      case Number number -> into.append(number);
      case Boolean truth -> into.append(truth);
      case Optional<?> nothing -> into.append("null");
      default -> quote(value.toString(), into);
    }
  }

  private static void write(Map<?, ?> map, String newLine, StringBuilder into) {
    String inner = newLine + "  ";
    into.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<?, ?> entry = each.next();
      into.append(inner);
      quote(entry.getKey().toString(), into);
      into.append(": ");
      write(entry.getValue(), inner, into);
      into.append(each.hasNext() ? "," : newLine);
    }
    into.append('}');
  }

  private static void write(List<?> list, String newLine, StringBuilder into) {
    String inner = newLine + "  ";
    into.append('[');
    for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
      into.append(inner);
      write(each.next(), inner, into);
      into.append(each.hasNext() ? "," : newLine);
    }
    into.append(']');
  }

  private static void quote(String text, StringBuilder into) {
    into.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> into.append('\\').append(c);
        case '\n' -> into.append("\\n");
        default -> {
          if (c < ' ') {
            into.append("\\u%04x".formatted((int) c));
          } else {
            into.append(c);
          }
        }
      }
    }
    into.append('"');
  }
}
