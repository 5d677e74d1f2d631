package dev.leat.connect.statsbomb;

import static dev.leat.connect.statsbomb.StatsBombError.STATSBOMB_LISTING_CHANGED;
import static dev.leat.connect.statsbomb.StatsBombError.STATSBOMB_LISTING_UNREADABLE;

import dev.leat.api.LeatException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the objects of a JSON array one at a time; holds one in memory.
 *
 * <p>Fields that nobody wants are passed over, whatever they hold, so only a change of what is used
 * is an error.
 */
final class Listing implements Iterator<Listed>, AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final String url;
  private final Set<String> wanted;
  private final JsonParser parser;
  private long position;
  private @Nullable Listed next;
  private boolean ended;

  /**
   * @param wanted dotted paths of the fields to keep
   * @param body closed with this
   */
  Listing(String url, Set<String> wanted, InputStream body) {
    this.url = url;
    this.wanted = wanted;
    this.parser = JSON.createParser(ObjectReadContext.empty(), body);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read();
      } catch (JacksonException broken) {
        throw unreadable(broken);
      }
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public Listed next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Listed result = next;
    next = null;
    return result;
  }

  @Override
  public void close() {
    parser.close();
  }

  private @Nullable Listed read() {
    if (parser.currentToken() == null) {
      begin();
    }
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      if (parser.nextToken() != null) {
        throw changed("goes on after the end of its list");
      }
      return null;
    }
    if (token != JsonToken.START_OBJECT) {
      throw changed("holds " + describe(token) + " at position " + position);
    }
    Map<String, String> fields = new HashMap<>();
    fields("", fields);
    return new Listed(url, position++, fields);
  }

  private void begin() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new LeatException(
          STATSBOMB_LISTING_UNREADABLE,
          url + " answered nothing instead of a list.",
          "Try again later; if it stays empty, check the source's url.");
    }
    if (first != JsonToken.START_ARRAY) {
      throw changed("answered " + describe(first));
    }
  }

  private void fields(String prefix, Map<String, String> into) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String path = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && wanted.contains(path + ".")) {
        fields(path + ".", into);
      } else if (value.isStructStart()) {
        parser.skipChildren();
      } else if (value != JsonToken.VALUE_NULL && wanted.contains(path)) {
        keep(path, parser.getString(), into);
      }
    }
  }

  private static void keep(String path, String text, Map<String, String> into) {
    if (!text.isEmpty()) {
      into.put(path, text);
    }
  }

  private static String describe(@Nullable JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      return "an object";
    }
    return token == JsonToken.START_ARRAY ? "a list" : "a single value";
  }

  private LeatException changed(String what) {
    return new LeatException(
        STATSBOMB_LISTING_CHANGED,
        url + " " + what + " where a list of objects should be.",
        "Open the URL; check the source's url, or whether the provider changed its format.");
  }

  private LeatException unreadable(JacksonException broken) {
    var at = broken.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return new LeatException(
        STATSBOMB_LISTING_UNREADABLE,
        broken instanceof JacksonIOException
            ? url + " cannot be read: " + broken.getOriginalMessage() + "."
            : url + " is not valid JSON" + where + ".",
        "Open the URL; check the source's url, or try again later.",
        broken);
  }
}
