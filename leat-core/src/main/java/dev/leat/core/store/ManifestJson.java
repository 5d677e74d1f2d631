package dev.leat.core.store;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.core.store.Manifest.FileEntry;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Manifests as JSON: keys typed and in order, maps sorted, what is null left out. */
final class ManifestJson {
  private static final int VERSION = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private ManifestJson() {}

  static byte[] write(Manifest manifest) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      json.writeNumberProperty("manifest", VERSION);
      json.writeStringProperty("bucket", manifest.bucket());
      json.writeStringProperty("source", manifest.dataset().source());
      json.writeStringProperty("type", manifest.dataset().type());
      keys(json, manifest.dataset().keys());
      json.writeStringProperty("name", manifest.name());
      json.writeStringProperty("state", manifest.state().name());
      texts(json, "metadata", manifest.metadata());
      json.writeNumberProperty("revision", manifest.revision());
      json.writeStringProperty("created", manifest.created().toString());
      texts(json, "notes", manifest.notes());
      json.writeName("files").writeStartArray();
      manifest.files().forEach(file -> file(json, file));
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void keys(JsonGenerator json, Keys keys) {
    json.writeName("keys").writeStartObject();
    keys.values()
        .forEach(
            (name, value) -> {
              if (value instanceof KeyValue.Whole whole) {
                json.writeNumberProperty(name, whole.value());
              } else {
                json.writeStringProperty(name, value.text());
              }
            });
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeName(name).writeStartObject();
    new TreeMap<>(texts).forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static void file(JsonGenerator json, FileEntry file) {
    StoredBytes stored = file.stored();
    json.writeStartObject();
    json.writeStringProperty("id", file.id().toString());
    json.writeStringProperty("format", file.format());
    json.writeStringProperty("path", stored.path());
    json.writeStringProperty("codec", stored.codec().id());
    json.writeStringProperty("sha256", stored.sha256());
    json.writeNumberProperty("size", stored.size());
    json.writeStringProperty("stored_sha256", stored.storedSha256());
    json.writeNumberProperty("stored_size", stored.storedSize());
    known(json, "url", file.url());
    known(json, "etag", file.etag());
    known(json, "last_modified", file.lastModified());
    known(json, "modified", file.modified());
    json.writeStringProperty("fetched", file.fetched().toString());
    texts(json, "notes", file.notes());
    json.writeEndObject();
  }

  private static void known(JsonGenerator json, String name, @Nullable Object value) {
    if (value != null) {
      json.writeStringProperty(name, value.toString());
    }
  }

  /**
   * @throws IllegalArgumentException where it is not JSON or something is missing
   */
  static Manifest read(byte[] bytes) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      json.nextToken();
      return manifest(new Fields(asMap(value(json))));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Object value(JsonParser json) {
    return switch (started(json.currentToken())) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, Object>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
          json.nextToken();
          map.put(name, value(json));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_STRING -> json.getString();
      default -> String.valueOf(json.getString());
    };
  }

  private static JsonToken started(@Nullable JsonToken token) {
    if (token == null) {
      throw new IllegalArgumentException("it is empty");
    }
    return token;
  }

  private static Manifest manifest(Fields json) {
    return new Manifest(
        json.text("bucket"),
        new DatasetId(json.text("source"), json.text("type"), keys(json.map("keys"))),
        json.text("name"),
        DatasetState.valueOf(json.text("state")),
        json.texts("metadata"),
        Math.toIntExact(json.number("revision")),
        Instant.parse(json.text("created")),
        json.texts("notes"),
        json.maps("files").stream().map(ManifestJson::file).toList());
  }

  private static Keys keys(Map<String, Object> json) {
    var values = new LinkedHashMap<String, KeyValue>();
    json.forEach(
        (name, value) ->
            values.put(
                name,
                value instanceof Long number
                    ? KeyValue.of(number)
                    : KeyValue.of(value.toString())));
    return Keys.of(values);
  }

  private static FileEntry file(Fields json) {
    Codec codec =
        Codec.of(json.text("codec"))
            .orElseThrow(() -> new IllegalArgumentException("codec " + json.text("codec")));
    String modified = json.known("modified");
    return new FileEntry(
        FeedVersion.parse(json.text("id")),
        json.text("format"),
        new StoredBytes(
            json.text("path"),
            codec,
            json.text("sha256"),
            json.number("size"),
            json.text("stored_sha256"),
            json.number("stored_size")),
        json.known("url"),
        json.known("etag"),
        json.known("last_modified"),
        modified == null ? null : Instant.parse(modified),
        Instant.parse(json.text("fetched")),
        json.texts("notes"));
  }

  private static Map<String, Object> asMap(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("an object is missing");
    }
    var named = new LinkedHashMap<String, Object>();
    map.forEach((name, each) -> named.put(String.valueOf(name), each));
    return named;
  }

  /** The fields of one JSON object, asked for by type. */
  private record Fields(Map<String, Object> values) {
    String text(String name) {
      String text = known(name);
      if (text == null) {
        throw missing(name);
      }
      return text;
    }

    @Nullable String known(String name) {
      return values.get(name) instanceof String text ? text : null;
    }

    long number(String name) {
      if (values.get(name) instanceof Long number) {
        return number;
      }
      throw missing(name);
    }

    Map<String, Object> map(String name) {
      return asMap(values.get(name));
    }

    Map<String, String> texts(String name) {
      var texts = new LinkedHashMap<String, String>();
      map(name).forEach((key, text) -> texts.put(key, text.toString()));
      return texts;
    }

    List<Fields> maps(String name) {
      if (!(values.get(name) instanceof List<?> list)) {
        throw missing(name);
      }
      return list.stream().map(each -> new Fields(asMap(each))).toList();
    }

    private static IllegalArgumentException missing(String name) {
      return new IllegalArgumentException("'" + name + "' is missing");
    }
  }
}
