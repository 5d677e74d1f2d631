package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PARENT_UNUSABLE;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Turns values of a list, a file or a table into keys. */
final class Values {
  private static final String MARK = "\uFEFF";

  private final Each each;

  Values(Each each) {
    this.each = each;
  }

  void of(List<?> values, Finder.Taker taker) throws IOException, InterruptedException {
    for (Object value : values) {
      taker.take(found(value, "what stands under 'each'"));
    }
  }

  /** Reads JSON and CSV by their name's ending, and lines otherwise. */
  void of(Path file, Finder.Taker taker) throws IOException, InterruptedException {
    String name = file.getFileName().toString();
    if (name.endsWith(".json")) {
      of(json(file), taker);
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = unmarked(lines.readLine());
      List<String> head = name.endsWith(".csv") ? cells(first) : List.of();
      for (String line = head.isEmpty() ? first : lines.readLine();
          line != null;
          line = lines.readLine()) {
        if (!line.isBlank()) {
          taker.take(found(head.isEmpty() ? line.strip() : row(head, cells(line)), "" + file));
        }
      }
    }
  }

  /** Without the byte-order mark that spreadsheets put before everything. */
  private static @Nullable String unmarked(@Nullable String text) {
    return text != null && text.startsWith(MARK) ? text.substring(1) : text;
  }

  private static List<?> json(Path file) throws IOException {
    try {
      if (Json.parse(String.valueOf(unmarked(Files.readString(file)))) instanceof List<?> values) {
        return values;
      }
    } catch (JacksonException broken) {
      throw unusable(file + " is not valid JSON: " + broken.getOriginalMessage());
    }
    throw unusable(file + " holds no list");
  }

  private static Map<String, String> row(List<String> head, List<String> cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < head.size() && i < cells.size(); i++) {
      row.put(head.get(i), cells.get(i));
    }
    return row;
  }

  private static List<String> cells(@Nullable String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    String text = line == null ? "" : line;
    for (int at = 0; at < text.length(); at++) {
      char glyph = text.charAt(at);
      if (glyph == '"' && quoted && text.startsWith("\"\"", at)) {
        cell.append(glyph);
        at++;
      } else if (glyph == '"') {
        quoted = !quoted;
      } else if (glyph == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(glyph);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  private Found found(@Nullable Object value, String where) {
    Keys keys = Keys.NONE;
    for (Map.Entry<String, JsonPath> key : each.keys().entrySet()) {
      Object part = value instanceof Map<?, ?> map ? map.get(key.getValue().lastField()) : value;
      Scalar scalar = scalar(part);
      problem(scalar, key.getValue())
          .ifPresent(
              problem -> {
                throw unusable(where + " has a record whose " + problem);
              });
      keys = keys.with(key.getKey(), key(scalar));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonPath> fact : each.carry().entrySet()) {
      Object part = value instanceof Map<?, ?> map ? map.get(fact.getValue().lastField()) : null;
      if (part != null) {
        facts.put(fact.getKey(), scalar(part).text());
      }
    }
    return new Found(keys, facts);
  }

  private static Scalar scalar(@Nullable Object value) {
    if (value == null) {
      return Scalar.NULL;
    }
    return switch (value) {
      case Json.Digits digits -> new Scalar(Scalar.Kind.NUMBER, digits.text());
      case Map<?, ?> map -> Scalar.OBJECT;
      case List<?> list -> Scalar.LIST;
      default -> new Scalar(Scalar.Kind.TEXT, value.toString());
    };
  }

  /** What is wrong with a value that a child is to be asked for by. */
  static Optional<String> problem(@Nullable Scalar value, JsonPath field) {
    if (value == null || !value.isPresent()) {
      return Optional.of(field.dotted() + " is missing or empty");
    }
    return value.kind() == Scalar.Kind.STRUCTURE
        ? Optional.of(field.dotted() + " is " + value.text())
        : Optional.empty();
  }

  /** A value that requests and paths can hold; there is nothing wrong with it. */
  static KeyValue key(@Nullable Scalar value) {
    String text = value == null ? "" : value.text();
    boolean whole =
        value != null && value.kind() == Scalar.Kind.NUMBER && text.matches("0|-?[1-9][0-9]{0,17}");
    return whole ? KeyValue.of(Long.parseLong(text)) : KeyValue.of(text);
  }

  static LeatException unusable(String problem) {
    return new LeatException(
        REST_PARENT_UNUSABLE, problem, "each child is asked for by it: correct 'each' of the feed");
  }
}
