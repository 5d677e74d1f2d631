package dev.leat.core.catalog;

import dev.leat.api.DatasetId;
import dev.leat.api.Keys;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers selectors of which every dataset was found current, and on what ground; thread-safe.
 *
 * <p>A failure, a verdict, a deletion and its reversal end what is settled for their dataset type,
 * in their own transaction.
 */
public final class Settlements {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Settlements(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /** What can be settled. */
  public record Subject(String source, String datasetType, Keys selector) {
    public Subject {
      Objects.requireNonNull(source);
      Objects.requireNonNull(datasetType);
      Objects.requireNonNull(selector);
    }
  }

  /**
   * That all is current.
   *
   * @param ground all that it was concluded from, as one hash
   * @param datasets how many were found current
   * @param until when the conclusion ends by itself, null for never
   */
  public record Settled(String ground, long datasets, @Nullable Instant until) {
    public Settled {
      Objects.requireNonNull(ground);
    }
  }

  /** What is settled and has not run out. */
  public Optional<Settled> find(Subject subject) {
    return database
        .read(
            session ->
                session.first(
                    "SELECT ground, datasets, until FROM {settled} WHERE bucket = ? AND source = ?"
                        + " AND type = ? AND selector = ?",
                    row -> new Settled(row.text(), row.number(), row.instantOrNull()),
                    bucket,
                    subject.source(),
                    subject.datasetType(),
                    subject.selector().canonical()))
        .filter(this::lasts);
  }

  private boolean lasts(Settled settled) {
    Instant until = settled.until();
    return until == null || clock.instant().isBefore(until);
  }

  /**
   * Starts to look at a selector anew: nothing is settled meanwhile.
   *
   * @param token of whoever looks, to be named again at the end
   */
  public void open(Subject subject, String token) {
    database.write(
        Durability.PROCESS,
        session ->
            session.update(
                "INSERT INTO {settled} (bucket, source, type, selector, ground, datasets, until)"
                    + " VALUES (?, ?, ?, ?, ?, 0, NULL)"
                    + " ON CONFLICT (bucket, source, type, selector) DO UPDATE SET"
                    + " ground = excluded.ground, datasets = 0, until = NULL",
                bucket,
                subject.source(),
                subject.datasetType(),
                subject.selector().canonical(),
                token));
  }

  /** Settles it, unless something happened since {@link #open} that ends what is settled. */
  public boolean settle(Subject subject, String token, Settled settled) {
    return database.write(
            Durability.PROCESS,
            session ->
                session.update(
                    "UPDATE {settled} SET ground = ?, datasets = ?, until = ? WHERE bucket = ?"
                        + " AND source = ? AND type = ? AND selector = ? AND ground = ?",
                    settled.ground(),
                    settled.datasets(),
                    settled.until(),
                    bucket,
                    subject.source(),
                    subject.datasetType(),
                    subject.selector().canonical(),
                    token))
        == 1;
  }

  static void unsettle(Session session, String bucket, DatasetId dataset) throws SQLException {
    session.update(
        "DELETE FROM {settled} WHERE bucket = ? AND source = ? AND type = ?",
        bucket,
        dataset.source(),
        dataset.type());
  }

  static void unsettle(Session session, long job) throws SQLException {
    session.update(
        "DELETE FROM {settled} WHERE (bucket, source, type) IN"
            + " (SELECT j.bucket, j.source, j.type FROM {job} j WHERE j.id = ?)",
        job);
  }
}
