package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Gets at the records of JSON files that have to be cut. */
final class Records {
  private static final int SHOWN = 200;

  private Records() {}

  static void cut(InputFile file, RecordsPath path, boolean lines, Cutter.Sink sink)
      throws IOException {
    try (InputStream in = Decoded.open(file.path())) {
      var cutter = new Cutter(in, path, sink);
      if (lines && path.automatic()) {
        cutter.lines();
      } else {
        cutter.documents();
      }
    }
  }

  /**
   * Whether only objects can be records: where the table's key is made of their fields, so that a
   * plain value or a list would be a row without a key.
   */
  static boolean areObjects(InputFile file, TableRequest request) {
    Set<String> ofDataset =
        file.dataset().keys().values().keySet().stream()
            .map(Names::normal)
            .collect(Collectors.toSet());
    List<String> key = request.key().stream().filter(name -> !ofDataset.contains(name)).toList();
    return !key.isEmpty()
        && !key.contains(LayoutBuilder.ALONE)
        && !request.columns().containsKey(LayoutBuilder.ALONE)
        && request.shaping().sql().isEmpty();
  }

  /** Refuses what is no object. */
  static void object(byte[] bytes, int length) throws Misfit {
    if (bytes[0] != '{') {
      String value = new String(bytes, 0, Math.min(length, SHOWN), StandardCharsets.UTF_8);
      throw new Misfit(null, value, "the record is no object, and so has none of the table's key");
    }
  }

  /** Parses a record to its end, names and texts included. */
  static void check(byte[] bytes, int length) throws Misfit {
    try (JsonParser json = Json.parser(bytes, 0, length)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME) {
          Texts.wellFormed(json.getString(), null);
        }
      }
    } catch (JacksonException e) {
      throw malformed(bytes, length, e);
    }
  }

  static Misfit malformed(byte[] bytes, int length, JacksonException e) {
    String value = new String(bytes, 0, Math.min(length, SHOWN), StandardCharsets.UTF_8);
    String why = e.getOriginalMessage().replaceFirst(": enable `[\\w.]+` to allow$", "");
    return new Misfit(null, value, "not valid JSON: " + why);
  }
}
