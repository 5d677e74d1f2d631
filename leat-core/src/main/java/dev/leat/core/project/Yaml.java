package dev.leat.core.project;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value of leat.yaml with its place. */
sealed interface Yaml {
  /** Of a value, as much as a message shows. */
  int SHOWN_MAX = 80;

  Position at();

  /** How a message calls it: a text, a list, a map, nothing. */
  String kind();

  /**
   * A text or a number.
   *
   * @param written as in the file, references unresolved: the only form that messages show
   * @param quoted whether quotes or a block make it a text for certain
   */
  record Scalar(Position at, String written, List<Part> parts, boolean quoted) implements Yaml {
    public Scalar {
      parts = List.copyOf(parts);
    }

    /** The value, references resolved. */
    String text() {
      return parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** Whether a reference in it leads nowhere, which has been reported. */
    boolean unresolved() {
      return parts.stream().anyMatch(part -> part.referenced() && part.text().isEmpty());
    }

    @Override
    public String kind() {
      return "'"
          + (written.length() > SHOWN_MAX ? written.substring(0, SHOWN_MAX) + "…" : written)
          + "'";
    }

    @Override
    public String toString() {
      return written;
    }
  }

  /**
   * A piece of a scalar: as written, or what a reference stands for, empty where it leads nowhere.
   */
  record Part(String text, boolean referenced) {
    @Override
    public String toString() {
      return referenced ? "***" : text;
    }
  }

  record Items(Position at, List<Yaml> items) implements Yaml {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  record Entries(Position at, List<Entry> entries) implements Yaml {
    public Entries {
      entries = List.copyOf(entries);
    }

    Optional<Yaml> value(String key) {
      return entries.stream()
          .filter(entry -> entry.key().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    Optional<Scalar> scalar(String key) {
      return value(key).filter(Scalar.class::isInstance).map(Scalar.class::cast);
    }

    Optional<String> text(String key) {
      return scalar(key).map(Scalar::text);
    }

    /** The items of a list, or the value itself where one may stand for a list. */
    List<Yaml> list(String key) {
      return switch (value(key).orElse(new Nothing(at))) {
        case Items items -> items.items();
        case Nothing nothing -> List.of();
        case Scalar scalar -> List.of(scalar);
        case Entries map -> List.of(map);
      };
    }

    List<String> texts(String key) {
      return list(key).stream()
          .filter(Scalar.class::isInstance)
          .map(value -> ((Scalar) value).text())
          .toList();
    }

    /** A map without entries where there is none. */
    Entries map(String key) {
      return value(key).map(Entries::of).orElseGet(() -> new Entries(at, List.of()));
    }

    /** A map without entries where the value is no map. */
    static Entries of(Yaml value) {
      return value instanceof Entries map ? map : new Entries(value.at(), List.of());
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  record Entry(Position at, String key, Yaml value) {}

  /** A key without a value. */
  record Nothing(Position at) implements Yaml {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
