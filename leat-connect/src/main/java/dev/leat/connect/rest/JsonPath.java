package dev.leat.connect.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A way down into a JSON document: {@code $.items[*].id}, {@code $['a b'][0]}.
 *
 * @param steps from the top of the document
 */
record JsonPath(List<Step> steps) {
  /** One step down. */
  sealed interface Step {
    /** Into a field of an object. */
    record Field(String name) implements Step {}

    /** Into one element of a list, counted from 0. */
    record Index(int index) implements Step {}

    /** Into each element of a list. */
    record Each() implements Step {}
  }

  private static final Pattern STEP =
      Pattern.compile("\\.([^.\\[\\]'\\s]+)|\\['([^']+)'\\]|\\[([0-9]{1,9})\\]|(\\[\\*\\])");

  JsonPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path; {@code items[*]} is short for {@code $.items[*]}.
   *
   * @throws IllegalArgumentException where it is none; the message is a sentence
   */
  static JsonPath parse(String text) {
    String rest = text.startsWith("$") ? text.substring(1) : relative(text);
    List<Step> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(rest);
    int end = 0;
    while (matcher.find(end) && matcher.start() == end) {
      steps.add(step(matcher));
      end = matcher.end();
    }
    if (end != rest.length() || text.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is not a JSON path.");
    }
    return new JsonPath(steps);
  }

  private static String relative(String text) {
    return text.startsWith("[") ? text : "." + text;
  }

  private static Step step(Matcher matcher) {
    if (matcher.group(3) != null) {
      return new Step.Index(Integer.parseInt(matcher.group(3)));
    }
    if (matcher.group(4) != null) {
      return new Step.Each();
    }
    return new Step.Field(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
  }

  /** How many steps lead to the first list whose elements are all meant; -1 where there is none. */
  int firstEach() {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Each) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it ends at one value at most. */
  boolean isSingle() {
    return firstEach() < 0;
  }

  boolean hasIndex() {
    return steps.stream().anyMatch(Step.Index.class::isInstance);
  }

  /** Its fields, joined by dots. */
  String dotted() {
    return steps.stream()
        .map(step -> step instanceof Step.Field field ? field.name() : "*")
        .collect(Collectors.joining("."));
  }

  /** The last field on the way, empty where there is none. */
  String lastField() {
    for (Step step : steps.reversed()) {
      if (step instanceof Step.Field field) {
        return field.name();
      }
    }
    return "";
  }

  /** In the form that tables understand too. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("$");
    for (Step step : steps) {
      switch (step) {
        case Step.Field field -> text.append(field(field.name()));
        case Step.Index index -> text.append('[').append(index.index()).append(']');
        case Step.Each each -> text.append("[*]");
      }
    }
    return text.toString();
  }

  private static String field(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? "." + name : "['" + name + "']";
  }
}
