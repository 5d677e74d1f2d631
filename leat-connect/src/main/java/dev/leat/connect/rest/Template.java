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
 * A text with places to fill: {@code competitions/{id}/teams}, {@code games-{date:MMMM|lower}}.
 *
 * @param texts what stands between the places, one more than there are places
 * @param forms how each place is written
 */
record Template(List<String> texts, List<String> names, List<DateForm> forms) {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\{([A-Za-z_][A-Za-z0-9_.]*)(?::([yuMLdDEHms'./_ -]+))?(?:\\|(lower|upper))?\\}");

  Template {
    texts = List.copyOf(texts);
    names = List.copyOf(names);
    forms = List.copyOf(forms);
  }

  static Template parse(String text) {
    List<String> texts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<DateForm> forms = new ArrayList<>();
    Matcher matcher = PLACE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      texts.add(text.substring(end, matcher.start()));
      names.add(matcher.group(1));
      forms.add(DateForm.of(matcher.group(2), matcher.group(3)));
      end = matcher.end();
    }
    texts.add(text.substring(end));
    return new Template(texts, names, forms);
  }

  /** Fills every place with the value of its name. */
  String fill(UnaryOperator<String> value) {
    return fill(value, UnaryOperator.identity());
  }

  /**
   * @param finish what is done to each value once it is written as its place wants it
   */
  String fill(UnaryOperator<String> value, UnaryOperator<String> finish) {
    StringBuilder filled = new StringBuilder(texts.getFirst());
    for (int i = 0; i < names.size(); i++) {
      String written = forms.get(i).write(value.apply(names.get(i)));
      filled.append(finish.apply(written)).append(texts.get(i + 1));
    }
    return filled.toString();
  }

  /** Whether it is one place and nothing else. */
  boolean isPlace() {
    return names.size() == 1
        && forms.getFirst().isPlain()
        && texts.stream().allMatch(String::isEmpty);
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
