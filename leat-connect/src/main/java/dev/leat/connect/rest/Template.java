package dev.leat.connect.rest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places to fill: {@code competitions/{id}/teams}.
 *
 * @param texts what stands between the places, one more than there are places
 */
record Template(List<String> texts, List<String> names) {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_.]*)\\}");

  Template {
    texts = List.copyOf(texts);
    names = List.copyOf(names);
  }

  static Template parse(String text) {
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      texts.add(text.substring(end, matcher.start()));
      names.add(matcher.group(1));
      end = matcher.end();
    }
    texts.add(text.substring(end));
    return new Template(texts, names);
  }

  /** Fills every place with the value of its name. */
  String fill(UnaryOperator<String> value) {
    StringBuilder filled = new StringBuilder(texts.getFirst());
    for (int i = 0; i < names.size(); i++) {
      filled.append(value.apply(names.get(i))).append(texts.get(i + 1));
    }
    return filled.toString();
  }

  /** Whether it is one place and nothing else. */
  boolean isPlace() {
    return names.size() == 1 && texts.stream().allMatch(String::isEmpty);
  }

  /** The places in a JSON value, however deep. */
  static Set<String> namesIn(Object json) {
    Set<String> names = new LinkedHashSet<>();
    collect(json, names);
    return names;
  }

  private static void collect(Object json, Set<String> into) {
    switch (json) {
      case Map<?, ?> map -> map.values().forEach(value -> collectFrom(value, into));
      case List<?> list -> list.forEach(value -> collectFrom(value, into));
      case String text -> into.addAll(parse(text).names());
      default -> {}
    }
  }

  private static void collectFrom(Object value, Set<String> into) {
    if (value != null) {
      collect(value, into);
    }
  }
}
