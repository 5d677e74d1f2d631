package dev.leat.core.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
    return new Misfit(null, value, "not valid JSON: " + e.getOriginalMessage());
  }
}
