package dev.leat.core.read;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what every value of a table's files looked like, as evidence rather than as types.
 *
 * <p>Shapes merge like sets: order does not matter, and a file that is seen twice adds nothing. So
 * types depend on the data alone, never on how it was cut into loads.
 */
public final class Shape {
  /** Nothing was seen yet. */
  public static final Shape NONE = new Shape(Map.of(), Node.NONE);

  private final Map<String, Scalars> keys;
  private final Node record;

  Shape(Map<String, Scalars> keys, Node record) {
    this.keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    this.record = record;
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws dev.leat.api.LeatException where it is something else
   */
  public static Shape parse(String json) {
    return ShapeJson.read(json);
  }

  /** The evidence of dataset keys, which are columns too. */
  static Shape ofKeys(Keys keys) {
    var evidence = new LinkedHashMap<String, Scalars>();
    keys.values().forEach((name, value) -> evidence.put(name, evidence(value)));
    return new Shape(evidence, Node.NONE);
  }

  private static Scalars evidence(KeyValue value) {
    return switch (value) {
      case KeyValue.Whole whole ->
          new Scalars(
              Scalars.INTEGER,
              Long.toString(whole.value()).replace("-", "").length(),
              0,
              0,
              TextForms.ALL);
      case KeyValue.Text text -> new Scalars(Scalars.TEXT, 0, 0, 0, TextForms.NONE);
    };
  }

  static Shape ofRecord(Node record) {
    return new Shape(Map.of(), record);
  }

  public Shape merge(Shape other) {
    var union = new LinkedHashMap<>(keys);
    other.keys.forEach((name, value) -> union.merge(name, value, Scalars::merge));
    return new Shape(union, record.merge(other.record));
  }

  /** The same, every type decided for all data to come. */
  Shape settled() {
    return new Shape(keys, record.settled());
  }

  /** One line of JSON, for the catalog. */
  public String toJson() {
    return ShapeJson.write(this);
  }

  Map<String, Scalars> keys() {
    return keys;
  }

  Node record() {
    return record;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && keys.equals(shape.keys) && record.equals(shape.record);
  }

  @Override
  public int hashCode() {
    return 31 * keys.hashCode() + record.hashCode();
  }

  @Override
  public String toString() {
    return toJson();
  }
}
