package dev.leat.core.project;

import dev.leat.core.project.DatasetTypeRules.Index;
import dev.leat.core.project.DatasetTypeRules.KeyRule;
import dev.leat.core.project.DatasetTypeRules.KeyType;
import dev.leat.core.project.DatasetTypeRules.PathRule;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code dataset_types:}. */
final class DatasetTypesReader {
  private final Mistakes mistakes;
  private final SourceNames names;

  DatasetTypesReader(Mistakes mistakes, SourceNames names) {
    this.mistakes = mistakes;
    this.names = names;
  }

  List<DatasetTypeRules> read(List<Yaml> items) {
    Set<SourceNames.Found> seen = new HashSet<>();
    return items.stream().flatMap(item -> read(Yaml.Entries.of(item), seen).stream()).toList();
  }

  private Optional<DatasetTypeRules> read(Yaml.Entries item, Set<SourceNames.Found> seen) {
    return names.type(item).map(found -> read(item, found, seen));
  }

  private DatasetTypeRules read(
      Yaml.Entries item, SourceNames.Found found, Set<SourceNames.Found> seen) {
    if (!seen.add(found)) {
      mistakes.add(
          ProjectError.PROJECT_KEY_TWICE,
          item.at(),
          "'" + found.source().name() + "/" + found.type().name() + "' is here twice.",
          "Write its rules in one item.");
    }
    Map<String, KeyRule> rules = new LinkedHashMap<>();
    List<String> known = found.type().keys();
    for (Yaml.Entry entry : item.map("keys").entries()) {
      if (!known.isEmpty() && !known.contains(entry.key())) {
        mistakes.add(
            ProjectError.PROJECT_NAME_UNKNOWN,
            entry.at(),
            "The dataset type '" + found.type().name() + "' has no key '" + entry.key() + "'.",
            Nearest.suggest(entry.key(), known));
      }
      rules.put(entry.key(), rule(Yaml.Entries.of(entry.value())));
    }
    boolean indexed = item.text("index").orElse("false").equals("true");
    if (indexed && rules.isEmpty()) {
      mistakes.add(
          ProjectError.PROJECT_KEY_MISSING,
          item.at(),
          "'index' says nothing of which keys.",
          "Name them and their types: 'keys: {id: {type: integer}}'.");
    }
    return new DatasetTypeRules(
        found.source().name(),
        found.type().name(),
        indexed ? Index.WANTED : Index.NOT_WANTED,
        rules,
        item.at());
  }

  private KeyRule rule(Yaml.Entries rule) {
    KeyType type =
        rule.text("type").flatMap(text -> Choices.find(KeyType.class, text)).orElse(KeyType.TEXT);
    return new KeyRule(path(rule), type);
  }

  private PathRule path(Yaml.Entries rule) {
    Yaml.Entries path = rule.map("path");
    if (path.entries().size() > 1) {
      mistakes.add(
          ProjectError.PROJECT_VALUE_INVALID,
          path.at(),
          "'path' has several rules.",
          "Keep one of bucket_size, bucket_count and prefix.");
    }
    return number(path, "bucket_size")
        .<PathRule>map(PathRule.BucketSize::new)
        .or(() -> number(path, "bucket_count").map(PathRule.BucketCount::new))
        .or(() -> number(path, "prefix").map(PathRule.Prefix::new))
        .orElseGet(PathRule.Identity::new);
  }

  private static Optional<Integer> number(Yaml.Entries path, String key) {
    return path.text(key).filter(Shape.Form.COUNT::accepts).map(Integer::valueOf);
  }
}
