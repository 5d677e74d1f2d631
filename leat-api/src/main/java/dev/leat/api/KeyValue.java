package dev.leat.api;

import java.util.Objects;

/** One typed value of a dataset key: text or a whole number. */
public sealed interface KeyValue extends Comparable<KeyValue> {
  /** The value as text, the form in which identities are compared. */
  String text();

  static KeyValue of(long value) {
    return new Whole(value);
  }

  static KeyValue of(String value) {
    return new Text(value);
  }

  @Override
  default int compareTo(KeyValue other) {
    return this instanceof Whole a && other instanceof Whole b
        ? Long.compare(a.value(), b.value())
        : text().compareTo(other.text());
  }

  /** A whole number, such as a provider's numeric id. */
  record Whole(long value) implements KeyValue {
    @Override
    public String text() {
      return Long.toString(value);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /** Any text. */
  record Text(String value) implements KeyValue {
    public Text {
      Objects.requireNonNull(value);
    }

    @Override
    public String text() {
      return value;
    }

    @Override
    public String toString() {
      return value;
    }
  }
}
