package dev.leat.connect.secrets;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The texts of a small JSON object by dotted path; lists are passed over. */
final class JsonTexts {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonTexts() {}

  /** Empty where the text is no JSON. */
  static Map<String, String> of(String json) {
    Map<String, String> texts = new HashMap<>();
    Deque<String> path = new ArrayDeque<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT && parser.currentName() != null) {
          path.addLast(parser.currentName() + ".");
        } else if (token == JsonToken.END_OBJECT && !path.isEmpty()) {
          path.removeLast();
        } else if (token.isScalarValue() && parser.currentName() != null) {
          texts.put(String.join("", path) + parser.currentName(), parser.getString());
        }
      }
      return texts;
    } catch (JacksonException noJson) {
      return Map.of();
    }
  }

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
