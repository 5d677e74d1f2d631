package dev.leat.core.plan;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a project that one command is about.
 *
 * @param sources empty for all
 * @param datasetTypes empty for all
 * @param keys allowed values by key; what is out of scope is left alone, never an error
 * @param except values by key: a dataset that has one of each is out of scope
 * @param span the part of time that is to be filled, or null for what a source brings by itself
 */
public record Scope(
    Set<String> sources,
    Set<String> datasetTypes,
    Map<String, Set<String>> keys,
    List<Map<String, Set<String>>> except,
    @Nullable Span span) {
  /** The whole project. */
  public static final Scope ALL = new Scope(Set.of(), Set.of(), Map.of(), List.of(), null);

  public Scope {
    sources = Set.copyOf(sources);
    datasetTypes = Set.copyOf(datasetTypes);
    keys = Map.copyOf(keys);
    except = List.copyOf(except);
  }

  /**
   * A part of time of one source.
   *
   * @param datasetTypes empty for all
   */
  public static Scope filling(String source, Set<String> datasetTypes, Span span) {
    return new Scope(Set.of(source), datasetTypes, Map.of(), List.of(), span);
  }

  /**
   * Reads what a command line gives.
   *
   * @param select each {@code name=value} or {@code a=1/b=2}, as people write keys; one name with
   *     two values means either
   */
  public static Scope of(Collection<String> sources, List<String> select) {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    for (String text : select) {
      try {
        Keys.parse(text)
            .values()
            .forEach(
                (name, value) ->
                    keys.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(value.text()));
      } catch (IllegalArgumentException notKeys) {
        throw new LeatException(
            PlanError.PLAN_FILTER_INVALID,
            "'" + text + "' is not name=value.",
            "Write --select season_id=90, once for each key.",
            notKeys);
      }
    }
    return new Scope(new LinkedHashSet<>(sources), Set.of(), keys, List.of(), null);
  }

  /** This scope for datasets whose keys agree with these. */
  public static Scope of(Keys keys) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    keys.values().forEach((name, value) -> values.put(name, Set.of(value.text())));
    return new Scope(Set.of(), Set.of(), values, List.of(), null);
  }

  /** The same but for datasets that have one of these values of each of these keys. */
  public Scope without(Map<String, Set<String>> values) {
    var more = new ArrayList<>(except);
    more.add(Map.copyOf(values));
    return new Scope(sources, datasetTypes, keys, more, span);
  }

  /** The same but for these sources; what is named beside them stays. */
  public Scope withoutSources(Set<String> names) {
    var rest = new LinkedHashSet<>(sources);
    rest.removeAll(names);
    return new Scope(rest, datasetTypes, keys, except, span);
  }

  boolean hasDatasetType(String name) {
    return datasetTypes.isEmpty() || datasetTypes.contains(name);
  }

  boolean hasSource(String name) {
    return sources.isEmpty() || sources.contains(name);
  }

  /** Whether no key has a value that is out of scope; keys that are not there do not matter. */
  public boolean admits(Keys facts) {
    for (var entry : keys.entrySet()) {
      KeyValue fact = facts.values().get(entry.getKey());
      if (fact != null && !entry.getValue().contains(fact.text())) {
        return false;
      }
    }
    return except.stream().noneMatch(values -> has(facts, values));
  }

  private static boolean has(Keys facts, Map<String, Set<String>> values) {
    return values.entrySet().stream()
        .allMatch(
            each ->
                facts
                    .value(each.getKey())
                    .filter(value -> each.getValue().contains(value.text()))
                    .isPresent());
  }

  /** The keys that may have one value only, as far as these facts do not hold them. */
  Keys rest(Keys facts) {
    Map<String, KeyValue> rest = new LinkedHashMap<>();
    keys.forEach(
        (name, values) -> {
          if (values.size() == 1 && facts.value(name).isEmpty()) {
            rest.put(name, KeyValue.of(values.iterator().next()));
          }
        });
    return Keys.of(rest);
  }
}
