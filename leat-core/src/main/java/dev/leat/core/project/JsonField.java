package dev.leat.core.project;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Finds one field of a small JSON object. */
final class JsonField {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonField() {}

  /** The text, number or boolean of a field at the top; empty where the object has none. */
  static Optional<String> of(String json, String field) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals(field) && value.isScalarValue()) {
          return Optional.of(parser.getString());
        }
        parser.skipChildren();
      }
      return Optional.empty();
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }
}
