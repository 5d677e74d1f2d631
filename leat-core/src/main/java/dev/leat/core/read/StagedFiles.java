package dev.leat.core.read;

import dev.leat.api.KeyValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The SQL of the files of a stage: their numbers, their ids, the keys of their datasets. */
final class StagedFiles {
  private StagedFiles() {}

  static String columns(Set<String> keys) {
    Set<String> names = new LinkedHashSet<>(List.of("f", "id"));
    keys.forEach(key -> names.add(Layout.keySql(key)));
    return String.join(", ", names);
  }

  static String values(List<InputFile> files, Set<String> keys) {
    var values = new ArrayList<String>();
    for (int i = 0; i < files.size(); i++) {
      InputFile file = files.get(i);
      var parts = new ArrayList<String>(List.of(Integer.toString(i), file.id() + "::BIGINT"));
      for (String key : keys) {
        parts.add(key(file, key));
      }
      values.add("(" + String.join(", ", parts) + ")");
    }
    return String.join(", ", values);
  }

  /** A key of a file's dataset as a text, null where it has none of that name. */
  private static String key(InputFile file, String name) {
    return file.dataset()
        .keys()
        .value(name)
        .map(KeyValue::text)
        .map(Sql::text)
        .orElse("CAST(NULL AS VARCHAR)");
  }

  /** The SQL of a key of the dataset that a row s is of. */
  static String keys(List<InputFile> files, String name) {
    return pick(files.stream().map(file -> key(file, name)).toList());
  }

  /** The SQL that picks what belongs to the file of a row s. */
  static String pick(List<String> values) {
    boolean same = Set.copyOf(values).size() == 1;
    return same ? values.getFirst() : "[" + String.join(", ", values) + "][s.f + 1]";
  }
}
