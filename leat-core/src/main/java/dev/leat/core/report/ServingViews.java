package dev.leat.core.report;

import dev.leat.api.Model;
import java.util.List;

/**
 * Views in the destination that tell dashboards how its tables stand.
 *
 * <p>They read the records of loads, never the tables, so they cost the same however large a table
 * is. Their SQL is that of DuckDB and of PostgreSQL.
 */
public final class ServingViews {
  /** Changes when a view does, so that older ones are replaced. */
  private static final String MARK = "serving 2";

  /**
   * The loads of tables, children aside. One that only removes files has no time of its own: the
   * table is still of the time of the load before.
   */
  private static final String LOADS =
      """
      SELECT root_name, sequence, run, inserted, updated, deleted, quarantined, row_count,
        max(as_of) OVER (PARTITION BY root_name, timed) AS as_of
      FROM (
        SELECT *, count(as_of) OVER (PARTITION BY root_name ORDER BY sequence) AS timed
        FROM _leat_loads WHERE table_name = root_name
      ) AS t\
      """;

  private static final String SOURCES =
      """
      SELECT table_name, string_agg(DISTINCT source, ', ' ORDER BY source) AS source,
        count(*) AS files, count(DISTINCT dataset_type || '/' || dataset) AS datasets,
        max(fetched_at) AS newest_data
      FROM _leat_files GROUP BY table_name\
      """;

  /** One row per table, children aside. */
  public static final Model STATUS =
      view(
          "_leat_status",
          """
          SELECT l.root_name AS table_name, f.source, l.row_count AS row_count,
            coalesce(f.datasets, 0) AS datasets, coalesce(f.files, 0) AS files,
            coalesce(q.quarantined, 0) AS quarantined, f.newest_data, l.as_of AS loaded_as_of,
            l.run AS run
          FROM (
            SELECT DISTINCT ON (root_name) root_name, row_count, as_of, run FROM (%s) AS a
            ORDER BY root_name, sequence DESC
          ) AS l
          LEFT JOIN (%s) AS f ON f.table_name = l.root_name
          LEFT JOIN (
            SELECT table_name, count(*) AS quarantined
            FROM (SELECT DISTINCT table_name, file, row_number FROM _leat_quarantine) AS r
            GROUP BY table_name
          ) AS q ON q.table_name = l.root_name\
          """
              .formatted(LOADS, SOURCES));

  /** One row per day, table and source: what the loads of that day's files did. */
  public static final Model DAYS =
      view(
          "_leat_rows_per_day",
          """
          SELECT CAST(l.as_of AT TIME ZONE 'UTC' AS date) AS day, f.source,
            l.root_name AS table_name, CAST(sum(l.inserted) AS bigint) AS inserted,
            CAST(sum(l.updated) AS bigint) AS updated, CAST(sum(l.deleted) AS bigint) AS deleted,
            CAST(sum(l.quarantined) AS bigint) AS quarantined, count(*) AS loads,
            (array_agg(l.row_count ORDER BY l.sequence DESC))[1] AS row_count
          FROM (%s) AS l LEFT JOIN (%s) AS f ON f.table_name = l.root_name
          GROUP BY CAST(l.as_of AT TIME ZONE 'UTC' AS date), f.source, l.root_name\
          """
              .formatted(LOADS, SOURCES));

  public static final List<Model> ALL = List.of(STATUS, DAYS);

  private ServingViews() {}

  private static Model view(String name, String sql) {
    return new Model(name, sql, Model.Form.VIEW, MARK);
  }
}
