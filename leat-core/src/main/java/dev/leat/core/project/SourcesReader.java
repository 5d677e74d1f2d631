package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.LeatException;
import dev.leat.api.Option;
import dev.leat.api.Secret;
import dev.leat.api.SourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code sources:}. */
final class SourcesReader {
  private static final Option URL =
      Option.of("url", Option.Kind.URL, "The address that requests start from.");

  /** The connection sets these itself, and would drop what stands here without a word. */
  private static final Set<String> OWN_HEADERS = Set.of("host", "origin");

  private final Path folder;
  private final Connectors connectors;
  private final Mistakes mistakes;
  private final Set<Secret> secrets;

  SourcesReader(Path folder, Connectors connectors, Mistakes mistakes, Set<Secret> secrets) {
    this.folder = folder;
    this.connectors = connectors;
    this.mistakes = mistakes;
    this.secrets = secrets;
  }

  /** Those without mistakes, in the order written. */
  List<SourceDefinition> read(Yaml.Entries sources) {
    return sources.entries().stream().flatMap(entry -> read(entry).stream()).toList();
  }

  private Optional<SourceDefinition> read(Yaml.Entry entry) {
    Yaml.Entries written = Yaml.Entries.of(entry.value());
    Optional<SourceType> type = type(written);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    var settings = settings(entry.key(), written, type.get());
    secrets.addAll(settings.secrets());
    SourceDefinition.Requests requests = requests(written);
    if (broken(entry)) {
      return Optional.empty();
    }
    try {
      List<DatasetType> types = type.get().datasetTypes(settings);
      return Optional.of(
          new SourceDefinition(entry.key(), type.get(), settings, requests, types, entry.at()));
    } catch (LeatException refused) {
      mistakes.add(refused, entry.at());
    } catch (RuntimeException broken) {
      mistakes.add(
          ProjectError.CONNECTOR_UNUSABLE,
          entry.at(),
          "The source type '" + type.get().name() + "' failed: " + broken + ".",
          "Tell its author; --debug shows where.");
    }
    return Optional.empty();
  }

  private Optional<SourceType> type(Yaml.Entries written) {
    try {
      return written.text("type").flatMap(connectors::source);
    } catch (LeatException reported) {
      return Optional.empty();
    }
  }

  private OptionSettings settings(String name, Yaml.Entries written, SourceType type) {
    List<Option> options = Stream.concat(type.options().stream(), Stream.of(URL)).toList();
    return new OptionSettings("source " + name, folder, written, options);
  }

  /** Whether anything in it has been reported. */
  private boolean broken(Yaml.Entry entry) {
    var found = new Mistakes();
    var shape = new ProjectShape(connectors).source();
    new ShapeCheck(found).check(entry.key(), entry.value(), shape);
    return !found.isEmpty() || unresolved(entry.value());
  }

  private static boolean unresolved(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> scalar.unresolved();
      case Yaml.Items items -> items.items().stream().anyMatch(SourcesReader::unresolved);
      case Yaml.Entries map -> map.entries().stream().anyMatch(each -> unresolved(each.value()));
      case Yaml.Nothing nothing -> false;
    };
  }

  private SourceDefinition.Requests requests(Yaml.Entries written) {
    return new SourceDefinition.Requests(
        whole(written, "concurrency"),
        written.text("limit").flatMap(RateLimit::parse),
        written.text("timeout").flatMap(Durations::parse),
        whole(written, "retries"),
        written.text("max_wait").flatMap(Durations::parse),
        written.text("absence").flatMap(Durations::parse),
        headers(written.map("headers")));
  }

  private static OptionalInt whole(Yaml.Entries written, String key) {
    return written
        .text(key)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  private Map<String, Secret> headers(Yaml.Entries written) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    List<Secret> hidden = new ArrayList<>();
    for (Yaml.Entry entry : written.entries()) {
      if (OWN_HEADERS.contains(entry.key().toLowerCase(Locale.ROOT))) {
        mistakes.add(
            ProjectError.PROJECT_VALUE_INVALID,
            entry.at(),
            "The header '" + entry.key() + "' cannot be set: it follows from the url.",
            "Remove it; write the host that is meant as the source's url.");
      }
      if (entry.value() instanceof Yaml.Scalar scalar) {
        Secret value = Secret.of(scalar.text());
        headers.put(entry.key(), value);
        if (References.namesSecret(entry.key()) || !scalar.written().equals(scalar.text())) {
          hidden.add(value);
        }
      }
    }
    secrets.addAll(hidden);
    return headers;
  }
}
