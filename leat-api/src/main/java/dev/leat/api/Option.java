package dev.leat.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One setting that a connector understands.
 *
 * <p>From options come the check of a project, its editor schema and the manual's tables.
 *
 * @param choices allowed values of a {@link Kind#CHOICE}
 * @param defaultValue as it would be written, or null where there is none
 */
public record Option(
    String name,
    Kind kind,
    String description,
    boolean required,
    @Nullable String defaultValue,
    List<String> choices) {
  /** What a value looks like. */
  public enum Kind {
    TEXT,
    INTEGER,
    BOOLEAN,
    URL,
    PATH,
    /** Such as {@code 30s}, {@code 5m}, {@code 24h}, {@code 7d}. */
    DURATION,
    SECRET,
    CHOICE,
    /** One text or a list of them. */
    TEXTS,
    /** A map from names to one text or a list of them. */
    NAMED_TEXTS
  }

  public Option {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(description);
    choices = List.copyOf(choices);
  }

  public static Option of(String name, Kind kind, String description) {
    return new Option(name, kind, description, false, null, List.of());
  }

  public Option mandatory() {
    return new Option(name, kind, description, true, defaultValue, choices);
  }

  public Option defaultsTo(String value) {
    return new Option(name, kind, description, required, value, choices);
  }

  public Option oneOf(String... values) {
    return new Option(name, Kind.CHOICE, description, required, defaultValue, List.of(values));
  }
}
