package dev.leat.connect.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Where records are in a JSON document: {@code $.props.games[*]}.
 *
 * @param words as it is written
 * @param steps names of fields; {@link #EACH} for the elements of a list
 */
record RecordsPath(String words, List<String> steps) {
  /** Takes a record that the parser is at, and moves it to its end. */
  @FunctionalInterface
  interface Taker {
    void take(JsonToken token);
  }

  static final String EACH = "[*]";

  /** The elements where a document is a list, else the document. */
  static final RecordsPath AUTOMATIC = new RecordsPath("$", List.of());

  private static final Pattern STEP =
      Pattern.compile("\\.([A-Za-z_@][A-Za-z0-9_@-]*)|\\['([^']+)'\\]|(\\[\\*\\])");

  /**
   * @throws IllegalArgumentException where it is none
   */
  static RecordsPath parse(String text) {
    String rest = text.startsWith("$") ? text.substring(1) : "." + text;
    Matcher matcher = STEP.matcher(rest);
    List<String> steps = new ArrayList<>();
    int end = 0;
    while (end < rest.length() && matcher.region(end, rest.length()).lookingAt()) {
      steps.add(
          matcher.group(1) != null
              ? matcher.group(1)
              : matcher.group(2) != null ? matcher.group(2) : EACH);
      end = matcher.end();
    }
    if (end != rest.length()) {
      throw new IllegalArgumentException("'" + text + "' is no path such as $.items[*]");
    }
    return new RecordsPath(text, steps);
  }

  /** Goes through the value that the parser is at; whether the place was there, be it empty. */
  boolean walk(JsonParser in, JsonToken token, Taker taker) {
    boolean list = steps.isEmpty() && token == JsonToken.START_ARRAY;
    return walk(in, token, list ? List.of(EACH) : steps, taker);
  }

  private static boolean walk(JsonParser in, JsonToken token, List<String> steps, Taker taker) {
    if (steps.isEmpty()) {
      taker.take(token);
      return true;
    }
    List<String> rest = steps.subList(1, steps.size());
    if (steps.getFirst().equals(EACH) && token == JsonToken.START_ARRAY) {
      for (JsonToken at = in.nextToken(); at != JsonToken.END_ARRAY; at = in.nextToken()) {
        walk(in, at, rest, taker);
      }
      return true;
    }
    boolean found = false;
    if (token == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean wanted = in.currentName().equals(steps.getFirst());
        JsonToken value = in.nextToken();
        if (wanted) {
          found |= walk(in, value, rest, taker);
        } else {
          in.skipChildren();
        }
      }
      return found;
    }
    in.skipChildren();
    return false;
  }
}
