package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Grants leases; thread-safe, also between processes. */
public final class Leases {
  private final Database database;
  private final String bucket;
  private final InstantSource clock;

  Leases(Database database, String bucket, InstantSource clock) {
    this.database = database;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * Takes the lease, unless somebody else in the same bucket holds it.
   *
   * <p>A lease that has expired, or whose process on this machine has died, is taken over under a
   * higher epoch. Clocks of machines that share a catalog must agree to well within the time.
   */
  public Optional<Lease> acquire(String name, Holder holder, Duration ttl) {
    return database.write(
        Durability.SHARED, session -> acquire(session, inBucket(name), holder, ttl));
  }

  private Optional<Lease> acquire(Session session, String name, Holder holder, Duration ttl)
      throws SQLException {
    Instant now = clock.instant();
    Instant expires = now.plus(ttl);
    int made =
        session.update(
            "INSERT INTO {lease} (name, holder, epoch, expires_at) VALUES (?, ?, 1, ?)"
                + " ON CONFLICT (name) DO NOTHING",
            name,
            holder.toString(),
            expires);
    if (made == 1) {
      return Optional.of(new Lease(name, holder.toString(), 1, expires));
    }
    Lease known =
        session
            .first(
                "SELECT name, holder, epoch, expires_at FROM {lease} WHERE name = ?"
                    + session.dialect().lock(),
                Leases::read,
                name)
            .orElseThrow();
    if (now.isBefore(known.expiresAt()) && !holderGone(known)) {
      return Optional.empty();
    }
    var taken = new Lease(name, holder.toString(), known.epoch() + 1, expires);
    session.update(
        "UPDATE {lease} SET holder = ?, epoch = ?, expires_at = ? WHERE name = ?",
        taken.holder(),
        taken.epoch(),
        expires,
        name);
    return Optional.of(taken);
  }

  private String inBucket(String name) {
    return bucket + "/" + name;
  }

  private static boolean holderGone(Lease lease) {
    return Holder.parse(lease.holder()).map(Holder::gone).orElse(false);
  }

  private static Lease read(Row row) throws SQLException {
    return new Lease(row.text(), row.text(), row.number(), row.instant());
  }

  /**
   * Extends the lease.
   *
   * @throws LeatException where somebody has taken it over
   */
  public Lease renew(Lease lease, Duration ttl) {
    Instant expires = clock.instant().plus(ttl);
    int renewed =
        database.write(
            Durability.PROCESS,
            session ->
                session.update(
                    "UPDATE {lease} SET expires_at = ? WHERE name = ? AND epoch = ?",
                    expires,
                    lease.name(),
                    lease.epoch()));
    if (renewed == 0) {
      throw lost(lease);
    }
    return new Lease(lease.name(), lease.holder(), lease.epoch(), expires);
  }

  /** Gives the lease back; nothing happens where somebody else has it by now. */
  public void release(Lease lease) {
    database.write(
        Durability.PROCESS,
        session ->
            session.update(
                "UPDATE {lease} SET expires_at = 0 WHERE name = ? AND epoch = ?",
                lease.name(),
                lease.epoch()));
  }

  /** Who holds the lease now, if anybody. */
  public Optional<Lease> held(String name) {
    return database
        .read(
            session ->
                session.first(
                    "SELECT name, holder, epoch, expires_at FROM {lease}"
                        + " WHERE name = ? AND expires_at > ?",
                    Leases::read,
                    inBucket(name),
                    clock.instant()))
        .filter(lease -> !holderGone(lease));
  }

  /** Every lease of this bucket that somebody holds now, in order of name. */
  public List<Lease> held() {
    return database
        .read(
            session ->
                session.list(
                    "SELECT name, holder, epoch, expires_at FROM {lease}"
                        + " WHERE expires_at > ? ORDER BY name",
                    Leases::read,
                    clock.instant()))
        .stream()
        .filter(lease -> lease.name().startsWith(inBucket("")) && !holderGone(lease))
        .toList();
  }

  /** Fails the transaction where the lease has a newer holder. */
  static void check(Session session, Lease lease) throws SQLException {
    Optional<Long> epoch =
        session.first(
            "SELECT epoch FROM {lease} WHERE name = ?" + session.dialect().share(),
            Row::number,
            lease.name());
    if (!epoch.map(found -> Objects.equals(found, lease.epoch())).orElse(false)) {
      throw lost(lease);
    }
  }

  private static LeatException lost(Lease lease) {
    return new LeatException(
        CatalogError.LEASE_LOST,
        "another run took over " + lease.name() + "; what this one did not commit is left to it",
        "nothing to repair; if this machine was not asleep, check that its clock is right");
  }
}
