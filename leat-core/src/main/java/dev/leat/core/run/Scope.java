package dev.leat.core.run;

import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a project that an act is about; it narrows what plans say and never widens it.
 *
 * @param sources names of sources, empty for all
 * @param select allowed values by key name; a dataset without that key is not affected
 * @param tables names of tables, empty for all
 */
public record Scope(Set<String> sources, Map<String, List<String>> select, Set<String> tables) {
  /** The whole project. */
  public static final Scope ALL = new Scope(Set.of(), Map.of(), Set.of());

  public Scope {
    sources = Set.copyOf(sources);
    select = Map.copyOf(select);
    tables = Set.copyOf(tables);
  }

  public static Scope ofSource(String source) {
    return new Scope(Set.of(source), Map.of(), Set.of());
  }

  /** This scope, narrowed to datasets whose key has this value. */
  public Scope where(String key, String value) {
    var narrowed = new LinkedHashMap<>(select);
    narrowed.put(key, List.of(value));
    return new Scope(sources, narrowed, tables);
  }

  public boolean includesSource(String source) {
    return sources.isEmpty() || sources.contains(source);
  }

  public boolean includesTable(String table) {
    return tables.isEmpty() || tables.contains(table);
  }

  /** Whether a dataset with these keys is inside: no key of it contradicts the selection. */
  public boolean includes(Keys keys) {
    return select.entrySet().stream()
        .allMatch(
            entry ->
                keys.value(entry.getKey())
                    .map(KeyValue::text)
                    .map(entry.getValue()::contains)
                    .orElse(true));
  }

  /** The keys that have exactly one allowed value: what a source may list less by. */
  public Keys single() {
    Keys single = Keys.NONE;
    for (var entry : select.entrySet()) {
      if (entry.getValue().size() == 1) {
        single = single.with(entry.getKey(), entry.getValue().get(0));
      }
    }
    return single;
  }
}
