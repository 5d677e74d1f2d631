package dev.leat.cli.draft;

import dev.leat.cli.draft.OpenApi.UnfollowedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an operation answers: where its records are, and what they and the rest consist of. */
final class Answers {
  /**
   * The records of an answer.
   *
   * @param path where they are, empty where the answer is the list itself
   * @param fields of a record
   * @param around other values of the answer, by path
   */
  record Found(Optional<String> path, Map<String, Object> fields, Map<String, Object> around) {}

  private static final int DEPTH_MAX = 12;
  private static final Set<String> USUAL =
      Set.of("data", "items", "results", "records", "value", "values", "entries", "content");
  private static final Set<String> ENVELOPES =
      Set.of("data", "_embedded", "result", "response", "payload");

  private final OpenApi document;

  Answers(OpenApi document) {
    this.document = document;
  }

  /** The records that an operation answers; the exception says why there are none. */
  Found of(Map<String, Object> operation) throws UnfollowedException {
    Map<String, Object> schema = schema(operation);
    if (isList(schema)) {
      return new Found(Optional.empty(), fields(document.at(schema, "items"), 0), Map.of());
    }
    Map<String, Object> fields = fields(schema, 0);
    Map<String, Object> around = new LinkedHashMap<>();
    List<String> lists = lists(fields, around, "");
    for (Map.Entry<String, Object> each : fields.entrySet()) {
      if (lists.isEmpty() && ENVELOPES.contains(each.getKey())) {
        lists =
            lists(
                fields(document.follow(OpenApi.map(each.getValue())), 0),
                around,
                each.getKey() + ".");
      }
    }
    String path = one(lists);
    Map<String, Object> list = fields;
    for (String step : List.of(path.split("\\.", -1))) {
      Map<String, Object> inner = document.follow(OpenApi.map(list.get(step)));
      list = isList(inner) ? inner : fields(inner, 0);
    }
    return new Found(
        Optional.of("$." + path + "[*]"), fields(document.at(list, "items"), 0), around);
  }

  private static String one(List<String> lists) throws UnfollowedException {
    if (lists.size() == 1) {
      return lists.getFirst();
    }
    List<String> usual =
        lists.stream().filter(it -> USUAL.contains(it.replaceFirst(".*\\.", ""))).toList();
    if (usual.size() == 1) {
      return usual.getFirst();
    }
    throw new UnfollowedException(
        lists.isEmpty()
            ? "it answers a single record"
            : "it answers several lists: " + String.join(", ", lists));
  }

  /** Names of the lists among these fields; what is near them goes to the others. */
  private List<String> lists(Map<String, Object> fields, Map<String, Object> around, String prefix)
      throws UnfollowedException {
    List<String> lists = new ArrayList<>();
    for (Map.Entry<String, Object> each : fields.entrySet()) {
      Map<String, Object> schema = document.follow(OpenApi.map(each.getValue()));
      if (isList(schema)) {
        lists.add(prefix + each.getKey());
      } else {
        around.put(prefix + each.getKey(), schema);
        if (schema.containsKey("properties")) {
          fields(schema, 0)
              .forEach((name, inner) -> around.put(prefix + each.getKey() + "." + name, inner));
        }
      }
    }
    return lists;
  }

  private Map<String, Object> schema(Map<String, Object> operation) throws UnfollowedException {
    Map<String, Object> responses = OpenApi.map(operation.get("responses"));
    String status =
        responses.keySet().stream()
            .filter(it -> it.matches("2[0-9X]{2}"))
            .sorted()
            .findFirst()
            .orElse("default");
    Map<String, Object> response = document.at(responses, status);
    if (document.isSwagger()) {
      return document.at(response, "schema");
    }
    Map<String, Object> content = OpenApi.map(response.get("content"));
    for (String type : content.keySet()) {
      if (type.matches("(?i)application/(.*\\+)?json.*|\\*/\\*")) {
        return document.at(OpenApi.map(content.get(type)), "schema");
      }
    }
    throw new UnfollowedException(
        content.isEmpty()
            ? "its answer is not described"
            : "it answers " + String.join(", ", content.keySet()) + ", not JSON");
  }

  /** In 3.1 a type may be a list: with null, or with others. */
  private static boolean isList(Map<String, Object> schema) {
    return "array".equals(schema.get("type")) || OpenApi.list(schema.get("type")).contains("array");
  }

  /** Fields of an object, with those of its parts. */
  private Map<String, Object> fields(Map<String, Object> schema, int depth)
      throws UnfollowedException {
    if (depth > DEPTH_MAX) {
      throw new UnfollowedException("its schema is nested too deep, or in itself");
    }
    Map<String, Object> fields = new LinkedHashMap<>(OpenApi.map(schema.get("properties")));
    for (Object part : OpenApi.list(schema.get("allOf"))) {
      fields.putAll(fields(document.follow(OpenApi.map(part)), depth + 1));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      List<?> parts = OpenApi.list(schema.get(choice));
      if (!parts.isEmpty() && fields.isEmpty()) {
        fields.putAll(fields(document.follow(OpenApi.map(parts.getFirst())), depth + 1));
      }
    }
    return fields;
  }
}
