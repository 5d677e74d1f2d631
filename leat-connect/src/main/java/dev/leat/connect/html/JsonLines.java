package dev.leat.connect.html;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes records as lines of JSON; what cannot be read is left out. */
final class JsonLines implements HtmlRecords.Sink {
  private static final JsonFactory JSON = new JsonFactory();

  private final OutputStream out;

  JsonLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void row(long number, List<String> names, List<@Nullable String> values)
      throws IOException {
    var line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      for (int column = 0; column < names.size(); column++) {
        String value = values.get(column);
        json.writeName(names.get(column));
        if (value == null) {
          json.writeNull();
        } else {
          json.writeString(value);
        }
      }
      json.writeEndObject();
    }
    document(number, line.toString());
  }

  @Override
  public void document(long number, String json) throws IOException {
    out.write(json.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  @Override
  public void reject(long number, String value, String reason) {
    // whoever makes rows of the page says so
  }
}
