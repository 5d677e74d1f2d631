package dev.leat.core.read;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary evidence. */
final class Shapes {
  private Shapes() {}

  static Arbitrary<Shape> any() {
    return Combinators.combine(
            Arbitraries.maps(Arbitraries.of("k1", "k2"), scalars()).ofMaxSize(2), node(3))
        .as((keys, record) -> new Shape(keys, record));
  }

  static Arbitrary<Scalars> scalars() {
    Arbitrary<Integer> digits = Arbitraries.integers().between(0, 45);
    return Combinators.combine(
            Arbitraries.integers().between(0, 511),
            digits,
            digits,
            digits,
            Arbitraries.integers().between(0, TextForms.ALL))
        .as(Scalars::new);
  }

  private static Arbitrary<Node> node(int depth) {
    Arbitrary<Node> plain = scalars().map(Node::ofScalars);
    if (depth == 0) {
      return plain;
    }
    Arbitrary<Map<String, Node>> fields =
        Arbitraries.maps(
                Arbitraries.of("a", "b", "c", "d"), Arbitraries.lazy(() -> node(depth - 1)))
            .ofMaxSize(3);
    Arbitrary<Node> wide =
        Arbitraries.integers().between(Node.FIELDS_MAX - 1, Node.FIELDS_MAX + 1).map(Shapes::wide);
    Arbitrary<Node> one =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(10, plain),
            net.jqwik.api.Tuple.of(10, fields.map(Node::ofFields)),
            net.jqwik.api.Tuple.of(
                10, Arbitraries.lazy(() -> node(depth - 1)).map(Node::ofElement)),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(Node.ofElement(null))),
            net.jqwik.api.Tuple.of(1, wide));
    return one.list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .map(list -> list.stream().reduce(Node::merge).get());
  }

  private static Node wide(int size) {
    var fields = new LinkedHashMap<String, Node>();
    for (int i = 0; i < size; i++) {
      fields.put("f" + i, Node.NONE);
    }
    return Node.ofFields(fields);
  }
}
