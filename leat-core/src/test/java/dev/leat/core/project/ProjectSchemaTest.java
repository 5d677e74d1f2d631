package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class ProjectSchemaTest {
  private static final Connectors CONNECTORS = Connectors.onClassPath().with(new MatchType());

  @Test
  void theSameConnectorsGiveTheSameText() {
    String schema = ProjectSchema.json(CONNECTORS);

    assertThat(ProjectSchema.json(CONNECTORS)).isEqualTo(schema);
    assertThat(schema)
        .startsWith(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "leat.yaml",
              "type": [
                "object",
                "null"
              ],
              "properties": {
                "leat": {
                  "description": "The version of this file's format.",
                  "default": "1",
            """)
        .endsWith("}\n");
  }

  @Test
  void everyKeyThatIsReadIsInTheSchema() {
    Set<String> read = new TreeSet<>();
    names(new ProjectShape(CONNECTORS).root(), read);
    Set<String> written = new TreeSet<>();
    properties(load(ProjectSchema.json(CONNECTORS)), written);

    assertThat(written).isEqualTo(read).contains("catalog", "concurrency", "every", "page_size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smallest.yaml", "everything.yaml", "manual/secrets.yaml", "manual/selectors.yaml",
        "manual/tables.yaml", "manual/first.yaml", "manual/policies.yaml", "manual/paths.yaml",
        "afterwards.yaml"
      })
  void examplesAreValid(String name) throws IOException {
    try (var bytes = Objects.requireNonNull(getClass().getResourceAsStream(name), name)) {
      assertThat(complaints(new String(bytes.readAllBytes(), StandardCharsets.UTF_8))).isEmpty();
    }
  }

  @Test
  void mistakesAreFound() {
    assertThat(complaints("sorces: {}\n")).containsExactly("$.sorces is unknown");
    assertThat(complaints("compression: lz4\n")).containsExactly("$.compression fits nothing");
    assertThat(complaints("sources: {s: {type: statsbomb, limit: fast}}\n"))
        .containsExactly("$.sources.s fits nothing");
    assertThat(complaints("plans: [{select: '*'}]\n"))
        .containsExactly("$.plans[0].source is missing");
    assertThat(complaints("tables: {t: {depth: deep}}\n"))
        .containsExactly("$.tables.t.depth fits nothing");
  }

  private static void names(Shape shape, Set<String> into) {
    switch (shape) {
      case Shape.Scalar scalar -> {}
      case Shape.Any any -> {}
      case Shape.Many many -> names(many.item(), into);
      case Shape.Named named -> names(named.value(), into);
      case Shape.Fields fields ->
          fields
              .fields()
              .forEach(
                  field -> {
                    into.add(field.name());
                    names(field.shape(), into);
                  });
      case Shape.Typed typed ->
          typed.names().get().forEach(name -> names(typed.find().apply(name).orElseThrow(), into));
      case Shape.Either either -> {
        for (Shape each : new Shape[] {either.scalar(), either.items(), either.entries()}) {
          if (each != null) {
            names(each, into);
          }
        }
      }
    }
  }

  private static void properties(Object schema, Set<String> into) {
    if (schema instanceof List<?> list) {
      list.forEach(each -> properties(each, into));
    }
    if (schema instanceof Map<?, ?> map) {
      if (map.get("properties") instanceof Map<?, ?> properties) {
        properties.keySet().forEach(key -> into.add((String) key));
      }
      map.values().forEach(each -> properties(each, into));
    }
  }

  private static List<String> complaints(String yaml) {
    var complaints = new ArrayList<String>();
    check("$", load(yaml), (Map<?, ?>) load(ProjectSchema.json(CONNECTORS)), complaints);
    return complaints;
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** The part of JSON Schema that the schema uses. */
  private static void check(String path, Object value, Map<?, ?> schema, List<String> complaints) {
    if (schema.get("anyOf") instanceof List<?> choices) {
      if (choices.stream().noneMatch(choice -> fits(value, (Map<?, ?>) choice))) {
        complaints.add(path + " fits nothing");
      }
      return;
    }
    boolean wrongType = schema.containsKey("type") && !isOf(value, schema.get("type"));
    boolean wrongValue =
        (schema.get("enum") instanceof List<?> known && !known.contains(value))
            || (schema.containsKey("const") && !value.equals(schema.get("const")))
            || (schema.get("pattern") instanceof String pattern
                && value instanceof String text
                && !Pattern.compile(pattern).matcher(text).find())
            || (schema.get("minimum") instanceof Integer least
                && value instanceof Integer number
                && number < least);
    if (wrongType || wrongValue) {
      complaints.add(path + " is wrong");
    }
    if (value instanceof Map<?, ?> map) {
      checkMap(path, map, schema, complaints);
    }
    if (value instanceof List<?> list && schema.get("items") instanceof Map<?, ?> item) {
      for (int i = 0; i < list.size(); i++) {
        check(path + "[" + i + "]", list.get(i), item, complaints);
      }
    }
  }

  private static void checkMap(
      String path, Map<?, ?> map, Map<?, ?> schema, List<String> complaints) {
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> known ? known : Map.of();
    map.forEach(
        (key, value) -> {
          if (properties.get(key) instanceof Map<?, ?> property) {
            check(path + "." + key, value, property, complaints);
          } else if (schema.get("additionalProperties") instanceof Map<?, ?> other) {
            check(path + "." + key, value, other, complaints);
          } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
            complaints.add(path + "." + key + " is unknown");
          }
        });
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(key -> !map.containsKey(key))
          .forEach(key -> complaints.add(path + "." + key + " is missing"));
    }
  }

  private static boolean fits(Object value, Map<?, ?> schema) {
    var complaints = new ArrayList<String>();
    check("", value, schema, complaints);
    return complaints.isEmpty();
  }

  private static boolean isOf(Object value, Object types) {
    List<?> names = types instanceof List<?> list ? list : List.of(types);
    return names.stream()
        .anyMatch(
            name ->
                switch ((String) name) {
                  case "object" -> value instanceof Map<?, ?>;
                  case "array" -> value instanceof List<?>;
                  case "string" -> value instanceof String;
                  case "integer" -> value instanceof Integer || value instanceof Long;
                  case "number" -> value instanceof Number;
                  case "boolean" -> value instanceof Boolean;
                  default -> value == null;
                });
  }
}
