package dev.leat.core.project;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns a piece of leat.yaml into JSON: numbers, true, false and null are texts only in quotes. */
final class YamlJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private YamlJson() {}

  static String text(Yaml yaml) {
    var text = new StringBuilder();
    JsonText.write(value(yaml), text);
    return text.toString();
  }

  private static Object value(Yaml yaml) {
    return switch (yaml) {
      case Yaml.Scalar scalar -> scalar(scalar);
      case Yaml.Items items -> {
        List<Object> list = new ArrayList<>();
        items.items().forEach(item -> list.add(value(item)));
        yield list;
      }
      case Yaml.Entries entries -> {
        Map<String, Object> map = new LinkedHashMap<>();
        entries.entries().forEach(entry -> map.put(entry.key(), value(entry.value())));
        yield map;
      }
      case Yaml.Nothing nothing -> Optional.empty();
    };
  }

  private static Object scalar(Yaml.Scalar scalar) {
    String text = scalar.text();
    if (scalar.quoted()) {
      return text;
    }
    return switch (text) {
      case "true", "false" -> Boolean.valueOf(text);
      case "null", "~" -> Optional.empty();
      default -> NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
    };
  }

  /** The texts in it that a reference stands for: they may be secret. */
  static List<String> referenced(Yaml yaml) {
    return switch (yaml) {
      case Yaml.Scalar scalar ->
          scalar.parts().stream().filter(Yaml.Part::referenced).map(Yaml.Part::text).toList();
      case Yaml.Items items ->
          items.items().stream().flatMap(item -> referenced(item).stream()).toList();
      case Yaml.Entries entries ->
          entries.entries().stream().flatMap(entry -> referenced(entry.value()).stream()).toList();
      case Yaml.Nothing nothing -> List.of();
    };
  }
}
