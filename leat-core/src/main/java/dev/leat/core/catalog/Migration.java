package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings a catalog's tables to the version that this program knows.
 *
 * <p>Flyway is slow to load: it runs only when one cheap query has shown that it must.
 */
final class Migration {
  /** The newest file under {@code migration}. */
  static final int NEWEST = 8;

  private static final Object ONE_AT_A_TIME = new Object();

  /** Kept here, or its level would be forgotten with it. */
  private static final Logger FLYWAY_LOG = Logger.getLogger("org.flywaydb");

  private final Database database;
  private final CatalogUrl url;
  private final CatalogSettings settings;

  Migration(Database database, CatalogUrl url, CatalogSettings settings) {
    this.database = database;
    this.url = url;
    this.settings = settings;
  }

  /** The version of the tables, 0 where there are none. */
  int version() {
    try {
      return (int)
          (long)
              database.read(
                  session -> session.number("SELECT schema_version FROM {catalog_version}"));
    } catch (LeatException e) {
      if (e.getCause() instanceof SQLException sql && noTable(sql)) {
        return 0;
      }
      throw e;
    }
  }

  private static boolean noTable(SQLException cause) {
    return "42P01".equals(cause.getSQLState())
        || String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("no such table");
  }

  /** Migrates where that is needed; refuses a catalog that a newer program made. */
  void run() {
    if (known() < NEWEST) {
      migrateTo(NEWEST);
    }
  }

  private int known() {
    int found = version();
    if (found > NEWEST) {
      throw new LeatException(
          CatalogError.CATALOG_NEWER,
          "the catalog " + url + " has version " + found + "; this program knows " + NEWEST,
          "use the newer program that wrote it");
    }
    return found;
  }

  /** Whether there are tables; for those who must not migrate them, which an older one needs. */
  boolean isCurrent() {
    int found = known();
    if (found > 0 && found < NEWEST) {
      throw new LeatException(
          CatalogError.CATALOG_OLDER,
          "the catalog "
              + url
              + " has version "
              + found
              + "; a command that changes nothing does not bring it to "
              + NEWEST,
          "run 'leat migrate', or 'leat run', which does it too; then do this again");
    }
    return found > 0;
  }

  void migrateTo(int target) {
    synchronized (ONE_AT_A_TIME) {
      switch (url) {
        case CatalogUrl.File file -> migrateFile(file.path(), target);
        case CatalogUrl.Server server ->
            flyway(Dialect.POSTGRES, target, () -> PostgresDatabase.connect(server));
      }
    }
  }

  /** Flyway takes a lock on a server; on a file nobody would keep two programs apart. */
  private void migrateFile(Path path, int target) {
    Path lockPath = Path.of(path + ".migrating");
    try (FileChannel channel =
            FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && version() < target) {
        Duration busyMax = settings.busyMax();
        flyway(Dialect.SQLITE, target, () -> SqliteDatabase.connect(path, busyMax));
      }
    } catch (IOException e) {
      throw new LeatException(
          CatalogError.CATALOG_READ_ONLY,
          "the file " + lockPath + " cannot be written",
          "check the rights on that folder",
          e);
    }
  }

  private void flyway(Dialect dialect, int target, Connecting connecting) {
    FLYWAY_LOG.setLevel(Level.WARNING);
    var placeholders = new HashMap<>(dialect.types());
    placeholders.put("prefix", settings.prefix());
    try {
      Flyway.configure(Migration.class.getClassLoader())
          .dataSource(new OneByOne(connecting))
          .locations("classpath:dev/leat/core/catalog/migration")
          .table(settings.prefix() + "catalog_history")
          .placeholders(placeholders)
          // Other programs' tables may be there already; ours are told apart by their prefix.
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .target(Integer.toString(target))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw reason(e).orElseGet(() -> broken(target, e));
    }
  }

  /** What the database itself says, where that tells more. */
  private Optional<LeatException> reason(FlywayException error) {
    return Stream.iterate(error.getCause(), Objects::nonNull, Throwable::getCause)
        .flatMap(cause -> cause instanceof SQLException refused ? Stream.of(refused) : Stream.of())
        .map(refused -> SqlFailure.of(refused, url.toString()))
        .filter(known -> known.code() != CatalogError.CATALOG_STATEMENT)
        .findFirst();
  }

  private LeatException broken(int target, FlywayException error) {
    return new LeatException(
        CatalogError.CATALOG_MIGRATION,
        "the catalog " + url + " could not be brought to version " + target,
        "restore the catalog from a backup where it is damaged; otherwise report this as a bug",
        error);
  }

  @FunctionalInterface
  private interface Connecting {
    Connection connect() throws SQLException;
  }

  /** The plainest data source there is. */
  private record OneByOne(Connecting connecting) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return connecting.connect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("not a wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
