package dev.leat.core.read;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one field, its own fields and its elements; merges like a set.
 *
 * @param object whether an object was seen
 * @param array whether an array was seen
 * @param wide whether objects have more fields than columns make sense for; then they have none
 *     here
 * @param fields in the order in which they were first seen; equality ignores that order
 * @param element of its arrays, null where none had one
 */
record Node(
    Scalars scalars,
    boolean object,
    boolean array,
    boolean wide,
    Map<String, Node> fields,
    @Nullable Node element) {
  /** An object of more fields is a map of data to data: it stays JSON. */
  static final int FIELDS_MAX = 1_000;

  static final Node NONE = new Node(Scalars.NONE, false, false, false, Map.of(), null);

  Node {
    fields = Collections.unmodifiableMap(fields);
  }

  static Node ofScalars(Scalars scalars) {
    return new Node(scalars, false, false, false, Map.of(), null);
  }

  static Node ofFields(Map<String, Node> fields) {
    boolean wide = fields.size() > FIELDS_MAX;
    return new Node(Scalars.NONE, true, false, wide, wide ? Map.of() : fields, null);
  }

  static Node ofElement(@Nullable Node element) {
    return new Node(Scalars.NONE, false, true, false, Map.of(), element);
  }

  Node merge(Node other) {
    boolean tooWide = wide || other.wide;
    var union = new LinkedHashMap<String, Node>();
    if (!tooWide) {
      union.putAll(fields);
      other.fields.forEach((name, node) -> union.merge(name, node, Node::merge));
      tooWide = union.size() > FIELDS_MAX;
    }
    return new Node(
        scalars.merge(other.scalars),
        object || other.object,
        array || other.array,
        tooWide,
        tooWide ? Map.of() : union,
        joined(element, other.element));
  }

  private static @Nullable Node joined(@Nullable Node one, @Nullable Node other) {
    if (one == null) {
      return other;
    }
    return other == null ? one : one.merge(other);
  }

  /** The same, every type decided for all data to come. */
  Node settled() {
    var settled = new LinkedHashMap<String, Node>();
    fields.forEach((name, node) -> settled.put(name, node.settled()));
    return new Node(
        scalars.settled(),
        object,
        array,
        wide,
        settled,
        element == null ? null : element.settled());
  }

  /** Whether a number in here would change its text on the way to a text or JSON column. */
  boolean restyled() {
    return scalars.restyled()
        || wide
        || (element != null && element.restyled())
        || fields.values().stream().anyMatch(Node::restyled);
  }
}
