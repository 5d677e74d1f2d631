package dev.leat.api;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An ordered map of key names to typed values that identifies a dataset within its type.
 *
 * <p>Two keys are equal when their {@link #canonical()} texts are equal: order does not matter, and
 * the number 7 and the text "7" are the same identity, so nobody has to guess a type to name one.
 * Types matter for order, columns and indexes only.
 */
public final class Keys {
  /** No keys: everything, or the only dataset of its type. */
  public static final Keys NONE = new Keys(Map.of());

  private final Map<String, KeyValue> values;
  private final String canonical;

  private Keys(Map<String, KeyValue> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.canonical = join(new TreeMap<>(values));
  }

  public static Keys of(Map<String, KeyValue> values) {
    return values.isEmpty() ? NONE : new Keys(values);
  }

  public static Keys of(String name, long value) {
    return NONE.with(name, value);
  }

  public static Keys of(String name, String value) {
    return NONE.with(name, value);
  }

  /**
   * Reads {@code a=1/b=x%2Fy}; a value written as digits becomes a whole number.
   *
   * @throws IllegalArgumentException where a part is not {@code name=value}
   */
  public static Keys parse(String text) {
    var values = new LinkedHashMap<String, KeyValue>();
    for (String part : text.isEmpty() ? List.<String>of() : List.of(text.split("/", -1))) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + part + "' is not name=value");
      }
      values.put(decode(part.substring(0, equals)), guess(decode(part.substring(equals + 1))));
    }
    return of(values);
  }

  public Keys with(String name, long value) {
    return with(name, KeyValue.of(value));
  }

  public Keys with(String name, String value) {
    return with(name, KeyValue.of(value));
  }

  public Keys with(String name, KeyValue value) {
    var copy = new LinkedHashMap<>(values);
    copy.put(name, value);
    return new Keys(copy);
  }

  /** These keys, then those of the other that are not here yet. */
  public Keys and(Keys other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    var copy = new LinkedHashMap<>(values);
    other.values.forEach(copy::putIfAbsent);
    return of(copy);
  }

  public Map<String, KeyValue> values() {
    return values;
  }

  public Optional<KeyValue> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public List<String> names() {
    return new ArrayList<>(values.keySet());
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether every key here that the other has too holds the same value there. */
  public boolean agreesWith(Keys other) {
    for (var entry : values.entrySet()) {
      KeyValue there = other.values.get(entry.getKey());
      if (there != null && !there.text().equals(entry.getValue().text())) {
        return false;
      }
    }
    return true;
  }

  /** Whether the first keys of these are the other's, types and order included. */
  boolean beginsWith(Keys other) {
    var mine = values.entrySet().iterator();
    for (var entry : other.values.entrySet()) {
      if (!mine.hasNext() || !mine.next().equals(entry)) {
        return false;
      }
    }
    return true;
  }

  /** {@code a=1/b=x}, sorted by name, URL-encoded: the form that identities are compared by. */
  public String canonical() {
    return canonical;
  }

  /** {@code b=x/a=1}, in the order given, URL-encoded: the form for paths and people. */
  @Override
  public String toString() {
    return join(values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Keys keys && canonical.equals(keys.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  private static KeyValue guess(String text) {
    boolean whole = text.matches("0|-?[1-9][0-9]{0,17}");
    return whole ? KeyValue.of(Long.parseLong(text)) : KeyValue.of(text);
  }

  private static String join(Map<String, KeyValue> values) {
    var joined = new StringBuilder();
    values.forEach(
        (name, value) -> {
          joined.append(joined.isEmpty() ? "" : "/").append(encode(name));
          joined.append('=').append(encode(value.text()));
        });
    return joined.toString();
  }

  private static String encode(String text) {
    return plain(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether encoding would change nothing; nearly all names and values are such. */
  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char glyph = text.charAt(i);
      boolean kept =
          (glyph >= 'a' && glyph <= 'z')
              || (glyph >= '0' && glyph <= '9')
              || (glyph >= 'A' && glyph <= 'Z')
              || glyph == '_'
              || glyph == '-'
              || glyph == '.';
      if (!kept) {
        return false;
      }
    }
    return true;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
