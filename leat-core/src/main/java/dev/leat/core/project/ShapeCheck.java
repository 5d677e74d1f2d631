package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds what is written against what was declared, and notes every difference. */
final class ShapeCheck {
  private final Mistakes mistakes;

  ShapeCheck(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * @param name the key that the value stands behind
   */
  void check(String name, Yaml value, Shape shape) {
    switch (shape) {
      case Shape.Scalar scalar -> checkScalar(name, value, scalar);
      case Shape.Any any -> {}
      case Shape.Many many -> checkMany(name, value, many);
      case Shape.Named named -> checkNamed(name, value, named);
      case Shape.Fields fields -> checkFields(name, value, fields);
      case Shape.Typed typed -> checkTyped(name, value, typed);
      case Shape.Either either -> checkEither(name, value, either);
    }
  }

  private void checkScalar(String name, Yaml value, Shape.Scalar shape) {
    if (!(value instanceof Yaml.Scalar scalar)) {
      wrong(name, value, expected(shape));
      return;
    }
    String text = scalar.text();
    if (scalar.unresolved()) {
      return;
    }
    if (!shape.choices().isEmpty() && !shape.choices().contains(text)) {
      invalid(
          scalar.at(),
          "'" + name + "' cannot be " + scalar.kind() + ".",
          Nearest.suggest(text, shape.choices()));
    } else if (!shape.form().accepts(text)) {
      String shown = shape.form() == Form.SECRET ? "what is written" : scalar.kind();
      invalid(
          scalar.at(),
          "'" + name + "' cannot be " + shown + ".",
          "Write " + shape.form().expected() + ".");
    }
  }

  private void checkMany(String name, Yaml value, Shape.Many shape) {
    if (value instanceof Yaml.Items items) {
      items.items().forEach(item -> check(name, item, shape.item()));
    } else {
      wrong(name, value, expected(shape));
    }
  }

  private void checkNamed(String name, Yaml value, Shape.Named shape) {
    if (value instanceof Yaml.Nothing) {
      return;
    }
    if (!(value instanceof Yaml.Entries entries)) {
      wrong(name, value, expected(shape));
      return;
    }
    for (Yaml.Entry entry : entries.entries()) {
      if (!shape.names().matcher(entry.key()).matches()) {
        invalid(
            entry.at(),
            "'" + entry.key() + "' cannot be the name of " + shape.what() + ".",
            "Use letters, digits, - and _, and begin with a letter.");
      }
      check(entry.key(), entry.value(), shape.value());
    }
  }

  private void checkTyped(String name, Yaml value, Shape.Typed shape) {
    if (!(value instanceof Yaml.Entries entries)) {
      wrong(name, value, "a map with a 'type'");
      return;
    }
    Yaml type = entries.value("type").orElse(null);
    if (!(type instanceof Yaml.Scalar scalar)) {
      mistakes.add(
          ProjectError.PROJECT_KEY_MISSING,
          type == null ? entries.at() : type.at(),
          "'" + name + "' has no 'type'.",
          "Add one of: " + String.join(", ", shape.names().get()) + ".");
      return;
    }
    find(scalar, shape).ifPresent(fields -> checkFields(name, value, fields));
  }

  /** Notes a type that does not exist. */
  Optional<Shape.Fields> find(Yaml.Scalar type, Shape.Typed shape) {
    try {
      Optional<Shape.Fields> fields = shape.find().apply(type.text());
      if (fields.isEmpty() && !type.unresolved()) {
        mistakes.add(
            ProjectError.CONNECTOR_UNKNOWN,
            type.at(),
            "There is no " + shape.what() + " " + type.kind() + ".",
            Nearest.suggest(type.text(), shape.names().get()));
      }
      return fields;
    } catch (LeatException unusable) {
      mistakes.add(unusable.code(), type.at(), unusable.problem(), unusable.remedy());
      return Optional.empty();
    }
  }

  private void checkFields(String name, Yaml value, Shape.Fields shape) {
    List<Yaml.Entry> entries;
    switch (value) {
      case Yaml.Entries map -> entries = map.entries();
      case Yaml.Nothing nothing -> entries = List.of();
      case Yaml.Scalar scalar -> {
        wrong(name, value, expected(shape));
        return;
      }
      case Yaml.Items items -> {
        wrong(name, value, expected(shape));
        return;
      }
    }
    List<String> missing = new ArrayList<>();
    for (Field field : shape.fields()) {
      Yaml.@Nullable Entry entry =
          entries.stream().filter(it -> it.key().equals(field.name())).findFirst().orElse(null);
      if (entry != null) {
        checkField(entry, field);
      } else if (field.required() && field.defaultValue() == null) {
        missing.add(field.name());
      }
    }
    for (String key : missing) {
      mistakes.add(
          ProjectError.PROJECT_KEY_MISSING,
          value.at(),
          "'" + name + "' has no '" + key + "'.",
          "Add the line '" + key + ": …'.");
    }
    entries.forEach(entry -> checkKnown(entry, shape));
  }

  private void checkField(Yaml.Entry entry, Field field) {
    boolean mayBeEmpty =
        field.shape() instanceof Shape.Named
            || field.shape() instanceof Shape.Fields
            || field.shape() instanceof Shape.Any;
    if (entry.value() instanceof Yaml.Nothing && !mayBeEmpty) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          entry.at(),
          "'" + entry.key() + "' has no value.",
          "Write " + expected(field.shape()) + ", or remove the line.");
      return;
    }
    check(entry.key(), entry.value(), field.shape());
    if (field.required()
        && entry.value() instanceof Yaml.Scalar scalar
        && scalar.text().isBlank()
        && !scalar.unresolved()) {
      invalid(
          scalar.at(), "'" + entry.key() + "' is empty.", "Write " + expected(field.shape()) + ".");
    }
  }

  private void checkKnown(Yaml.Entry entry, Shape.Fields shape) {
    List<String> known = shape.fields().stream().map(Field::name).toList();
    if (known.contains(entry.key())) {
      return;
    }
    String now = shape.former().get(entry.key());
    mistakes.add(
        ProjectError.PROJECT_KEY_UNKNOWN,
        entry.at(),
        "The key '" + entry.key() + "' is unknown here.",
        now == null ? Nearest.suggest(entry.key(), known) : now);
  }

  private void checkEither(String name, Yaml value, Shape.Either shape) {
    Shape chosen =
        switch (value) {
          case Yaml.Scalar scalar -> shape.scalar();
          case Yaml.Items items -> shape.items();
          case Yaml.Entries entries -> shape.entries();
          case Yaml.Nothing nothing -> null;
        };
    if (chosen == null) {
      wrong(name, value, expected(shape));
    } else {
      check(name, value, chosen);
    }
  }

  private void wrong(String name, Yaml value, String expected) {
    invalid(
        value.at(), "'" + name + "' cannot be " + value.kind() + ".", "Write " + expected + ".");
  }

  private void invalid(Position at, String problem, String remedy) {
    mistakes.add(ProjectError.PROJECT_VALUE_INVALID, at, problem, remedy);
  }

  private static String expected(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar ->
          scalar.choices().isEmpty()
              ? scalar.form().expected()
              : "one of " + String.join(", ", scalar.choices());
      case Shape.Any any -> "a value";
      case Shape.Many many -> "a list, each item " + expected(many.item());
      case Shape.Named named -> {
        boolean deep =
            named.value() instanceof Shape.Fields || named.value() instanceof Shape.Typed;
        yield "a map from the name of " + named.what() + " to its " + (deep ? "settings" : "value");
      }
      case Shape.Fields fields ->
          "a map with "
              + String.join(", ", fields.fields().stream().map(Field::name).limit(8).toList());
      case Shape.Typed typed -> "a map with a 'type'";
      case Shape.Either either -> {
        List<String> words = new ArrayList<>();
        if (either.scalar() != null) {
          words.add(expected(either.scalar()));
        }
        if (either.items() != null) {
          words.add("a list of them");
        }
        if (either.entries() != null) {
          words.add(expected(either.entries()));
        }
        yield String.join(" or ", words);
      }
    };
  }
}
