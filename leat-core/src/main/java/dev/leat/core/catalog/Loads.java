package dev.leat.core.catalog;

import dev.leat.api.LeatEvent;
import dev.leat.api.LeatEvent.Counts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Copies of the destinations' own records of their loads; thread-safe. */
public final class Loads {
  private final Database database;
  private final String bucket;

  Loads(Database database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /** A load that a destination has committed. */
  public record LoadRow(
      String destination, String table, long id, int files, Counts counts, Instant committedAt) {
    public LoadRow {
      Objects.requireNonNull(destination);
      Objects.requireNonNull(table);
      Objects.requireNonNull(counts);
      Objects.requireNonNull(committedAt);
    }
  }

  /** Rows of one file that a load set aside for one reason. */
  public record Quarantined(long file, String reason, long rows) {
    public Quarantined {
      Objects.requireNonNull(reason);
    }
  }

  /**
   * Records a load and tells the outbox; a load that is known already changes nothing.
   *
   * @return whether it was new here
   */
  public boolean record(LoadRow load, List<Quarantined> quarantined) {
    return database.write(Durability.POWER, session -> record(session, load, quarantined));
  }

  private boolean record(Session session, LoadRow load, List<Quarantined> quarantined)
      throws SQLException {
    int added =
        session.update(
            "INSERT INTO {load} (bucket, destination, table_name, id, files, inserted, updated,"
                + " unchanged, deleted, quarantined, committed_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (bucket, destination, table_name, id) DO NOTHING",
            bucket,
            load.destination(),
            load.table(),
            load.id(),
            load.files(),
            load.counts().inserted(),
            load.counts().updated(),
            load.counts().unchanged(),
            load.counts().deleted(),
            load.counts().quarantined(),
            load.committedAt());
    if (added == 0) {
      return false;
    }
    for (Quarantined each : quarantined) {
      session.update(
          "INSERT INTO {quarantine} (bucket, destination, table_name, load, file, reason,"
              + " row_count) VALUES (?, ?, ?, ?, ?, ?, ?)",
          bucket,
          load.destination(),
          load.table(),
          load.id(),
          each.file(),
          each.reason(),
          each.rows());
    }
    var told =
        new LeatEvent.LoadCommitted(
            load.committedAt(),
            load.destination(),
            load.table(),
            Long.toString(load.id()),
            load.counts());
    Outbox.append(session, bucket, List.of(told));
    return true;
  }

  /** Whether a load has been recorded here. */
  public boolean knows(String destination, String table, long load) {
    return database
        .read(
            session ->
                session.first(
                    "SELECT id FROM {load} WHERE bucket = ? AND destination = ?"
                        + " AND table_name = ? AND id = ?",
                    Row::number,
                    bucket,
                    destination,
                    table,
                    load))
        .isPresent();
  }

  /** The newest loads first. */
  public List<LoadRow> newest(int max) {
    return database.read(
        session ->
            session.list(
                "SELECT destination, table_name, id, files, inserted, updated, unchanged, deleted,"
                    + " quarantined, committed_at FROM {load} WHERE bucket = ?"
                    + " ORDER BY committed_at DESC, id LIMIT ?",
                Loads::read,
                bucket,
                max));
  }

  private static LoadRow read(Row row) throws SQLException {
    return new LoadRow(
        row.text(),
        row.text(),
        row.number(),
        row.whole(),
        new Counts(row.number(), row.number(), row.number(), row.number(), row.number()),
        row.instant());
  }

  public List<Quarantined> quarantined(String destination, String table, long load) {
    return database.read(
        session ->
            session.list(
                "SELECT file, reason, row_count FROM {quarantine} WHERE bucket = ?"
                    + " AND destination = ? AND table_name = ? AND load = ? ORDER BY file, reason",
                row -> new Quarantined(row.number(), row.text(), row.number()),
                bucket,
                destination,
                table,
                load));
  }
}
