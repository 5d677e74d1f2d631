package dev.leat.core.catalog;

import dev.leat.api.LeatEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happened, in the order in which it became visible; thread-safe.
 *
 * <p>An event is written in the transaction of the thing that it tells. On PostgreSQL, where
 * transactions may commit in another order than they began, events are shown by transaction, and
 * only below the oldest transaction that still runs: nothing can appear behind a reader's back.
 */
public final class Outbox {
  /** The numbers of events, and those up to which readers have seen them. */
  private static final String EVERYWHERE =
      "SELECT xact FROM {event} UNION ALL SELECT xact FROM {reader}";

  private final Database database;
  private final String bucket;

  Outbox(Database database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /** How far a reader has come. */
  public record Position(long transaction, long event) {
    /** Before the first event. */
    public static final Position START = new Position(Long.MIN_VALUE, 0);
  }

  /**
   * One event.
   *
   * @param json as it was written
   * @param event empty where this program does not know its type
   */
  public record Entry(Position position, String type, String json, Optional<LeatEvent> event) {
    public Entry {
      Objects.requireNonNull(position);
      Objects.requireNonNull(type);
      Objects.requireNonNull(json);
      Objects.requireNonNull(event);
    }
  }

  /**
   * Numbers of transactions mean something on the server that gave them only. Where a dump was
   * restored to one that has not come that far, they all go down below zero, readers' with them:
   * their order stays, and whatever happens from now on comes after.
   */
  static void settle(Database database) {
    if (database.read(Outbox::isAhead)) {
      database.write(
          Durability.POWER,
          session -> {
            session.update("LOCK TABLE {event}, {reader} IN SHARE ROW EXCLUSIVE MODE");
            if (isAhead(session)) {
              long highest = session.number("SELECT max(xact) FROM (" + EVERYWHERE + ") x");
              session.update("UPDATE {event} SET xact = xact - ?", highest + 1);
              session.update(
                  "UPDATE {reader} SET xact = xact - ? WHERE xact > ?",
                  highest + 1,
                  Position.START.transaction());
            }
            return 0;
          });
    }
  }

  private static boolean isAhead(Session session) throws SQLException {
    return session.number(
            "SELECT count(*) FROM (SELECT 1 FROM ("
                + EVERYWHERE
                + ") x WHERE xact >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
                + " LIMIT 1) ahead")
        > 0;
  }

  static void append(Session session, String bucket, List<LeatEvent> events) throws SQLException {
    var rows = new ArrayList<@Nullable Object[]>();
    for (LeatEvent event : events) {
      rows.add(new Object[] {bucket, EventJson.type(event), EventJson.write(event), event.at()});
    }
    session.updateAll(
        "INSERT INTO {event} (bucket, type, payload, created_at) VALUES (?, ?, ?, ?)", rows);
  }

  /** Appends events that belong to no other change of the catalog. */
  public void append(List<? extends LeatEvent> events) {
    database.write(
        Durability.POWER,
        session -> {
          append(session, bucket, List.copyOf(events));
          return events.size();
        });
  }

  /** The next events after a position, oldest first. */
  public List<Entry> page(Position after, int max) {
    return database.read(
        session ->
            session.list(
                "SELECT xact, id, type, payload FROM {event} WHERE (xact, id) > (?, ?)"
                    + " AND xact < "
                    + session.dialect().horizon()
                    + " AND bucket = ? ORDER BY xact, id LIMIT ?",
                Outbox::entry,
                after.transaction(),
                after.event(),
                bucket,
                max));
  }

  private static Entry entry(Row row) throws SQLException {
    var position = new Position(row.number(), row.number());
    String type = row.text();
    String json = row.text();
    Optional<LeatEvent> event = EventJson.read(json);
    // PostgreSQL has an order and blanks of its own.
    return new Entry(position, type, event.map(EventJson::write).orElse(json), event);
  }

  /** Forgets events from before then that every named reader has read; returns their number. */
  public int prune(Instant before) {
    return database.write(
        Durability.PROCESS,
        session ->
            session.update(
                "DELETE FROM {event} WHERE bucket = ? AND created_at < ? AND NOT EXISTS"
                    + " (SELECT 1 FROM {reader} r WHERE r.bucket = {event}.bucket"
                    + " AND (r.xact, r.event) < ({event}.xact, {event}.id))",
                bucket,
                before));
  }
}
