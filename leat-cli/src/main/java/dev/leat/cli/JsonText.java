package dev.leat.cli;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds one JSON object on one line; numbers keep every digit.
 *
 * <p>Values may be null, texts, numbers, truth values, {@link Raw}, maps, collections, and other
 * {@code JsonText}; whatever else is written as its text.
 */
final class JsonText {
  /** JSON that is written as it is, on one line. */
  record Raw(String json) {
    @Override
    public String toString() {
      // Between values a line end is white space; within them JSON writes it as \n.
      return json.replace('\n', ' ').replace('\r', ' ');
    }
  }

  private final StringBuilder json = new StringBuilder("{");

  JsonText with(String name, @Nullable Object value) {
    if (json.length() > 1) {
      json.append(',');
    }
    text(json, name);
    json.append(':');
    value(json, value);
    return this;
  }

  @Override
  public String toString() {
    return json + "}";
  }

  static String of(@Nullable Object value) {
    var json = new StringBuilder();
    value(json, value);
    return json.toString();
  }

  private static void value(StringBuilder json, @Nullable Object value) {
    switch (value) {
      case null -> json.append("null");
      case Boolean truth -> json.append(truth);
      case Double number -> number(json, number, Double.isFinite(number));
      case Float number -> number(json, number, Float.isFinite(number));
      case BigDecimal number -> json.append(number.toPlainString());
      case Number number -> json.append(number);
      case Raw raw -> json.append(raw);
      case JsonText object -> json.append(object);
      case Map<?, ?> map -> object(json, map);
      case Collection<?> list -> array(json, list);
      default -> text(json, Value.text(value));
    }
  }

  /** JSON has no word for NaN and the infinities: they become texts. */
  private static void number(StringBuilder json, Object number, boolean finite) {
    if (finite) {
      json.append(number);
    } else {
      text(json, number.toString());
    }
  }

  private static void object(StringBuilder json, Map<?, ?> map) {
    var object = new JsonText();
    map.forEach((name, value) -> object.with(String.valueOf(name), value));
    json.append(object);
  }

  private static void array(StringBuilder json, Collection<?> list) {
    json.append('[');
    String comma = "";
    for (Object each : list) {
      json.append(comma);
      value(json, each);
      comma = ",";
    }
    json.append(']');
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      switch (each) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (each < 0x20 || loneSurrogate(text, at)) {
            json.append(String.format("\\u%04x", (int) each));
          } else {
            json.append(each);
          }
        }
      }
    }
    json.append('"');
  }

  private static boolean loneSurrogate(String text, int at) {
    char each = text.charAt(at);
    if (Character.isHighSurrogate(each)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(each)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }
}
