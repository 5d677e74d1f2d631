package dev.leat.core.catalog;

import java.sql.Connection;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a project knows of its data, in SQLite or PostgreSQL.
 *
 * <p>Opening an up-to-date catalog costs one query, on PostgreSQL two. Thread-safe. Every change is
 * a transaction; a call returns when it has taken effect.
 */
public final class Catalog implements AutoCloseable {
  private final Database database;
  private final CatalogSettings settings;
  private final InstantSource clock;

  private Catalog(Database database, CatalogSettings settings, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** Versions of the tables before and after a migration; 0 means that there were none. */
  public record Migrated(int from, int to) {}

  /**
   * Opens the catalog, makes it where there is none, and brings an older one up to date.
   *
   * @throws dev.leat.api.LeatException where it cannot be reached, used or understood
   */
  public static Catalog open(CatalogSettings settings, InstantSource clock) {
    return open(settings, clock, UnaryOperator.identity());
  }

  /** Over connections that somebody has laid a hand on, to see what becomes of it. */
  static Catalog open(
      CatalogSettings settings, InstantSource clock, UnaryOperator<Connection> hand) {
    CatalogUrl url = CatalogUrl.parse(settings.url());
    Database database = open(url, settings, hand);
    try {
      new Migration(database, url, settings).run();
      if (url instanceof CatalogUrl.Server) {
        Outbox.settle(database);
      }
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    return new Catalog(database, settings, clock);
  }

  /**
   * Opens the catalog to read and changes nothing; empty where there is none yet.
   *
   * @throws dev.leat.api.LeatException where it has another version, beside what {@link #open} says
   */
  public static Optional<Catalog> openAsIs(CatalogSettings settings, InstantSource clock) {
    CatalogUrl url = CatalogUrl.parse(settings.url());
    if (url instanceof CatalogUrl.File file && !java.nio.file.Files.exists(file.path())) {
      return Optional.empty();
    }
    Database database = open(url, settings);
    boolean usable = false;
    try {
      usable = new Migration(database, url, settings).isCurrent();
      return usable ? Optional.of(new Catalog(database, settings, clock)) : Optional.empty();
    } finally {
      if (!usable) {
        database.close();
      }
    }
  }

  static Database open(CatalogUrl url, CatalogSettings settings) {
    return open(url, settings, UnaryOperator.identity());
  }

  private static Database open(
      CatalogUrl url, CatalogSettings settings, UnaryOperator<Connection> hand) {
    return switch (url) {
      case CatalogUrl.File file -> SqliteDatabase.open(file.path(), settings, hand);
      case CatalogUrl.Server server -> PostgresDatabase.open(server, settings, hand);
    };
  }

  /** Brings the tables up to date and says from where. */
  public static Migrated migrate(CatalogSettings settings) {
    CatalogUrl url = CatalogUrl.parse(settings.url());
    try (Database database = open(url, settings)) {
      var migration = new Migration(database, url, settings);
      int before = migration.version();
      migration.run();
      return new Migrated(before, migration.version());
    }
  }

  public String bucket() {
    return settings.bucket();
  }

  /** Of the tables. */
  public int version() {
    return (int)
        (long)
            database.read(
                session -> session.number("SELECT schema_version FROM {catalog_version}"));
  }

  /**
   * A random text that no other catalog has, not even one that was rebuilt from the same files.
   *
   * <p>Ids of files are numbers of this catalog; whoever remembers them must remember this too.
   */
  public String identity() {
    return database.read(
        session ->
            session.first("SELECT identity FROM {catalog_version}", Row::text).orElseThrow());
  }

  public InstantSource clock() {
    return clock;
  }

  public Datasets datasets() {
    return new Datasets(database, settings.bucket(), clock);
  }

  public Summaries summaries() {
    return new Summaries(database, settings.bucket());
  }

  public Files files() {
    return new Files(database, settings.bucket());
  }

  public Drafts drafts() {
    return new Drafts(database, settings.bucket(), clock);
  }

  public Commits commits() {
    return new Commits(database, settings.bucket(), clock);
  }

  public Jobs jobs() {
    return new Jobs(database, settings.bucket(), clock);
  }

  public LatestJobs latestJobs() {
    return new LatestJobs(database, settings.bucket());
  }

  public Settlements settlements() {
    return new Settlements(database, settings.bucket(), clock);
  }

  public Leases leases() {
    return new Leases(database, settings.bucket(), clock);
  }

  public Outbox outbox() {
    return new Outbox(database, settings.bucket());
  }

  public Readers readers() {
    return new Readers(database, settings.bucket(), clock);
  }

  public Schemas schemas() {
    return new Schemas(database, settings.bucket(), clock);
  }

  public Flags flags() {
    return new Flags(database, settings.bucket(), clock);
  }

  public Loads loads() {
    return new Loads(database, settings.bucket());
  }

  public Verdicts verdicts() {
    return new Verdicts(database, settings.bucket(), clock);
  }

  public SetAside setAside() {
    return new SetAside(database, settings.bucket(), clock);
  }

  public CheckHistory checks() {
    return new CheckHistory(database, settings.bucket());
  }

  public KeyIndexes keyIndexes() {
    return new KeyIndexes(database, settings.prefix(), settings.bucket());
  }

  /** Finishes what was submitted. */
  @Override
  public void close() {
    database.close();
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
