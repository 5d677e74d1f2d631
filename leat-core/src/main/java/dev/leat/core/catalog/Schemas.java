package dev.leat.core.catalog;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Remembers the shape of each table, version by version; thread-safe. */
public final class Schemas {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Schemas(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * A table's shape.
   *
   * @param json opaque here
   */
  public record Shape(String table, int version, String json, Instant createdAt) {
    public Shape {
      Objects.requireNonNull(table);
      Objects.requireNonNull(json);
      Objects.requireNonNull(createdAt);
    }
  }

  public Optional<Shape> newest(String table) {
    return history(table).stream().reduce((older, newer) -> newer);
  }

  /** Oldest first. */
  public List<Shape> history(String table) {
    return database.read(
        session ->
            session.list(
                "SELECT name, version, shape, created_at FROM {table_schema}"
                    + " WHERE bucket = ? AND name = ? ORDER BY version",
                row -> new Shape(row.text(), row.whole(), row.text(), row.instant()),
                bucket,
                table));
  }

  /** Adds the version behind the given one; false where another run has added it already. */
  public boolean add(String table, int after, String json) {
    return database.write(
            Durability.POWER,
            session ->
                session.update(
                    "INSERT INTO {table_schema} (bucket, name, version, shape, created_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (bucket, name, version) DO NOTHING",
                    bucket,
                    table,
                    after + 1,
                    json,
                    clock.instant()))
        == 1;
  }
}
