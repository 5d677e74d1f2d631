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
 * @param inside the options of a section
 * @param shorthand the option inside that a plain text stands for, or null
 */
public record Option(
    String name,
    Kind kind,
    String description,
    boolean required,
    @Nullable String defaultValue,
    List<String> choices,
    List<Option> inside,
    @Nullable String shorthand) {
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
    NAMED_TEXTS,
    /** Any value, map or list, taken as JSON. */
    JSON,
    /** A map of options, or a list of such maps. */
    SECTIONS,
    /** A map from names to maps of options. */
    NAMED_SECTIONS
  }

  public Option {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(description);
    choices = List.copyOf(choices);
    inside = List.copyOf(inside);
  }

  public static Option of(String name, Kind kind, String description) {
    return new Option(name, kind, description, false, null, List.of(), List.of(), null);
  }

  /** One map of options, or several in a list. */
  public static Option sections(String name, String description, Option... inside) {
    return new Option(
        name, Kind.SECTIONS, description, false, null, List.of(), List.of(inside), null);
  }

  /** Maps of options, each under a name of the project's own. */
  public static Option namedSections(String name, String description, Option... inside) {
    return new Option(
        name, Kind.NAMED_SECTIONS, description, false, null, List.of(), List.of(inside), null);
  }

  public Option mandatory() {
    return new Option(name, kind, description, true, defaultValue, choices, inside, shorthand);
  }

  public Option defaultsTo(String value) {
    return new Option(name, kind, description, required, value, choices, inside, shorthand);
  }

  public Option oneOf(String... values) {
    return new Option(
        name, Kind.CHOICE, description, required, defaultValue, List.of(values), inside, shorthand);
  }

  /** A plain text in place of the section is the value of this option inside it. */
  public Option orJust(String optionInside) {
    return new Option(
        name, kind, description, required, defaultValue, choices, inside, optionInside);
  }
}
