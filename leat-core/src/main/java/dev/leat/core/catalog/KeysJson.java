package dev.leat.core.catalog;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys as a JSON object: in their order, whole numbers as numbers. */
final class KeysJson {
  private KeysJson() {}

  static String write(Keys keys) {
    return Json.write(tree(keys));
  }

  static Keys read(String json) {
    return keys(Json.object(json));
  }

  static Map<String, Object> tree(Keys keys) {
    var tree = new LinkedHashMap<String, Object>();
    keys.values()
        .forEach(
            (name, value) ->
                tree.put(
                    name,
                    switch (value) {
                      case KeyValue.Whole whole -> whole.value();
                      case KeyValue.Text text -> text.value();
                    }));
    return tree;
  }

  static Keys keys(Map<?, ? extends @Nullable Object> tree) {
    var values = new LinkedHashMap<String, KeyValue>();
    tree.forEach(
        (name, value) ->
            values.put(
                String.valueOf(name),
                value instanceof Long whole
                    ? KeyValue.of(whole)
                    : KeyValue.of(String.valueOf(value))));
    return Keys.of(values);
  }
}
