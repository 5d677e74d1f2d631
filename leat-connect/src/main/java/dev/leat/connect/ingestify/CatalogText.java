package dev.leat.connect.ingestify;

import dev.leat.api.DatasetState;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.Validation;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Turns the texts of the catalog's columns into values. */
final class CatalogText {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String OPEN_DATA = "v1-open-data";

  private CatalogText() {}

  /**
   * Whole numbers stay numbers; everything else is text.
   *
   * <p>Keys that begin with an underscore, such as {@code _last_modified}, are no identity there.
   */
  static Keys keys(String json) {
    Map<String, KeyValue> keys = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        boolean whole =
            parser.nextToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        KeyValue value = whole ? KeyValue.of(parser.getLongValue()) : KeyValue.of(text(parser));
        if (!name.startsWith("_")) {
          keys.put(name, value);
        }
      }
    }
    return Keys.of(keys);
  }

  /** Values that are no text are kept as their JSON; nulls are left out. */
  static Map<String, String> metadata(@Nullable String json) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (json == null) {
      return metadata;
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      boolean object = parser.nextToken() == JsonToken.START_OBJECT;
      while (object && parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          metadata.put(name, text(parser));
        }
      }
    }
    return metadata;
  }

  private static String text(JsonParser parser) {
    if (!parser.currentToken().isStructStart()) {
      return parser.getString();
    }
    var copy = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), copy)) {
      generator.copyCurrentStructure(parser);
    }
    return copy.toString();
  }

  /** Open data of StatsBomb bears another version and another name of the frames here. */
  static FeedVersion file(String feed, String version) {
    boolean openData = version.equals(OPEN_DATA);
    String name = openData && feed.equals("360-frames") ? "three-sixty" : feed;
    return new FeedVersion(name(name), openData ? "v1" : name(version));
  }

  private static String name(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("_{2,}", "_");
    return plain.matches("[A-Za-z0-9].*") ? plain : "x" + plain;
  }

  static String format(@Nullable String format) {
    String plain = Objects.requireNonNullElse(format, "").replaceAll("[^A-Za-z0-9]", "");
    return plain.isEmpty() ? "bin" : plain;
  }

  static String codec(@Nullable String method) {
    return "gzip".equalsIgnoreCase(method) ? "gzip" : "none";
  }

  static DatasetState state(@Nullable String state) {
    return state == null
        ? DatasetState.COMPLETE
        : DatasetState.valueOf(state.toUpperCase(Locale.ROOT));
  }

  static Validation validation(@Nullable String state) {
    return switch (Objects.requireNonNullElse(state, "").toUpperCase(Locale.ROOT)) {
      case "VALIDATING" -> Validation.VALIDATING;
      case "VALIDATION_FAILED" -> Validation.FAILED;
      case "APPROVED" -> Validation.APPROVED;
      case "REJECTED" -> Validation.REJECTED;
      default -> Validation.PENDING;
    };
  }

  /** Ingestify writes UTC, without saying so. */
  static @Nullable Instant time(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String iso = text.trim().replace(' ', 'T');
    boolean zoned = iso.matches(".*T.*(Z|[+-][0-9]{2}(:[0-9]{2})?)");
    boolean hours = zoned && iso.charAt(iso.length() - 3) != ':' && !iso.endsWith("Z");
    return zoned
        ? OffsetDateTime.parse(hours ? iso + ":00" : iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
