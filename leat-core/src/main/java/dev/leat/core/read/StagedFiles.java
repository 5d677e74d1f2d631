package dev.leat.core.read;

import dev.leat.api.KeyValue;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The SQL of the files of a stage: their numbers, their ids, the keys of their datasets. */
final class StagedFiles {
  private StagedFiles() {}

  /** A row for each file, with where its records begin among those that do not say it. */
  static String select(List<InputFile> files, Set<String> keys, String records) {
    return "SELECT v.*, s.start FROM (VALUES "
        + values(files, keys)
        + ") v("
        + columns(keys)
        + ") LEFT JOIN (SELECT f, min(rowid) AS start FROM "
        + records
        + " WHERE n IS NULL GROUP BY f) s USING (f)";
  }

  private static String columns(Set<String> keys) {
    Set<String> names = new LinkedHashSet<>(List.of("f", "id"));
    keys.forEach(key -> names.add(Layout.keySql(key)));
    return String.join(", ", names);
  }

  private static String values(List<InputFile> files, Set<String> keys) {
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

  /** The SQL of the first of the rows, counted by their order, of the file that a row s is of. */
  static String starts(Workbench workbench, String fileTable) {
    return pick(
        workbench.query(
            "SELECT coalesce(start, 0) FROM " + fileTable + " ORDER BY f",
            row -> row.getLong(1) + "::BIGINT"));
  }

  /**
   * The columns that a row s has of its file.
   *
   * <p>What is the same in all rows of a file is written out: a join would cost as much as parsing.
   *
   * @param row the SQL of the row's position
   */
  static String columns(List<InputFile> files, String row, Map<String, Scalars> keys) {
    var columns = new ArrayList<String>();
    columns.add(
        pick(files.stream().map(file -> file.id() + "::BIGINT").toList()) + " AS _leat_file");
    columns.add(row + " AS _leat_row");
    columns.add(
        pick(files.stream().map(StagedFiles::fetched).toList()) + " AS " + Reshaping.FETCHED);
    keys.forEach(
        (name, scalars) ->
            scalars
                .type()
                .ifPresent(
                    type ->
                        columns.add(
                            "CAST(%s AS %s) AS %s"
                                .formatted(
                                    keys(files, name), SqlTypes.of(type), Layout.keySql(name)))));
    return String.join(", ", columns);
  }

  private static String fetched(InputFile file) {
    return "'" + file.fetchedAt().truncatedTo(ChronoUnit.MICROS) + "'::TIMESTAMPTZ";
  }

  /** The SQL of a key of the dataset that a row s is of. */
  private static String keys(List<InputFile> files, String name) {
    return pick(files.stream().map(file -> key(file, name)).toList());
  }

  /** The SQL that picks what belongs to the file of a row s. */
  private static String pick(List<String> values) {
    boolean same = Set.copyOf(values).size() == 1;
    return same ? values.getFirst() : "[" + String.join(", ", values) + "][s.f + 1]";
  }
}
