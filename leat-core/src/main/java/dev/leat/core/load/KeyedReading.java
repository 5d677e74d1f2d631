package dev.leat.core.load;

import dev.leat.api.Batch;
import dev.leat.api.Batch.Lifetime;
import dev.leat.api.Column;
import dev.leat.api.Disposition;
import dev.leat.api.LeatException;
import dev.leat.api.Relation;
import dev.leat.core.read.InputFile;
import dev.leat.core.read.Workbench;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refuses files whose rows have no value in any column of their table's key.
 *
 * <p>Null is a key like any other, so that all rows of a file that has lost its key's column would
 * be one. A single row without a key is just that.
 */
final class KeyedReading extends ReadingThrough {
  private final String table;
  private final List<String> key;

  private KeyedReading(Reading reading, String table, List<String> key) {
    super(reading);
    this.table = table;
    this.key = key;
  }

  static Reading of(Reading reading, TableTask task) {
    List<String> key =
        switch (task.disposition()) {
          case Disposition.Append append -> List.of();
          case Disposition.Replace replace -> List.of();
          case Disposition.Merge merge -> merge.key();
          case Disposition.Scd2 history -> history.key();
          case Disposition.Vault vault -> vault.history().key();
        };
    return key.isEmpty() ? reading : new KeyedReading(reading, task.table(), key);
  }

  @Override
  public Optional<Batch> rows(List<InputFile> batch, Lifetime lifetime) {
    Optional<Batch> rows = reading.rows(batch, lifetime);
    rows.flatMap(read -> read.tables().stream().findFirst())
        .flatMap(root -> batch.size() == 1 ? keyless(root, batch.get(0)) : keyless(root, batch))
        .ifPresent(
            file -> {
              throw refusal(file);
            });
    return rows;
  }

  /** Ends at the first row that has a key, since the rows of a large file are in the file still. */
  private Optional<InputFile> keyless(Relation root, InputFile file) {
    String from = "SELECT _leat_file FROM (" + root.sql() + ") r";
    List<String> present = present(root);
    String keyed =
        present.stream().map(name -> name + " IS NOT NULL").collect(Collectors.joining(" OR "));
    boolean has = !keyed.isEmpty() && !ask(root, from + " WHERE " + keyed + " LIMIT 1").isEmpty();
    return has || ask(root, from + " LIMIT 2").size() < 2 ? Optional.empty() : Optional.of(file);
  }

  private Optional<InputFile> keyless(Relation root, List<InputFile> batch) {
    String none =
        present(root).stream()
            .map(name -> "count(" + name + ") = 0")
            .collect(Collectors.joining(" AND "));
    List<Long> files =
        ask(
            root,
            "SELECT _leat_file FROM (%s) r GROUP BY _leat_file HAVING count(*) > 1 AND %s LIMIT 1"
                .formatted(root.sql(), none.isEmpty() ? "true" : none));
    return batch.stream().filter(file -> files.contains(file.id())).findFirst();
  }

  private List<String> present(Relation root) {
    return root.schema().columns().stream()
        .map(Column::name)
        .filter(key::contains)
        .map(name -> '"' + name.replace("\"", "\"\"") + '"')
        .toList();
  }

  private LeatException refusal(InputFile file) {
    String columns = String.join(", ", key);
    return new LeatException(
        LoadError.KEY_COLUMN_MISSING,
        "The file %s of table %s has no value in its key, %s, in any row."
            .formatted(file.dataset(), table, columns),
        "Bring it back, or name under 'key' what every file has. "
            + Unwanted.remedy(file.dataset(), file.revision())
            + " Nothing was written.");
  }

  private static List<Long> ask(Relation root, String sql) {
    var files = new ArrayList<Long>();
    try (Statement statement = root.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        files.add(rows.getLong(1));
      }
    } catch (SQLException e) {
      throw Workbench.refused(e);
    }
    return files;
  }
}
