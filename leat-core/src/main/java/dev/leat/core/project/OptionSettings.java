package dev.leat.core.project;

import dev.leat.api.LeatException;
import dev.leat.api.Option;
import dev.leat.api.Option.Kind;
import dev.leat.api.Secret;
import dev.leat.api.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings from a checked map of leat.yaml; where there is none, every default. */
final class OptionSettings implements Settings {
  private static final Set<Kind> PLAIN =
      EnumSet.complementOf(
          EnumSet.of(Kind.SECRET, Kind.NAMED_TEXTS, Kind.JSON, Kind.SECTIONS, Kind.NAMED_SECTIONS));

  private final String owner;
  private final Path folder;
  private final Yaml.Entries written;
  private final Map<String, Option> options = new LinkedHashMap<>();

  /**
   * @param owner such as {@code source statsbomb}
   * @param folder the project's
   */
  OptionSettings(String owner, Path folder, Yaml.Entries written, List<Option> options) {
    this.owner = owner;
    this.folder = folder;
    this.written = written;
    options.forEach(option -> this.options.putIfAbsent(option.name(), option));
  }

  @Override
  public Optional<String> text(String option) {
    return value(option, PLAIN);
  }

  @Override
  public Optional<Long> integer(String option) {
    return value(option, EnumSet.of(Kind.INTEGER)).map(Long::parseLong);
  }

  @Override
  public Optional<Boolean> bool(String option) {
    return value(option, EnumSet.of(Kind.BOOLEAN)).map(Boolean::parseBoolean);
  }

  @Override
  public Optional<URI> url(String option) {
    return value(option, EnumSet.of(Kind.URL)).flatMap(Urls::parse);
  }

  @Override
  public Optional<Path> path(String option) {
    return value(option, EnumSet.of(Kind.PATH)).map(text -> folder.resolve(text).normalize());
  }

  @Override
  public Optional<Duration> duration(String option) {
    return value(option, EnumSet.of(Kind.DURATION)).flatMap(Durations::parse);
  }

  @Override
  public Optional<Secret> secret(String option) {
    return value(option, EnumSet.of(Kind.SECRET)).map(Secret::of);
  }

  @Override
  public List<String> texts(String option) {
    Option declared = declared(option, EnumSet.of(Kind.TEXTS));
    List<String> texts = written.value(option).map(OptionSettings::texts).orElse(List.of());
    String otherwise = declared.defaultValue();
    return texts.isEmpty() && otherwise != null ? List.of(otherwise) : texts;
  }

  @Override
  public Map<String, List<String>> namedTexts(String option) {
    declared(option, EnumSet.of(Kind.NAMED_TEXTS));
    Map<String, List<String>> texts = new LinkedHashMap<>();
    if (written.value(option).orElse(null) instanceof Yaml.Entries entries) {
      entries.entries().forEach(entry -> texts.put(entry.key(), texts(entry.value())));
    }
    return Collections.unmodifiableMap(texts);
  }

  @Override
  public Optional<String> json(String option) {
    declared(option, EnumSet.of(Kind.JSON));
    return written.value(option).map(YamlJson::text);
  }

  @Override
  public List<Settings> sections(String option) {
    return List.copyOf(inside(option));
  }

  private List<OptionSettings> inside(String option) {
    Option declared = declared(option, EnumSet.of(Kind.SECTIONS));
    return written.list(option).stream().map(value -> section(declared, value)).toList();
  }

  private OptionSettings section(Option declared, Yaml value) {
    String inside = declared.shorthand();
    Yaml.Entries entries =
        value instanceof Yaml.Scalar scalar && inside != null
            ? new Yaml.Entries(scalar.at(), List.of(new Yaml.Entry(scalar.at(), inside, scalar)))
            : Yaml.Entries.of(value);
    return new OptionSettings(owner, folder, entries, declared.inside());
  }

  @Override
  public Map<String, Settings> namedSections(String option) {
    return Collections.unmodifiableMap(named(option));
  }

  private Map<String, OptionSettings> named(String option) {
    Option declared = declared(option, EnumSet.of(Kind.NAMED_SECTIONS));
    Map<String, OptionSettings> sections = new LinkedHashMap<>();
    written
        .map(option)
        .entries()
        .forEach(entry -> sections.put(entry.key(), section(declared, entry.value())));
    return sections;
  }

  private static List<String> texts(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> List.of(scalar.text());
      case Yaml.Items items -> {
        List<String> texts = new ArrayList<>();
        items.items().forEach(item -> texts.addAll(texts(item)));
        yield List.copyOf(texts);
      }
      case Yaml.Entries entries -> List.of();
      case Yaml.Nothing nothing -> List.of();
    };
  }

  private Optional<String> value(String option, Set<Kind> kinds) {
    Option declared = declared(option, kinds);
    return written
        .value(option)
        .filter(Yaml.Scalar.class::isInstance)
        .map(value -> ((Yaml.Scalar) value).text())
        .or(() -> Optional.ofNullable(declared.defaultValue()));
  }

  private Option declared(String option, Set<Kind> kinds) {
    Option declared = options.get(option);
    if (declared == null || !kinds.contains(declared.kind())) {
      String how =
          declared == null ? "which it does not declare" : "declared as " + declared.kind();
      throw new LeatException(
          ProjectError.CONNECTOR_OPTION_UNDECLARED,
          "The connector of " + owner + " asks for the option '" + option + "', " + how + ".",
          "Tell the author of the connector.");
    }
    return declared;
  }

  @Override
  public LeatException invalid(String option, String problem, String remedy) {
    Position at = written.value(option).map(Yaml::at).orElse(written.at());
    return new LeatException(ProjectError.PROJECT_VALUE_INVALID, at + ": " + problem, remedy);
  }

  /** Every secret among the values. */
  List<Secret> secrets() {
    return options.values().stream().flatMap(option -> secrets(option).stream()).toList();
  }

  private List<Secret> secrets(Option option) {
    return switch (option.kind()) {
      case SECRET -> secret(option.name()).stream().toList();
      case JSON ->
          written.value(option.name()).stream()
              .flatMap(value -> YamlJson.referenced(value).stream())
              .map(Secret::of)
              .toList();
      case SECTIONS ->
          inside(option.name()).stream().flatMap(each -> each.secrets().stream()).toList();
      case NAMED_SECTIONS ->
          named(option.name()).values().stream().flatMap(each -> each.secrets().stream()).toList();
      default -> List.of();
    };
  }

  /** Equal when the same values are written, wherever they stand. */
  @Override
  public boolean equals(Object other) {
    return other instanceof OptionSettings settings && values().equals(settings.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : options.values()) {
      Object value =
          switch (option.kind()) {
            case TEXTS -> texts(option.name());
            case NAMED_TEXTS -> namedTexts(option.name());
            case JSON -> json(option.name());
            case SECTIONS -> inside(option.name());
            case NAMED_SECTIONS -> named(option.name());
            default -> value(option.name(), EnumSet.allOf(Kind.class));
          };
      values.put(option.name(), value);
    }
    return values;
  }

  /** Names only: values may be secret. */
  @Override
  public String toString() {
    String names =
        String.join(", ", written.entries().stream().map(Yaml.Entry::key).sorted().toList());
    return "Settings of " + owner + "[" + names + "]";
  }
}
