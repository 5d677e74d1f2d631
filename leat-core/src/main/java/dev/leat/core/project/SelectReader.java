package dev.leat.core.project;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code select:}: a map, a list of maps, {@code *} or a condition. */
final class SelectReader {
  private static final int SELECTORS_MAX = 100_000;

  private final Mistakes mistakes;

  SelectReader(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Empty where it has mistakes; everything where it is absent. */
  Optional<SelectorRule> read(Optional<Yaml> select) {
    return switch (select.orElse(null)) {
      case null -> Optional.of(new SelectorRule.Everything());
      case Yaml.Nothing nothing -> Optional.empty();
      case Yaml.Scalar scalar -> scalar(scalar);
      case Yaml.Entries map -> exact(List.of(map), map.at());
      case Yaml.Items items -> exact(items.items(), items.at());
    };
  }

  private Optional<SelectorRule> scalar(Yaml.Scalar scalar) {
    String text = scalar.text().strip();
    if (scalar.unresolved()) {
      return Optional.empty();
    }
    if (text.equals("*")) {
      return Optional.of(new SelectorRule.Everything());
    }
    try {
      Condition condition = ConditionParser.read(scalar.text());
      return Optional.of(new SelectorRule.Where(condition, scalar.at()));
    } catch (ConditionParser.Refused refused) {
      mistakes.add(
          ProjectError.CONDITION_INVALID,
          place(scalar, refused.offset()),
          refused.problem(),
          refused.remedy());
      return Optional.empty();
    }
  }

  /** Exact where the condition stands as it is in one line. */
  private static Position place(Yaml.Scalar scalar, int offset) {
    boolean asWritten = scalar.text().equals(scalar.written());
    boolean oneLine = !scalar.written().contains("\n");
    return asWritten && oneLine
        ? scalar.at().right(offset + (scalar.quoted() ? 1 : 0))
        : scalar.at();
  }

  private Optional<SelectorRule> exact(List<Yaml> maps, Position at) {
    List<Keys> all = new ArrayList<>();
    for (Yaml map : maps) {
      all.addAll(product(Yaml.Entries.of(map)));
    }
    if (all.size() > SELECTORS_MAX) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          at,
          "The lists multiply to more than " + SELECTORS_MAX + " selectors.",
          "Use shorter lists, or a condition.");
      return Optional.empty();
    }
    return Optional.of(new SelectorRule.Exact(all));
  }

  /** Every combination of one value per key, the last key changing fastest. */
  private static List<Keys> product(Yaml.Entries map) {
    List<Keys> product = List.of(Keys.NONE);
    for (Yaml.Entry entry : map.entries()) {
      List<KeyValue> values =
          map.list(entry.key()).stream()
              .filter(Yaml.Scalar.class::isInstance)
              .map(item -> value((Yaml.Scalar) item))
              .toList();
      product =
          product.stream()
              .flatMap(keys -> values.stream().map(value -> keys.with(entry.key(), value)))
              .limit(SELECTORS_MAX + 1L)
              .toList();
    }
    return product;
  }

  private static KeyValue value(Yaml.Scalar scalar) {
    boolean whole = !scalar.quoted() && scalar.text().matches("0|-?[1-9][0-9]{0,17}");
    return whole ? KeyValue.of(Long.parseLong(scalar.text())) : KeyValue.of(scalar.text());
  }
}
