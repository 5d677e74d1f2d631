package dev.leat.core.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the leat.yaml of a project that is one source; JSON is YAML. */
final class SourceText {
  private SourceText() {}

  static String of(String type, Map<String, String> options) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", type);
    options.forEach((name, value) -> source.put(name, value));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("leat", 1);
    root.put("sources", Map.of(name(type), source));
    var text = new StringBuilder();
    JsonText.write(root, text);
    return text.toString();
  }

  /** A class that names a type lends the source the last part of its name. */
  private static String name(String type) {
    String last = List.of(type.split("[.$]")).getLast();
    return ProjectShape.NAME.matcher(last).matches() ? last : "source";
  }
}
