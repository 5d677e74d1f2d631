package dev.leat.core.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a value of leat.yaml must look like; checks and the editor schema come from it. */
sealed interface Shape {
  static Shape scalar(Form form) {
    return new Scalar(form, List.of());
  }

  static Shape oneOf(String... choices) {
    return new Scalar(Form.TEXT, List.of(choices));
  }

  static Shape oneOrMany(Shape item) {
    return new Either(item, new Many(item), null);
  }

  /** A text or a number of some form, or one of some words. */
  record Scalar(Form form, List<String> choices) implements Shape {
    public Scalar {
      choices = List.copyOf(choices);
    }
  }

  /** Whatever is written. */
  record Any() implements Shape {}

  record Many(Shape item) implements Shape {}

  /**
   * A map whose keys are names that the project chooses.
   *
   * @param what such as {@code a source}
   */
  record Named(String what, Pattern names, Shape value) implements Shape {}

  /**
   * A map whose keys Leat knows.
   *
   * @param former keys that other tools or older versions use, with what to write now
   */
  record Fields(List<Field> fields, Map<String, String> former) implements Shape {
    public Fields {
      fields = List.copyOf(fields);
      former = Map.copyOf(former);
    }
  }

  /**
   * A map whose keys depend on its {@code type}.
   *
   * @param what such as {@code source type}
   * @param find the fields of a type, {@code type} included; may be asked for any name
   */
  record Typed(String what, Supplier<List<String>> names, Function<String, Optional<Fields>> find)
      implements Shape {}

  /** One of several shapes, told apart by being a text, a list or a map. */
  record Either(@Nullable Shape scalar, @Nullable Shape items, @Nullable Shape entries)
      implements Shape {}

  /** A known key. */
  record Field(
      String name,
      Shape shape,
      String description,
      boolean required,
      @Nullable String defaultValue) {
    static Field of(String name, Shape shape, String description) {
      return new Field(name, shape, description, false, null);
    }

    Field mandatory() {
      return new Field(name, shape, description, true, defaultValue);
    }

    Field defaultsTo(String value) {
      return new Field(name, shape, description, required, value);
    }
  }

  /** What a text must look like. */
  enum Form {
    TEXT("a text", null),
    SECRET("a text", null),
    PATH("a path", null),
    URL(
        "a URL without credentials, such as https://example.com/data/",
        "[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+"),
    WHOLE("a whole number", "-?[0-9]{1,18}"),
    /** At least 0. */
    AMOUNT("a whole number of at least 0", "[0-9]{1,9}"),
    /** At least 1. */
    COUNT("a whole number of at least 1", "0*[1-9][0-9]{0,8}"),
    BOOLEAN("true or false", "true|false"),
    DURATION("a duration such as 30s, 5m, 24h or 7d", Durations.FORM),
    RATE("a rate such as 10/minute", "[1-9][0-9]{0,8} */ *(second|minute|hour|day|[0-9a-z]+)"),
    QUARANTINE("a share such as 1% or a number of rows", QuarantineLimit.FORM),
    MASK("hash, redact or truncate(n) with a number of characters", Form.MASK_FORM),
    COLUMN_TYPE("a column type such as integer, decimal(10,2), timestamp or text", null);

    static final String MASK_FORM = "hash|redact|truncate\\(([1-9][0-9]{0,3})\\)";

    private final String expected;
    private final @Nullable Pattern pattern;

    Form(String expected, @Nullable String pattern) {
      this.expected = expected;
      this.pattern = pattern == null ? null : Pattern.compile(pattern);
    }

    String expected() {
      return expected;
    }

    Optional<Pattern> pattern() {
      return Optional.ofNullable(pattern);
    }

    boolean accepts(String text) {
      boolean fits = pattern == null || pattern.matcher(text).matches();
      return switch (this) {
        case RATE -> fits && RateLimit.parse(text).isPresent();
        case URL ->
            fits && Urls.parse(text).filter(url -> url.getRawUserInfo() == null).isPresent();
        case COLUMN_TYPE -> ColumnTypes.parse(text).isPresent();
        default -> fits;
      };
    }
  }
}
