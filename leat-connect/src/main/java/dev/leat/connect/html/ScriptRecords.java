package dev.leat.connect.html;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Records that stand in a page as JSON. */
final class ScriptRecords {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Pattern CDATA =
      Pattern.compile(
          "(?s)(?:/[/*]\\s*)?<!\\[CDATA\\[(?:\\s*\\*/)?(.*?)(?:/[/*]\\s*)?]]>(?:\\s*\\*/)?");

  private ScriptRecords() {}

  /** A script that is no JSON costs itself, unless none is any. */
  static void read(List<Element> scripts, HtmlRule.Place.Script place, HtmlRecords.Sink sink)
      throws IOException, Broken {
    List<String> records = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    boolean found = scripts.isEmpty() || place.absence() == HtmlRule.Absence.EMPTY;
    for (Element script : scripts) {
      String text = bare(script.data().isBlank() ? script.wholeText() : script.data());
      try {
        found |= read(text, place, records);
      } catch (JacksonException none) {
        broken.add(none.getOriginalMessage());
      }
    }
    if (!broken.isEmpty() && broken.size() == scripts.size()) {
      throw new Broken("the " + place + " holds no valid JSON: " + broken.getFirst());
    }
    if (!found) {
      throw new Broken("the " + place + " has no records at " + place.records().words());
    }
    for (int i = 0; i < records.size(); i++) {
      sink.document(i, records.get(i));
    }
    for (int i = 0; i < broken.size(); i++) {
      sink.reject(
          records.size() + i, place.selector(), "the script is no valid JSON: " + broken.get(i));
    }
  }

  /** Without the marks that once hid scripts from parsers of XML. */
  private static String bare(String script) {
    String text = script.strip();
    Matcher marked = CDATA.matcher(text);
    return marked.matches() ? marked.group(1).strip() : text;
  }

  private static boolean read(String text, HtmlRule.Place.Script place, List<String> into)
      throws Broken {
    List<String> records = new ArrayList<>();
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = in.nextToken();
      boolean found =
          first != null
              && place.records().walk(in, first, token -> records.add(oneLine(in, token)));
      into.addAll(records);
      return found;
    }
  }

  /** The value that the parser is at without line breaks; numbers keep their digits. */
  private static String oneLine(JsonParser in, JsonToken first) {
    var line = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      int depth = 0;
      JsonToken token = first;
      while (true) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        switch (token) {
          case PROPERTY_NAME -> out.writeName(in.currentName());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
          default -> out.copyCurrentEvent(in);
        }
        if (depth == 0) {
          break;
        }
        token = in.nextToken();
      }
    }
    return line.toString();
  }
}
