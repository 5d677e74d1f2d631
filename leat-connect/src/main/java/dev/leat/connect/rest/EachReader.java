package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code each:}, and names the keys that come of it. */
final class EachReader {
  /**
   * What was found.
   *
   * @param keys names of keys, those of parents first
   * @param places the key that fills each placeholder
   */
  record Found(Optional<Each> each, List<String> keys, Map<String, String> places) {}

  private static final Set<String> OF_WINDOW = Set.of("window_start", "window_end");

  private final Settings feed;
  private final FeedsReader all;

  EachReader(Settings feed, FeedsReader all) {
    this.feed = feed;
    this.all = all;
  }

  Found read(Set<String> placeholders) {
    List<Settings> sections = feed.sections("each");
    if (sections.isEmpty()) {
      if (!feed.texts("carry").isEmpty()) {
        throw feed.invalid("carry", "There is nothing to carry along.", "Add 'each'.");
      }
      return new Found(Optional.empty(), List.of(), Map.of());
    }
    if (sections.size() > 1) {
      throw feed.invalid("each", "'each' is a list.", "Write one map.");
    }
    Settings each = sections.getFirst();
    Each.From from = from(each, columns(each, placeholders));
    List<String> inherited =
        from instanceof Each.From.Parent parent ? parent.feed().keys() : List.of();
    Map<String, JsonPath> keys = new LinkedHashMap<>();
    Map<String, String> places = new LinkedHashMap<>();
    inherited.forEach(key -> places.put(key, key));
    each.namedTexts("as")
        .forEach(
            (key, fields) -> {
              keys.put(key, FeedReader.path(each, "as", String.join("", fields)));
              places.put(key, key);
            });
    for (String placeholder : placeholders) {
      if (!places.containsKey(placeholder) && !OF_WINDOW.contains(placeholder)) {
        String key = name(from, placeholder);
        keys.put(key, JsonPath.parse(placeholder));
        places.put(placeholder, key);
      }
    }
    check(keys, inherited);
    Map<String, JsonPath> carry = new LinkedHashMap<>();
    feed.texts("carry").forEach(field -> carry.put(field, FeedReader.path(feed, "carry", field)));
    Set<String> names = new LinkedHashSet<>(inherited);
    names.addAll(keys.keySet());
    return new Found(Optional.of(new Each(from, keys, carry)), List.copyOf(names), places);
  }

  /** What is needed of each row. */
  private Set<String> columns(Settings each, Set<String> placeholders) {
    Set<String> columns = new LinkedHashSet<>();
    Map<String, List<String>> named = each.namedTexts("as");
    named.values().forEach(fields -> columns.add(String.join("", fields)));
    placeholders.stream()
        .filter(name -> !named.containsKey(name) && !OF_WINDOW.contains(name))
        .forEach(columns::add);
    columns.addAll(feed.texts("carry"));
    return columns;
  }

  private void check(Map<String, JsonPath> keys, List<String> inherited) {
    if (keys.isEmpty()) {
      throw feed.invalid(
          "each",
          "No request differs from the others: nothing of 'each' is asked for.",
          "Write a placeholder such as {id} into 'path' or 'params'.");
    }
    for (String key : keys.keySet()) {
      if (inherited.contains(key)) {
        throw feed.invalid(
            "each",
            "The key '" + key + "' is there twice, from a parent and from its parent.",
            "Give it another name with 'as' under 'each'.");
      }
    }
  }

  /** An id says nothing of whose it is: then the feed's name goes before it. */
  private static String name(Each.From from, String placeholder) {
    String field = JsonPath.parse(placeholder).lastField();
    boolean bare = Set.of("id", "key", "name", "code", "uuid", "slug").contains(field);
    return bare && from instanceof Each.From.Parent parent
        ? parent.feed().name().replace('-', '_') + "_" + field
        : field;
  }

  private Each.From from(Settings each, Set<String> columns) {
    Map<String, Supplier<Each.From>> ways = new LinkedHashMap<>();
    each.text("from").ifPresent(text -> ways.put("from", () -> parent(each, text)));
    each.json("list").ifPresent(json -> ways.put("list", () -> values(each, json)));
    each.path("file").ifPresent(file -> ways.put("file", () -> lines(each, file)));
    each.text("table").ifPresent(name -> ways.put("table", () -> table(name, columns)));
    each.text("sql").ifPresent(sql -> ways.put("sql", () -> new Each.From.Rows(sql)));
    if (ways.size() != 1) {
      throw feed.invalid(
          "each",
          "'each' has no one place that values come from.",
          "Write 'from', 'list', 'file', 'table' or 'sql'.");
    }
    return ways.values().iterator().next().get();
  }

  private static Each.From table(String name, Set<String> columns) {
    String wanted =
        columns.isEmpty()
            ? "*"
            : columns.stream().map(EachReader::quoted).collect(Collectors.joining(", "));
    String table =
        Stream.of(name.split("\\.", -1)).map(EachReader::quoted).collect(Collectors.joining("."));
    return new Each.From.Rows("SELECT DISTINCT " + wanted + " FROM " + table + " ORDER BY 1");
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static Each.From values(Settings each, String json) {
    Object parsed = Json.parse(json);
    if (parsed instanceof List<?> values) {
      return new Each.From.Values(values);
    }
    throw each.invalid("list", "'list' is no list.", "Write it as [a, b].");
  }

  private static Each.From lines(Settings each, Path file) {
    if (!Files.isRegularFile(file)) {
      throw each.invalid(
          "file", "There is no file " + file + ".", "Write it, or correct the name.");
    }
    return new Each.From.Lines(file);
  }

  /** {@code competitions.competitions[*]}: a feed, then the way to its records. */
  private Each.From parent(Settings each, String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
      end++;
    }
    Feed parent = all.feed(text.substring(0, end), feed, "each");
    if (!parent.reading().isJson()) {
      throw feed.invalid(
          "each", "The feed '" + parent.name() + "' answers no JSON.", "Name one that does.");
    }
    List<String> rest = new ArrayList<>();
    if (end < text.length()) {
      rest.add("$" + text.substring(end));
    }
    return new Each.From.Parent(
        parent, rest.stream().findFirst().map(path -> FeedReader.path(each, "from", path)));
  }
}
