package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Writes a shape as JSON and reads it back.
 *
 * <p>A node is {@code {"s":[kinds, whole, fraction, significant, forms], "o":{fields}, "a":element,
 * "w":true}}, each part only where there is something to say.
 */
final class ShapeJson {
  private static final int VERSION = 1;

  private ShapeJson() {}

  static String write(Shape shape) {
    var text = new StringWriter();
    try (JsonGenerator json = Json.generator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("v", VERSION);
      json.writeObjectPropertyStart("keys");
      shape.keys().forEach((name, value) -> scalars(json, name, value));
      json.writeEndObject();
      json.writeName("record");
      node(json, shape.record());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void node(JsonGenerator json, Node node) {
    json.writeStartObject();
    if (!node.scalars().equals(Scalars.NONE)) {
      scalars(json, "s", node.scalars());
    }
    if (node.wide()) {
      json.writeBooleanProperty("w", true);
    }
    if (node.object()) {
      json.writeObjectPropertyStart("o");
      for (Map.Entry<String, Node> field : node.fields().entrySet()) {
        json.writeName(field.getKey());
        node(json, field.getValue());
      }
      json.writeEndObject();
    }
    if (node.array()) {
      json.writeName("a");
      if (node.element() == null) {
        json.writeNull();
      } else {
        node(json, node.element());
      }
    }
    json.writeEndObject();
  }

  private static void scalars(JsonGenerator json, String name, Scalars value) {
    json.writeArrayPropertyStart(name);
    json.writeNumber(value.kinds());
    json.writeNumber(value.whole());
    json.writeNumber(value.fraction());
    json.writeNumber(value.significant());
    json.writeNumber(value.forms());
    json.writeEndArray();
  }

  static Shape read(String text) {
    try (JsonParser json = Json.parser(text)) {
      Map<String, Scalars> keys = Map.of();
      Node root = Node.NONE;
      expect(json.nextToken(), JsonToken.START_OBJECT);
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        switch (name) {
          case "keys" -> keys = keys(json);
          case "record" -> root = node(json, json.nextToken());
          default -> version(json);
        }
      }
      return new Shape(keys, root);
    } catch (JacksonException | IllegalStateException e) {
      throw new LeatException(
          ReadError.SHAPE_UNREADABLE,
          "the remembered shape of a table cannot be read",
          "rebuild the table with `leat load --replay`",
          e);
    }
  }

  private static void version(JsonParser json) {
    json.nextToken();
    if (json.getIntValue() != VERSION) {
      throw new IllegalStateException("version " + json.getIntValue());
    }
  }

  private static Map<String, Scalars> keys(JsonParser json) {
    var keys = new LinkedHashMap<String, Scalars>();
    expect(json.nextToken(), JsonToken.START_OBJECT);
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      keys.put(name, scalars(json));
    }
    return keys;
  }

  private static Node node(JsonParser json, JsonToken start) {
    expect(start, JsonToken.START_OBJECT);
    Scalars scalars = Scalars.NONE;
    boolean wide = false;
    boolean array = false;
    Map<String, Node> fields = null;
    Node element = null;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "s" -> scalars = scalars(json);
        case "w" -> wide = json.nextToken() == JsonToken.VALUE_TRUE;
        case "o" -> fields = fields(json);
        default -> {
          array = true;
          element = element(json);
        }
      }
    }
    boolean object = fields != null;
    return new Node(scalars, object, array, wide, fields == null ? Map.of() : fields, element);
  }

  private static @Nullable Node element(JsonParser json) {
    JsonToken token = json.nextToken();
    return token == JsonToken.VALUE_NULL ? null : node(json, token);
  }

  private static Map<String, Node> fields(JsonParser json) {
    expect(json.nextToken(), JsonToken.START_OBJECT);
    var fields = new LinkedHashMap<String, Node>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      fields.put(name, node(json, json.nextToken()));
    }
    return fields;
  }

  private static Scalars scalars(JsonParser json) {
    expect(json.nextToken(), JsonToken.START_ARRAY);
    var parts = new int[5];
    for (int i = 0; i < parts.length; i++) {
      json.nextToken();
      parts[i] = json.getIntValue();
    }
    expect(json.nextToken(), JsonToken.END_ARRAY);
    return new Scalars(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  private static void expect(@Nullable JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw new IllegalStateException("not " + wanted + ": " + found);
    }
  }
}
