package dev.leat.testkit.source;

import dev.leat.api.Blame;
import dev.leat.api.ErrorCode;
import dev.leat.api.LeatException;
import dev.leat.api.Option;
import dev.leat.api.Secret;
import dev.leat.api.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a connector under test, defaults filled in from its options.
 *
 * <p>Asking for an option that was not declared, or as another kind, fails the test.
 */
public final class GivenSettings implements Settings {
  /** What {@link #invalid} throws. */
  public enum GivenError implements ErrorCode {
    SETTING_INVALID;

    @Override
    public Blame blame() {
      return Blame.OPERATOR;
    }
  }

  private final Map<String, Option> options;
  private final Map<String, Object> values;

  private GivenSettings(Map<String, Option> options, Map<String, Object> values) {
    this.options = options;
    this.values = values;
  }

  public static GivenSettings of(List<Option> options) {
    Map<String, Option> byName = new LinkedHashMap<>();
    options.forEach(option -> byName.put(option.name(), option));
    return new GivenSettings(byName, Map.of());
  }

  /**
   * @param value text as it would be written, a list of texts, or a map from names to lists; for a
   *     section a map from its options, or a list of such maps
   */
  public GivenSettings with(String option, Object value) {
    declared(option);
    var more = new LinkedHashMap<>(values);
    more.put(option, value);
    return new GivenSettings(options, more);
  }

  @Override
  public Optional<String> text(String option) {
    return one(option, Option.Kind.TEXT, Option.Kind.CHOICE, Option.Kind.PATH);
  }

  @Override
  public Optional<Long> integer(String option) {
    return one(option, Option.Kind.INTEGER).map(Long::valueOf);
  }

  @Override
  public Optional<Boolean> bool(String option) {
    return one(option, Option.Kind.BOOLEAN).map(Boolean::valueOf);
  }

  @Override
  public Optional<URI> url(String option) {
    return one(option, Option.Kind.URL).map(URI::create);
  }

  @Override
  public Optional<Path> path(String option) {
    return one(option, Option.Kind.PATH).map(Path::of);
  }

  /** One amount and unit as in leat.yaml, such as {@code 30s}, or ISO-8601. */
  @Override
  public Optional<Duration> duration(String option) {
    return one(option, Option.Kind.DURATION)
        .map(text -> text.startsWith("P") ? text : text.endsWith("d") ? "P" + text : "PT" + text)
        .map(Duration::parse);
  }

  @Override
  public Optional<Secret> secret(String option) {
    return one(option, Option.Kind.SECRET).map(Secret::of);
  }

  @Override
  public List<String> texts(String option) {
    return list(value(option, Option.Kind.TEXTS));
  }

  @Override
  public Map<String, List<String>> namedTexts(String option) {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    if (value(option, Option.Kind.NAMED_TEXTS) instanceof Map<?, ?> map) {
      map.forEach((name, texts) -> lists.put(String.valueOf(name), list(texts)));
    }
    return lists;
  }

  @Override
  public Optional<String> json(String option) {
    return one(option, Option.Kind.JSON);
  }

  /** Written as a map from option to value, or as a list of such maps. */
  @Override
  public List<Settings> sections(String option) {
    Option declared = declared(option);
    Object value = value(option, Option.Kind.SECTIONS);
    List<?> maps =
        value instanceof List<?> list ? list : Optional.ofNullable(value).stream().toList();
    return maps.stream().map(each -> section(declared, each)).toList();
  }

  @Override
  public Map<String, Settings> namedSections(String option) {
    Option declared = declared(option);
    Map<String, Settings> sections = new LinkedHashMap<>();
    if (value(option, Option.Kind.NAMED_SECTIONS) instanceof Map<?, ?> map) {
      map.forEach((name, inside) -> sections.put(String.valueOf(name), section(declared, inside)));
    }
    return sections;
  }

  private static Settings section(Option declared, Object value) {
    GivenSettings section = of(declared.inside());
    if (!(value instanceof Map<?, ?> map)) {
      return section.with(Objects.requireNonNull(declared.shorthand()), value);
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      section = section.with(String.valueOf(entry.getKey()), entry.getValue());
    }
    return section;
  }

  @Override
  public LeatException invalid(String option, String problem, String remedy) {
    declared(option);
    return new LeatException(GivenError.SETTING_INVALID, option + ": " + problem, remedy);
  }

  private Optional<String> one(String option, Option.Kind... kinds) {
    return Optional.ofNullable(value(option, kinds)).map(String::valueOf);
  }

  private static List<String> list(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> texts
        ? texts.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(value));
  }

  private @Nullable Object value(String option, Option.Kind... kinds) {
    Option declared = declared(option);
    if (!List.of(kinds).contains(declared.kind())) {
      throw new AssertionError("option '" + option + "' was declared as " + declared.kind());
    }
    Object value = values.get(option);
    return value == null ? declared.defaultValue() : value;
  }

  private Option declared(String option) {
    Option declared = options.get(option);
    if (declared == null) {
      throw new AssertionError("option '" + option + "' was not declared");
    }
    return declared;
  }
}
