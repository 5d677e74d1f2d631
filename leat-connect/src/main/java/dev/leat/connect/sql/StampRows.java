package dev.leat.connect.sql;

import dev.leat.api.Batch;
import dev.leat.api.Column;
import dev.leat.api.ColumnType.Simple;
import dev.leat.api.Disposition.Stamps;
import dev.leat.api.LeatException;
import dev.leat.api.LoadFile;
import dev.leat.api.LoadRequest;
import dev.leat.api.Relation;
import dev.leat.api.TableSchema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Gives rows the times at which they came and changed.
 *
 * <p>On its way to a destination a row has the time at which its file was fetched, in both columns.
 * Where rows of one key meet, the one that stays takes over what is known of those before it; what
 * a table holds is merged in the same sense by its destination.
 */
public final class StampRows {
  private final Stamps stamps;
  private final Map<Long, Instant> fetched;
  private final Optional<Instant> newest;

  StampRows(Stamps stamps, LoadRequest request) {
    this.stamps = stamps;
    this.fetched = HistoryRows.fetched(request);
    this.newest = request.add().stream().map(LoadFile::fetchedAt).max(Comparator.naturalOrder());
  }

  Batch widen(Batch batch) {
    List<Relation> tables = new ArrayList<>();
    for (Relation relation : batch.tables()) {
      boolean isRoot = relation.schema().depth() == 0 && !relation.schema().columns().isEmpty();
      tables.add(isRoot ? widen(relation, batch) : relation);
    }
    return new Batch(batch.files(), tables, batch.quarantine(), batch.lifetime());
  }

  private Relation widen(Relation relation, Batch batch) {
    TableSchema schema = relation.schema();
    List<Column> columns = new ArrayList<>(schema.columns());
    for (String stamp : List.of(stamps.created(), stamps.modified())) {
      if (columns.stream().anyMatch(column -> column.name().equals(stamp))) {
        throw new LeatException(
            HistoryError.STAMP_COLUMN_TAKEN,
            "The table " + schema.name() + " has a column " + stamp + " of its own.",
            "Give one of the two another name, under 'stamps' or under 'columns'.");
      }
      columns.add(new Column(stamp, Simple.TIMESTAMPTZ));
    }
    String select =
        "SELECT r.*, f._leat_moment AS %s, f._leat_moment AS %s FROM (%s) r JOIN (VALUES %s) f (_leat_of, _leat_moment) ON f._leat_of = r._leat_file"
            .formatted(
                RowText.name(stamps.created()),
                RowText.name(stamps.modified()),
                relation.sql(),
                moments(batch));
    return Relation.of(
        new TableSchema(schema.name(), columns, schema.key(), schema.depth()),
        select,
        relation.connection());
  }

  /** A file of old whose rows stand in for those that go does so because of the newest. */
  private String moments(Batch batch) {
    return batch.files().isEmpty()
        ? "(CAST(NULL AS BIGINT), CAST(NULL AS TIMESTAMPTZ))"
        : batch.files().stream()
            .mapToObj(
                file -> {
                  Optional<Instant> moment =
                      Optional.ofNullable(fetched.get(file)).or(() -> newest);
                  return "(%d, %s)"
                      .formatted(
                          file,
                          moment
                              .map(at -> "TIMESTAMPTZ '" + at.truncatedTo(ChronoUnit.MICROS) + "'")
                              .orElse("CAST(NULL AS TIMESTAMPTZ)"));
                })
            .collect(Collectors.joining(", "));
  }

  /**
   * The SQL, for DuckDB, by which the row of a key that stays takes over what those say that will
   * go: when the first came, and since when the one that stayed has been as it is.
   *
   * @param rows where they are; each has the time of its file
   * @param columns of the data, without the stamps
   * @param keyed whose rows have the revision of their file in rv
   * @param revision the table of files and revisions
   */
  public static String settle(
      Stamps stamps, String rows, Collection<String> columns, Keyed keyed, String revision) {
    return """
    UPDATE %1$s AS r SET %2$s = v._leat_created, %3$s = v._leat_modified
    FROM (
      SELECT min_by(_leat_file, _leat_place) AS _leat_of, min_by(_leat_row, _leat_place) AS _leat_nth,
        min(_leat_moment) AS _leat_created,
        max(_leat_moment) FILTER (WHERE _leat_changed) AS _leat_modified
      FROM (
        SELECT *, _leat_data IS DISTINCT FROM lag(_leat_data)
          OVER (PARTITION BY %4$s ORDER BY _leat_moment, _leat_place) AS _leat_changed
        FROM (
          SELECT * FROM (
            SELECT %5$s, r._leat_file, r._leat_row, r.%2$s AS _leat_moment,
              hash(%6$s) AS _leat_data,
              row_number() OVER (PARTITION BY %5$s ORDER BY %7$s) AS _leat_place
            FROM %1$s r LEFT JOIN %8$s rv ON rv.file = r._leat_file
            WHERE hash(%5$s) IN (
              SELECT hashed FROM (SELECT hash(%4$s) AS hashed FROM %1$s)
              GROUP BY hashed HAVING count(*) > 1))
          QUALIFY _leat_place = min(_leat_place) OVER (
            PARTITION BY %4$s ORDER BY _leat_moment, _leat_place
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)))
      GROUP BY %4$s) v
    WHERE r._leat_file = v._leat_of AND r._leat_row = v._leat_nth\
    """
        .formatted(
            rows,
            RowText.name(stamps.created()),
            RowText.name(stamps.modified()),
            names("", keyed.key()),
            names("r.", keyed.key()),
            names("r.", columns),
            keyed.firstToLast(),
            revision);
  }

  /**
   * What rows of one key are, and which of them stays.
   *
   * @param firstToLast as {@link Precedence} has it, of rows {@code r}
   */
  public record Keyed(List<String> key, String firstToLast) {
    public Keyed {
      key = List.copyOf(key);
      Objects.requireNonNull(firstToLast);
    }
  }

  private static String names(String row, Collection<String> names) {
    return names.stream().map(name -> row + RowText.name(name)).collect(Collectors.joining(", "));
  }
}
