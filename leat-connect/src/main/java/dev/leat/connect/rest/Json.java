package dev.leat.connect.rest;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Small JSON values, such as the body of a request: maps, lists, texts, {@link Digits}, booleans
 * and null.
 */
final class Json {
  /** A number as it is written. */
  record Digits(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  /** Reads one value; throws what Jackson throws where it is none. */
  static @Nullable Object parse(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      return value(parser, parser.nextToken());
    }
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    if (token == null) {
      return null;
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
      case VALUE_STRING -> parser.getString();
      default -> null;
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      object.put(name, value(parser, parser.nextToken()));
    }
    return object;
  }

  private static List<@Nullable Object> list(JsonParser parser) {
    List<@Nullable Object> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      list.add(value(parser, token));
    }
    return list;
  }

  static String write(@Nullable Object value) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, inside) -> {
              json.writeName(String.valueOf(name));
              write(json, inside);
            });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Boolean truth -> json.writeBoolean(truth);
      case Digits digits -> json.writeNumber(digits.text());
      default -> json.writeString(value.toString());
    }
  }

  /** Puts a value at a dotted path, making objects on the way. */
  @SuppressWarnings("unchecked")
  static Object with(@Nullable Object document, List<String> path, Object value) {
    if (path.isEmpty()) {
      return value;
    }
    Map<String, @Nullable Object> object =
        document instanceof Map<?, ?> map
            ? new LinkedHashMap<>((Map<String, @Nullable Object>) map)
            : new LinkedHashMap<>();
    String first = path.getFirst();
    object.put(first, with(object.get(first), path.subList(1, path.size()), value));
    return object;
  }

  /** A text or a number at a place, empty where there is none. */
  static Optional<String> find(@Nullable Object document, JsonPath path) {
    Object at = at(document, path);
    return at instanceof Boolean ? Optional.empty() : text(at);
  }

  /** A text, a number, true or false at a place, empty where there is none. */
  static Optional<String> scalar(@Nullable Object document, JsonPath path) {
    return text(at(document, path));
  }

  private static Optional<String> text(@Nullable Object at) {
    boolean isScalar = at instanceof String || at instanceof Digits || at instanceof Boolean;
    return Optional.ofNullable(isScalar ? String.valueOf(at) : null).filter(it -> !it.isEmpty());
  }

  private static @Nullable Object at(@Nullable Object document, JsonPath path) {
    Object at = document;
    for (JsonPath.Step step : path.steps()) {
      at =
          switch (step) {
            case JsonPath.Step.Field field ->
                at instanceof Map<?, ?> map ? map.get(field.name()) : null;
            case JsonPath.Step.Index index ->
                at instanceof List<?> list && index.index() < list.size()
                    ? list.get(index.index())
                    : null;
            case JsonPath.Step.Each each -> null;
          };
    }
    return at;
  }
}
