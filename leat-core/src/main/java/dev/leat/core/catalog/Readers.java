package dev.leat.core.catalog;

import dev.leat.core.catalog.Outbox.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** Remembers how far each named reader of the outbox has come; thread-safe. */
public final class Readers {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Readers(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** A reader and its position. */
  public record Reader(String name, Position position, Instant updatedAt) {
    public Reader {
      Objects.requireNonNull(name);
      Objects.requireNonNull(position);
      Objects.requireNonNull(updatedAt);
    }
  }

  /** Where the reader stands; a new one stands before the first event. */
  public Position position(String name) {
    return database.read(
        session ->
            session
                .first(
                    "SELECT xact, event FROM {reader} WHERE bucket = ? AND name = ?",
                    row -> new Position(row.number(), row.number()),
                    bucket,
                    name)
                .orElse(Position.START));
  }

  /** Everything up to this position has been handled. */
  public void advance(String name, Position to) {
    database.write(
        Durability.PROCESS,
        session ->
            session.update(
                "INSERT INTO {reader} (bucket, name, xact, event, updated_at)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (bucket, name) DO UPDATE SET"
                    + " xact = excluded.xact, event = excluded.event,"
                    + " updated_at = excluded.updated_at",
                bucket,
                name,
                to.transaction(),
                to.event(),
                clock.instant()));
  }

  public List<Reader> all() {
    return database.read(
        session ->
            session.list(
                "SELECT name, xact, event, updated_at FROM {reader} WHERE bucket = ?"
                    + " ORDER BY name",
                row ->
                    new Reader(row.text(), new Position(row.number(), row.number()), row.instant()),
                bucket));
  }
}
