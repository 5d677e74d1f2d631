package dev.leat.cli.draft;

import dev.leat.cli.draft.OpenApi.UnfollowedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drafts a feed for each GET operation that gives a list, parents before their children. */
final class OpenApiFeeds {
  /**
   * A feed.
   *
   * @param path as leat.yaml has it, with the placeholders of its own
   * @param keys what its datasets are identified by
   * @param fields of its records
   */
  record Feed(
      String name, String path, List<String> keys, Map<String, Object> fields, Block block) {}

  /** How a path is asked for. */
  private record Route(String path, List<String> keys, Optional<Feed> parent) {}

  private static final int FEEDS_MAX = 300;

  /** Names of fields that say nothing of whose they are: rest puts the feed's name before them. */
  private static final Set<String> BARE = Set.of("id", "key", "name", "code", "uuid", "slug");

  private final OpenApi document;
  private final Answers answers;
  private final Map<String, Feed> byPath = new HashMap<>();
  private final Map<String, Feed> byName = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();
  private int writing;

  private OpenApiFeeds(OpenApi document) {
    this.document = document;
    this.answers = new Answers(document);
  }

  static OpenApiFeeds of(OpenApi document) {
    var feeds = new OpenApiFeeds(document);
    feeds.draft();
    return feeds;
  }

  List<Feed> drafted() {
    return List.copyOf(byName.values());
  }

  /** What was not drafted, with the reason. */
  List<String> left() {
    return left;
  }

  /** How many operations change something. */
  int writing() {
    return writing;
  }

  private void draft() {
    Map<String, Object> paths = OpenApi.map(document.root().get("paths"));
    List<String> shortestFirst =
        paths.keySet().stream()
            .filter(path -> path.startsWith("/"))
            .sorted((one, other) -> Integer.compare(places(one), places(other)))
            .toList();
    for (String path : shortestFirst) {
      Map<String, Object> item = OpenApi.map(paths.get(path));
      for (String method : List.of("post", "put", "patch", "delete")) {
        writing += item.containsKey(method) ? 1 : 0;
      }
      try {
        Map<String, Object> operation = document.at(document.follow(item), "get");
        if (!operation.isEmpty()) {
          add(path, item, operation);
        }
      } catch (UnfollowedException reason) {
        left.add("GET " + path + ": " + reason.getMessage());
      }
    }
  }

  private static int places(String path) {
    return path.length() - path.replace("{", "").length();
  }

  private void add(String path, Map<String, Object> item, Map<String, Object> operation)
      throws UnfollowedException {
    if (Boolean.TRUE.equals(operation.get("deprecated"))) {
      throw new UnfollowedException("it is deprecated");
    }
    if (byName.size() == FEEDS_MAX) {
      throw new UnfollowedException("there are " + FEEDS_MAX + " feeds already");
    }
    Answers.Found found = answers.of(operation);
    Route route = route(path);
    String name = name(path);
    var block = new Block();
    OpenApi.text(operation, "summary")
        .filter(it -> !it.isBlank())
        .ifPresent(it -> block.note(OpenApiDraft.shortened(it)));
    block.text("path", route.path());
    route.parent().ifPresent(parent -> block.text("each", parent.name()));
    var parameters = new OpenApiParameters(document, found);
    parameters.write(block, item, operation);
    found.path().ifPresent(records -> block.text("records", records));
    if (found.fields().containsKey("id")) {
      key(block, route.keys());
    } else {
      block.note("No field 'id' is described; what identifies a record? key: name_of_the_field");
    }
    parameters.since(block);
    var feed = new Feed(name, route.path(), route.keys(), found.fields(), block);
    byPath.put(path, feed);
    byName.put(name, feed);
  }

  /** An id may be that of a record within its parent only. */
  private static void key(Block block, List<String> parents) {
    if (parents.isEmpty()) {
      block.text("key", "id");
    } else {
      block.raw("key", "[" + String.join(", ", parents) + ", id]");
    }
  }

  /** By its last word; with those before it where another feed has that name. */
  private String name(String path) {
    List<String> words =
        List.of(path.split("/", -1)).stream()
            .filter(it -> !it.isBlank() && !it.contains("{") && !Names.isVersion(it))
            .toList();
    for (int from = words.size() - 1; from >= 0; from--) {
      String name = Names.word(String.join("_", words.subList(from, words.size())), "records");
      if (!byName.containsKey(name)) {
        return name;
      }
    }
    String last = words.isEmpty() ? "records" : Names.word(words.getLast(), "records");
    int number = 2;
    while (byName.containsKey(last + "_" + number)) {
      number++;
    }
    return last + "_" + number;
  }

  /** Where a path has placeholders, the feed of the path before the last one gives their values. */
  private Route route(String path) throws UnfollowedException {
    int open = path.lastIndexOf('{');
    if (open < 0) {
      return new Route(path.substring(1), List.of(), Optional.empty());
    }
    int close = path.indexOf('}', open);
    String place = close < 0 ? "" : path.substring(open + 1, close);
    boolean whole =
        path.charAt(open - 1) == '/'
            && (close == path.length() - 1 || path.startsWith("/", close + 1));
    Feed parent = whole ? byPath.get(path.substring(0, open - 1)) : null;
    if (parent == null) {
      throw new UnfollowedException("no feed gives the values of {" + place + "}");
    }
    String field = field(parent, place, path.substring(0, open - 1));
    String key = BARE.contains(field) ? parent.name().replace('-', '_') + "_" + field : field;
    if (parent.keys().contains(key)) {
      throw new UnfollowedException("the key " + key + " would be there twice");
    }
    List<String> keys = new ArrayList<>(parent.keys());
    keys.add(key);
    String asKey = inherited(parent);
    return new Route(
        asKey + "/{" + field + "}" + path.substring(close + 1), keys, Optional.of(parent));
  }

  /** The parent's path with its own parents' keys for placeholders. */
  private static String inherited(Feed parent) {
    String path = parent.path();
    int last = path.lastIndexOf('{');
    if (last < 0) {
      return path;
    }
    String key = "{" + parent.keys().getLast() + "}";
    return path.substring(0, last) + key + path.substring(path.indexOf('}', last) + 1);
  }

  /** The field of a parent's record that fills a placeholder, where that is clear. */
  private static String field(Feed parent, String place, String collection)
      throws UnfollowedException {
    for (String field : parent.fields().keySet()) {
      if (plain(field).equals(plain(place)) && field.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        return field;
      }
    }
    String word = plain(collection.substring(collection.lastIndexOf('/') + 1));
    String name = plain(place);
    boolean ofParent =
        name.equals("id")
            || (name.endsWith("id") && word.startsWith(stem(name.substring(0, name.length() - 2))));
    if (ofParent && parent.fields().containsKey("id")) {
      return "id";
    }
    throw new UnfollowedException(
        "no field of '" + parent.name() + "' is clearly the value of {" + place + "}");
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** A singular without the letters that its plural may change: category, match. */
  private static String stem(String singular) {
    return singular.length() > 3 ? singular.substring(0, singular.length() - 1) : singular;
  }
}
