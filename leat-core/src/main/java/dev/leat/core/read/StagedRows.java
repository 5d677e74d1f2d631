package dev.leat.core.read;

import dev.leat.api.KeyValue;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The SQL of staged records with what is known of their files: ids, times, keys of datasets. */
record StagedRows(List<InputFile> files, Map<String, Scalars> keys) {
  /** A row for each file, with where its records begin among those that do not say it. */
  String files(String records) {
    return "SELECT v.*, s.start FROM (VALUES "
        + values()
        + ") v("
        + columns()
        + ") LEFT JOIN ("
        + "SELECT f, min(rowid) AS start FROM "
        + records
        + " WHERE n IS NULL GROUP BY f"
        + ") s USING (f)";
  }

  private String columns() {
    Set<String> names = new LinkedHashSet<>(List.of("f", "id", "fetched"));
    keys.keySet().forEach(key -> names.add(Layout.keySql(key)));
    return String.join(", ", names);
  }

  private String values() {
    var values = new ArrayList<String>();
    for (int i = 0; i < files.size(); i++) {
      InputFile file = files.get(i);
      var parts = new ArrayList<String>();
      parts.add(Integer.toString(i));
      parts.add(file.id() + "::BIGINT");
      parts.add("'" + file.fetchedAt().truncatedTo(ChronoUnit.MICROS) + "'::TIMESTAMPTZ");
      for (String key : keys.keySet()) {
        parts.add(
            file.dataset()
                .keys()
                .value(key)
                .map(KeyValue::text)
                .map(Sql::text)
                .orElse("CAST(NULL AS VARCHAR)"));
      }
      values.add("(" + String.join(", ", parts) + ")");
    }
    return String.join(", ", values);
  }

  /**
   * A row for each record.
   *
   * @param place columns to begin with, each with a comma behind it
   * @param fileTable what {@link #files} selects
   */
  String rows(String place, String records, String fileTable) {
    var parts =
        new ArrayList<String>(
            List.of(
                "files.id AS _leat_file",
                "coalesce(s.n, s.rowid - files.start) AS _leat_row",
                "files.fetched AS " + Reshaping.FETCHED));
    keys.forEach(
        (name, scalars) ->
            scalars
                .type()
                .ifPresent(
                    type ->
                        parts.add(
                            "CAST(files."
                                + Layout.keySql(name)
                                + " AS "
                                + SqlTypes.of(type)
                                + ") AS "
                                + Layout.keySql(name))));
    parts.add("s.r AS " + TablePlan.VALUE);
    return "SELECT "
        + place
        + String.join(", ", parts)
        + " FROM "
        + records
        + " s JOIN "
        + fileTable
        + " files USING (f)";
  }
}
