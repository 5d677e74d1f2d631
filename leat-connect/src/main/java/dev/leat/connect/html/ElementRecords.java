package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Records that are repeating elements. */
final class ElementRecords {
  private ElementRecords() {}

  static Sheet read(List<Element> elements, HtmlRule rule) throws Broken {
    List<String> names = List.copyOf(rule.columns().keySet());
    List<ValuePath> paths = List.copyOf(rule.columns().values());
    var sheet = new Sheet(names, rule.fill());
    boolean[] found = new boolean[paths.size()];
    for (Element element : elements) {
      List<@Nullable String> values = new ArrayList<>(paths.size());
      for (int i = 0; i < paths.size(); i++) {
        String value = value(paths.get(i), element, sheet);
        found[i] |= value != null;
        values.add(value);
      }
      if (!isDropped(names, values, rule.drop())) {
        sheet.add(values);
      }
    }
    for (int i = 0; i < paths.size(); i++) {
      if (!elements.isEmpty() && !found[i] && paths.get(i).isRequired()) {
        throw new Broken("no " + rule.place() + " has '" + paths.get(i).written() + "'");
      }
    }
    return sheet;
  }

  private static @Nullable String value(ValuePath path, Element element, Sheet sheet) {
    return path.column().isEmpty() && path.ancestor().isEmpty() && path.attribute().equals("row")
        ? Long.toString(sheet.size())
        : path.in(element);
  }

  private static boolean isDropped(
      List<String> names, List<@Nullable String> values, Map<String, List<Glob>> drop) {
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(i);
      String text = value == null ? "" : value;
      if (drop.getOrDefault(names.get(i), List.of()).stream().anyMatch(it -> it.matches(text))) {
        return true;
      }
    }
    return false;
  }
}
