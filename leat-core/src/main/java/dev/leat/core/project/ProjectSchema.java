package dev.leat.core.project;

import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the JSON Schema of leat.yaml for editors; the same connectors give the same text. */
public final class ProjectSchema {
  private static final Map<String, Object> REFERENCE =
      map("type", "string", "pattern", "\\$\\{(env|file|secret):[^}]+\\}");

  private ProjectSchema() {}

  /** JSON, draft 2020-12, indented, with a line feed at its end. */
  public static String json(Connectors connectors) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "leat.yaml");
    schema.putAll(schema(new ProjectShape(connectors).root()));
    var text = new StringBuilder();
    JsonText.write(schema, text);
    return text.append('\n').toString();
  }

  private static Map<String, Object> schema(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar -> scalar(scalar);
      case Shape.Any any -> map();
      case Shape.Many many -> map("type", "array", "items", schema(many.item()));
      case Shape.Named named ->
          map(
              "type",
              List.of("object", "null"),
              "propertyNames",
              map("pattern", "^" + named.names().pattern().replace("(?s)", "") + "$"),
              "additionalProperties",
              schema(named.value()));
      case Shape.Fields fields -> fields(fields);
      case Shape.Typed typed -> typed(typed);
      case Shape.Either either -> {
        List<Object> any = new ArrayList<>();
        for (Shape each : new Shape[] {either.scalar(), either.items(), either.entries()}) {
          if (each != null) {
            any.add(schema(each));
          }
        }
        yield map("anyOf", any);
      }
    };
  }

  private static Map<String, Object> scalar(Shape.Scalar scalar) {
    Form form = scalar.form();
    List<Object> choices = new ArrayList<>(scalar.choices());
    scalar.choices().stream()
        .filter(it -> it.matches("[0-9]+"))
        .map(Long::valueOf)
        .forEach(choices::add);
    if (!choices.isEmpty()) {
      return map("anyOf", List.of(map("enum", choices), REFERENCE));
    }
    return switch (form) {
      case TEXT, SECRET, PATH, COLUMN_TYPE -> map("type", List.of("string", "number", "boolean"));
      case BOOLEAN -> map("anyOf", List.of(map("type", "boolean"), REFERENCE));
      case WHOLE -> map("anyOf", List.of(map("type", "integer"), REFERENCE));
      case AMOUNT -> map("anyOf", List.of(map("type", "integer", "minimum", 0), REFERENCE));
      case COUNT -> map("anyOf", List.of(map("type", "integer", "minimum", 1), REFERENCE));
      case QUARANTINE -> map("anyOf", List.of(map("type", "integer", "minimum", 0), pattern(form)));
      case URL, DURATION, RATE, MASK -> map("anyOf", List.of(pattern(form), REFERENCE));
    };
  }

  private static Map<String, Object> pattern(Form form) {
    String pattern = form.pattern().orElseThrow().pattern();
    return map("type", "string", "pattern", "^(?:" + pattern + ")$");
  }

  private static Map<String, Object> fields(Shape.Fields shape) {
    Map<String, Object> properties = new LinkedHashMap<>();
    shape.fields().forEach(field -> properties.put(field.name(), field(field)));
    Map<String, Object> schema = map("type", List.of("object", "null"), "properties", properties);
    List<String> required = required(shape);
    if (!required.isEmpty()) {
      schema.put("type", "object");
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static List<String> required(Shape.Fields shape) {
    return shape.fields().stream()
        .filter(field -> field.required() && field.defaultValue() == null)
        .map(Field::name)
        .toList();
  }

  private static Map<String, Object> field(Field field) {
    Map<String, Object> schema = map("description", field.description());
    if (field.defaultValue() != null) {
      schema.put("default", field.defaultValue());
    }
    schema.putAll(schema(field.shape()));
    return schema;
  }

  /** One alternative for each type; a class name may stand for a type that is not known here. */
  private static Map<String, Object> typed(Shape.Typed typed) {
    List<Object> alternatives = new ArrayList<>();
    for (String name : typed.names().get()) {
      Map<String, Object> schema =
          typed.find().apply(name).map(ProjectSchema::fields).orElseThrow();
      alternatives.add(withType(schema, map("const", name)));
    }
    Map<String, Object> byClass = map("type", "object", "required", List.of("type"));
    byClass.put("properties", map("type", map("type", "string", "pattern", "\\.")));
    alternatives.add(byClass);
    return map("anyOf", alternatives);
  }

  private static Map<String, Object> withType(
      Map<String, Object> schema, Map<String, Object> type) {
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      Map<Object, Object> more = new LinkedHashMap<>(properties);
      more.put("type", type);
      schema.put("properties", more);
    }
    return schema;
  }

  private static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
