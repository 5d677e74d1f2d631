package dev.leat.cli.draft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI document of version 3 or 2, as maps and lists; follows references within itself.
 *
 * <p>What is not there, or not what it should be, reads as empty: documents are written by hand.
 */
final class OpenApi {
  /** A part of the document cannot be followed; the message says why. */
  static final class UnfollowedException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfollowedException(String reason) {
      super(reason);
    }
  }

  private static final int REFERENCES_MAX = 20;

  private final Map<String, Object> root;

  private OpenApi(Map<String, Object> root) {
    this.root = root;
  }

  static OpenApi read(Path file) {
    String text;
    try {
      if (Files.size(file) > Documents.CHARACTERS_MAX) {
        throw new LeatException(
            DraftError.DRAFT_TOO_LARGE,
            file + " has more than " + Documents.CHARACTERS_MAX + " bytes.",
            "Cut it down to the operations that you want.");
      }
      text = Files.readString(file, UTF_8);
    } catch (IOException unreadable) {
      throw new LeatException(
          DraftError.DRAFT_UNREADABLE,
          file + " cannot be read: " + unreadable + ".",
          "Name a file that holds an OpenAPI document; fetch it first where it is on the web.",
          unreadable);
    }
    Map<String, Object> root = map(Documents.parse(text, file.toString()));
    String version = text(root, "openapi").or(() -> text(root, "swagger")).orElse("");
    if (!version.startsWith("3.") && !version.equals("2.0")) {
      throw new LeatException(
          DraftError.DRAFT_UNREADABLE,
          file + " is no OpenAPI document of version 3, nor one of Swagger 2.",
          "Name the document itself, which begins with 'openapi' or 'swagger', not a page on it.");
    }
    return new OpenApi(root);
  }

  Map<String, Object> root() {
    return root;
  }

  boolean isSwagger() {
    return root.containsKey("swagger");
  }

  /** A map under a key, with references followed. */
  Map<String, Object> at(Map<String, Object> parent, String key) throws UnfollowedException {
    return follow(map(parent.get(key)));
  }

  Map<String, Object> follow(Map<String, Object> start) throws UnfollowedException {
    Map<String, Object> found = start;
    for (int hops = 0; found.get("$ref") instanceof String reference; hops++) {
      if (hops == REFERENCES_MAX) {
        throw new UnfollowedException("its references lead round in a circle");
      }
      if (!reference.startsWith("#/")) {
        throw new UnfollowedException("it refers to another document, " + reference);
      }
      found = target(reference);
    }
    return found;
  }

  private Map<String, Object> target(String reference) throws UnfollowedException {
    Object found = root;
    for (String step : List.of(reference.substring(2).split("/", -1))) {
      String name = step.replace("~1", "/").replace("~0", "~").replace("%7B", "{");
      found = found instanceof Map<?, ?> map ? map.get(name.replace("%7D", "}")) : null;
    }
    if (found == null) {
      throw new UnfollowedException("it refers to " + reference + ", which is not there");
    }
    return map(found);
  }

  /** A map with texts as keys: statuses are numbers in YAML. */
  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach(
          (key, each) -> {
            if (each != null) {
              map.put(String.valueOf(key), each);
            }
          });
    }
    return map;
  }

  static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  static Optional<String> text(Map<String, Object> map, String key) {
    Object value = map.get(key);
    boolean isText = value instanceof String || value instanceof Number || value instanceof Boolean;
    return isText ? Optional.of(String.valueOf(value)) : Optional.empty();
  }
}
