package dev.leat.core.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds one line of JSON.
 *
 * <p>A text that is a number or a truth value in JSON's own words is written as such, so that types
 * are found as in CSV; any other is written as a text, and no value changes its characters.
 */
final class JsonLine {
  private static final String HEX = "0123456789abcdef";
  private static final int EXPONENT_DIGITS_MAX = 3;

  private byte[] bytes = new byte[1 << 12];
  private int length;

  JsonLine clear() {
    length = 0;
    return this;
  }

  int length() {
    return length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Bytes that are JSON already, without line breaks. */
  JsonLine raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  JsonLine raw(char c) {
    room(1);
    bytes[length++] = (byte) c;
    return this;
  }

  /** Whatever a value is: a text, a list, a map, nothing. */
  JsonLine value(@Nullable Object value) {
    switch (value) {
      case null -> ascii("null");
      case Map<?, ?> map -> object(map);
      case List<?> list -> array(list);
      default -> scalar(value.toString());
    }
    return this;
  }

  private void object(Map<?, ?> map) {
    raw('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        raw(',');
      }
      first = false;
      text(entry.getKey().toString()).raw(':').value(entry.getValue());
    }
    raw('}');
  }

  private void array(List<?> list) {
    raw('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        raw(',');
      }
      value(list.get(i));
    }
    raw(']');
  }

  JsonLine scalar(String text) {
    if (isLiteral(text)) {
      ascii(text);
    } else {
      text(text);
    }
    return this;
  }

  private static boolean isLiteral(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char first = text.charAt(0);
    return (first == '-' || isDigit(first))
        ? isNumber(text)
        : text.equals("true") || text.equals("false");
  }

  private static boolean isNumber(String text) {
    int at = text.charAt(0) == '-' ? 1 : 0;
    int whole = digits(text, at);
    if (whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
      return false;
    }
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      if (fraction == at + 1) {
        return false;
      }
      at = fraction;
    }
    return at == text.length() || isExponent(text, at);
  }

  private static boolean isExponent(String text, int from) {
    int at = from + 1;
    if ((text.charAt(from) != 'e' && text.charAt(from) != 'E') || at == text.length()) {
      return false;
    }
    if (text.charAt(at) == '+' || text.charAt(at) == '-') {
      at++;
    }
    int end = digits(text, at);
    return end > at && end == text.length() && end - at <= EXPONENT_DIGITS_MAX;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Always as a text. */
  JsonLine text(String text) {
    room(text.length() + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128 && c >= ' ' && c != '"' && c != '\\') {
        room(1);
        bytes[length++] = (byte) c;
      } else if (c < 128) {
        escape(c);
      } else {
        i = beyond(text, i);
      }
    }
    return raw('"');
  }

  private void escape(char c) {
    switch (c) {
      case '"' -> ascii("\\\"");
      case '\\' -> ascii("\\\\");
      case '\n' -> ascii("\\n");
      case '\r' -> ascii("\\r");
      case '\t' -> ascii("\\t");
      default -> unicode(c);
    }
  }

  private void unicode(char c) {
    ascii("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      raw(HEX.charAt(c >> shift & 15));
    }
  }

  /** A lone surrogate stays what it is, for those who read the line to refuse. */
  private int beyond(String text, int at) {
    int code = text.codePointAt(at);
    if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
      unicode((char) code);
      return at;
    }
    raw(Character.toString(code).getBytes(StandardCharsets.UTF_8));
    return at + Character.charCount(code) - 1;
  }

  private void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
