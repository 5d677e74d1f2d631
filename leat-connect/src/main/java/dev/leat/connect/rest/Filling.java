package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PARENT_UNUSABLE;

import dev.leat.api.KeyValue;
import dev.leat.api.LeatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the places of a feed's requests. */
final class Filling {
  /** A segment that browsers and servers take for "here" or "one up". */
  private static final Pattern STEPS = Pattern.compile("(^|/)\\.\\.?(/|$)");

  private final Map<String, String> places;
  private final Map<String, KeyValue> values;

  /**
   * @param places the key that fills each placeholder
   * @param values by key
   */
  Filling(Map<String, String> places, Map<String, KeyValue> values) {
    this.places = places;
    this.values = values;
  }

  private KeyValue value(String placeholder) {
    KeyValue value = values.get(places.getOrDefault(placeholder, placeholder));
    if (value == null) {
      throw new IllegalStateException("nothing fills {" + placeholder + "}");
    }
    return value;
  }

  String text(Template template) {
    return template.fill(placeholder -> value(placeholder).text());
  }

  /** For a path: what is filled in stays within its segment. */
  String path(Template template) {
    String path = template.fill(placeholder -> value(placeholder).text(), Call::encode);
    if (!template.names().isEmpty() && STEPS.matcher(path).find()) {
      throw new LeatException(
          REST_PARENT_UNUSABLE,
          "the path '" + path + "' leads elsewhere: what fills its places makes a step of dots",
          "correct 'each' of the feed: what it is asked by must name something");
    }
    return path;
  }

  List<String> texts(List<Template> templates) {
    return templates.stream().map(this::text).toList();
  }

  Call.Body body(Call.Body body) {
    return switch (body) {
      case Call.Body.None none -> none;
      case Call.Body.Json json -> new Call.Body.Json(document(json.document()));
      case Call.Body.Form form -> {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        form.fields()
            .forEach(
                (name, texts) ->
                    fields.put(name, texts(texts.stream().map(Template::parse).toList())));
        yield new Call.Body.Form(fields);
      }
    };
  }

  /** A GraphQL query has braces of its own: nothing is filled in there. */
  static Object fillable(@Nullable Object document) {
    if (document instanceof Map<?, ?> map && map.get("query") instanceof String) {
      Map<Object, @Nullable Object> rest = new LinkedHashMap<>(map);
      rest.remove("query");
      return rest;
    }
    return document == null ? "" : document;
  }

  private @Nullable Object document(@Nullable Object document) {
    if (document instanceof Map<?, ?> map && map.get("query") instanceof String query) {
      Map<String, @Nullable Object> filled = new LinkedHashMap<>();
      map.forEach(
          (name, value) ->
              filled.put(
                  String.valueOf(name), Objects.equals(name, "query") ? query : fill(value)));
      return filled;
    }
    return fill(document);
  }

  private @Nullable Object fill(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        map.forEach((name, inside) -> filled.put(String.valueOf(name), fill(inside)));
        yield filled;
      }
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        list.forEach(item -> filled.add(fill(item)));
        yield filled;
      }
      case String text -> fill(Template.parse(text));
      default -> value;
    };
  }

  /** A place alone keeps its kind: a number stays one. */
  private Object fill(Template template) {
    if (template.isPlace() && value(template.names().getFirst()) instanceof KeyValue.Whole whole) {
      return new Json.Digits(whole.text());
    }
    return text(template);
  }
}
