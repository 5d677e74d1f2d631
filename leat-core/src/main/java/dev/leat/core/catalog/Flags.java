package dev.leat.core.catalog;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** Remembers how flags stand, and how they stood in each run; thread-safe. */
public final class Flags {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Flags(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** How a flag stands, and since when. */
  public record Setting(boolean on, Instant changedAt) {}

  private record Named(String name, Setting setting) {}

  /** By name, those that somebody turned. */
  public Map<String, Setting> all() {
    var all = new TreeMap<String, Setting>();
    database
        .read(
            session ->
                session.list(
                    "SELECT name, value, changed_at FROM {flag} WHERE bucket = ?",
                    row -> new Named(row.text(), new Setting(row.flag(), row.instant())),
                    bucket))
        .forEach(flag -> all.put(flag.name(), flag.setting()));
    return all;
  }

  /** Turns a flag; the time of change stays where it stood so already. */
  public void set(String name, boolean on) {
    database.write(
        Durability.POWER,
        session ->
            session.update(
                "INSERT INTO {flag} (bucket, name, value, changed_at) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (bucket, name) DO UPDATE SET value = excluded.value,"
                    + " changed_at = excluded.changed_at WHERE {flag}.value <> excluded.value",
                bucket,
                name,
                on ? 1 : 0,
                clock.instant()));
  }

  /** Lets the project's default decide again. */
  public void forget(String name) {
    database.write(
        Durability.POWER,
        session ->
            session.update("DELETE FROM {flag} WHERE bucket = ? AND name = ?", bucket, name));
  }

  /** Remembers how flags stand in a run. */
  public void record(String run, Map<String, Boolean> values) {
    database.write(
        Durability.PROCESS,
        session -> {
          int rows = 0;
          for (Map.Entry<String, Boolean> flag : values.entrySet()) {
            rows +=
                session.update(
                    "INSERT INTO {run_flag} (bucket, run, name, value) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (bucket, run, name) DO NOTHING",
                    bucket,
                    run,
                    flag.getKey(),
                    flag.getValue() ? 1 : 0);
          }
          return rows;
        });
  }
}
