package dev.leat.core.catalog;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What checks found, and what tables held after their loads; thread-safe. */
public final class CheckHistory {
  private final Database database;
  private final String bucket;

  CheckHistory(Database database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /**
   * One check of one table at one time.
   *
   * @param outcome PASSED, WARNED or FAILED
   * @param load that was judged, 0 for what was loaded already
   */
  public record CheckRow(
      String destination,
      String table,
      String check,
      String severity,
      String outcome,
      String found,
      long wrong,
      long rows,
      long load,
      String run,
      Instant at) {
    public CheckRow {
      Objects.requireNonNull(destination);
      Objects.requireNonNull(table);
      Objects.requireNonNull(check);
      Objects.requireNonNull(severity);
      Objects.requireNonNull(outcome);
      Objects.requireNonNull(found);
      Objects.requireNonNull(run);
      Objects.requireNonNull(at);
    }
  }

  /**
   * A column after a load; the one without a name is the table.
   *
   * @param read rows that the load's files brought
   * @param distinct values, -1 where they were not counted
   */
  public record ProfileRow(
      String column,
      long read,
      long rows,
      long nulls,
      long distinct,
      @Nullable String min,
      @Nullable String max) {
    public ProfileRow {
      Objects.requireNonNull(column);
    }
  }

  public void add(List<CheckRow> checks) {
    database.write(
        Durability.PROCESS,
        session -> {
          var rows = new ArrayList<@Nullable Object[]>();
          for (CheckRow each : checks) {
            rows.add(
                new Object[] {
                  bucket,
                  each.destination(),
                  each.table(),
                  each.check(),
                  each.severity(),
                  each.outcome(),
                  each.found(),
                  each.wrong(),
                  each.rows(),
                  each.load(),
                  each.run(),
                  each.at()
                });
          }
          session.updateAll(
              "INSERT INTO {check_result} (bucket, destination, table_name, check_name, severity,"
                  + " outcome, found, wrong, row_count, load, run, checked_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              rows);
          return true;
        });
  }

  /**
   * The newest results first.
   *
   * @param table empty for all
   */
  public List<CheckRow> newest(String destination, String table, int max) {
    return database.read(
        session ->
            session.list(
                "SELECT destination, table_name, check_name, severity, outcome, found, wrong,"
                    + " row_count, load, run, checked_at FROM {check_result} WHERE bucket = ?"
                    + " AND destination = ? AND (table_name = ? OR ? = '')"
                    + " ORDER BY id DESC LIMIT ?",
                CheckHistory::check,
                bucket,
                destination,
                table,
                table,
                max));
  }

  private static CheckRow check(Row row) throws SQLException {
    return new CheckRow(
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.text(),
        row.number(),
        row.number(),
        row.number(),
        row.text(),
        row.instant());
  }

  /** Keeps what a table held after a load; the same load again changes nothing. */
  public void keep(
      String destination, String table, long load, List<ProfileRow> profile, Instant at) {
    database.write(
        Durability.PROCESS,
        session -> {
          for (ProfileRow each : profile) {
            session.update(
                "INSERT INTO {profile} (bucket, destination, table_name, load, column_name,"
                    + " rows_read, row_count, nulls, distinct_count, least, greatest, profiled_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (bucket, destination, table_name, load, column_name)"
                    + " DO NOTHING",
                bucket,
                destination,
                table,
                load,
                each.column(),
                each.read(),
                each.rows(),
                each.nulls(),
                each.distinct(),
                each.min(),
                each.max(),
                at);
          }
          return true;
        });
  }

  /** What a table held after its newest load of which that was kept. */
  public List<ProfileRow> profile(String destination, String table) {
    return database.read(
        session ->
            session.list(
                "SELECT column_name, rows_read, row_count, nulls, distinct_count, least, greatest"
                    + " FROM {profile} WHERE bucket = ? AND destination = ? AND table_name = ?"
                    + " AND load = (SELECT p.load FROM {profile} p WHERE p.bucket = ?"
                    + " AND p.destination = ? AND p.table_name = ?"
                    + " ORDER BY p.profiled_at DESC LIMIT 1) ORDER BY column_name",
                row ->
                    new ProfileRow(
                        row.text(),
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number(),
                        row.textOrNull(),
                        row.textOrNull()),
                bucket,
                destination,
                table,
                bucket,
                destination,
                table));
  }
}
