package dev.leat.core.project;

import dev.leat.api.Option;
import dev.leat.core.project.Shape.Field;
import dev.leat.core.project.Shape.Form;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the options that a connector declares into keys of leat.yaml. */
final class OptionFields {
  /** Any name but an empty one. */
  static final Pattern ANY_NAME = Pattern.compile("(?s).+");

  private OptionFields() {}

  static List<Field> of(List<Option> options) {
    return options.stream().map(OptionFields::of).toList();
  }

  private static Field of(Option option) {
    return new Field(
        option.name(),
        shape(option),
        option.description(),
        option.required(),
        option.defaultValue());
  }

  private static Shape sections(Option option) {
    Shape one = section(option);
    return new Shape.Either(shorthand(option), new Shape.Many(one), one);
  }

  private static Shape section(Option option) {
    return new Shape.Fields(of(option.inside()), Map.of());
  }

  private static @Nullable Shape shorthand(Option option) {
    return option.inside().stream()
        .filter(each -> each.name().equals(option.shorthand()))
        .findFirst()
        .map(OptionFields::shape)
        .orElse(null);
  }

  private static Shape shape(Option option) {
    return switch (option.kind()) {
      case TEXT -> Shape.scalar(Form.TEXT);
      case INTEGER -> Shape.scalar(Form.WHOLE);
      case BOOLEAN -> Shape.scalar(Form.BOOLEAN);
      case URL -> Shape.scalar(Form.URL);
      case PATH -> Shape.scalar(Form.PATH);
      case DURATION -> Shape.scalar(Form.DURATION);
      case SECRET -> Shape.scalar(Form.SECRET);
      case CHOICE -> new Shape.Scalar(Form.TEXT, option.choices());
      case TEXTS -> Shape.oneOrMany(Shape.scalar(Form.TEXT));
      case NAMED_TEXTS ->
          new Shape.Named(
              "an entry of " + option.name(), ANY_NAME, Shape.oneOrMany(Shape.scalar(Form.TEXT)));
      case JSON -> new Shape.Any();
      case SECTIONS -> sections(option);
      case NAMED_SECTIONS ->
          new Shape.Named("an entry of " + option.name(), ProjectShape.NAME, section(option));
    };
  }
}
