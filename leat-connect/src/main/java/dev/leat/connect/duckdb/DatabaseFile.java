package dev.leat.connect.duckdb;

import dev.leat.api.LeatException;
import dev.leat.connect.sql.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB file, attached to a private DuckDB only as long as it must be.
 *
 * <p>DuckDB lets one process have a file, and writers exclude readers. So every attachment waits,
 * up to a limit, for whoever has it: another process or another part of this one.
 *
 * <p>A new file gets storage version {@value #STORAGE_VERSION}, the oldest that DuckDB still
 * maintains for long, so that other programs can read it without being the newest; a file that is
 * there keeps its own.
 */
final class DatabaseFile {
  /** How a file is attached. */
  enum Access {
    READ,
    WRITE
  }

  static final String STORAGE_VERSION = "v1.4.0";

  /** Two that spill at once must not write the same files. */
  private static final AtomicLong SERIAL = new AtomicLong();

  private static final Duration STEP = Duration.ofMillis(50);

  /** What a DuckDB file begins with; a shorter one holds nothing and cannot be opened. */
  private static final long HEADERS_BYTES = 3 * 4096;

  private final Path path;
  private final Duration waitMax;
  private final Pause pause;

  /** One that nobody uses at the moment: to start it takes longer than most of what it does. */
  private @Nullable Connection idle;

  /** Whether somebody had the file for longer than the limit: then it is not waited for again. */
  private boolean givenUp;

  DatabaseFile(Path path, Duration waitMax, Pause pause) {
    this.path = path;
    this.waitMax = waitMax;
    this.pause = pause;
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  void requireExisting() {
    if (!exists()) {
      throw new LeatException(
          DuckDbError.DUCKDB_QUERY,
          "There is no DuckDB file " + path + " yet.",
          "Load something first: `leat run`.");
    }
  }

  /** A private DuckDB in memory that fetches nothing from anywhere. */
  Connection openPrivate() {
    return open(new Properties());
  }

  /** The same, perhaps one that was given back: it keeps nothing between two that use it. */
  synchronized Connection take() {
    Connection free = idle;
    idle = null;
    return free == null ? openPrivate() : free;
  }

  /** For the next that takes one; it must have detached the file. */
  synchronized void giveBack(Connection connection) throws SQLException {
    if (idle == null) {
      idle = connection;
    } else {
      connection.close();
    }
  }

  synchronized void close() throws SQLException {
    Connection free = idle;
    idle = null;
    if (free != null) {
      free.close();
    }
  }

  /** The same, but rows of a result come as they are asked for; it has one result at a time. */
  Connection openStreaming() {
    var options = new Properties();
    options.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    return open(options);
  }

  private Connection open(Properties options) {
    options.setProperty("autoinstall_known_extensions", "false");
    options.setProperty("autoload_known_extensions", "false");
    options.setProperty("memory_limit", "512MB");
    options.setProperty("temp_directory", spill());
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", options);
      new Statements(connection, e -> DuckDbError.of(path, e)).run("SET TimeZone = 'UTC'");
      return connection;
    } catch (SQLException e) {
      throw DuckDbError.of(path, e);
    }
  }

  private String spill() {
    return path + "." + ProcessHandle.current().pid() + "-" + SERIAL.incrementAndGet() + ".tmp";
  }

  /** Attaches the file as {@link Sql#DESTINATION}, waiting for it within the limit. */
  void attach(Statements sql, Access access) {
    if (access == Access.WRITE) {
      refuseReadOnly();
    }
    String statement =
        "ATTACH " + Sql.text(path.toString()) + " AS " + Sql.DESTINATION + options(access);
    detach(sql);
    boolean there = exists();
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        sql.runOrThrow(statement);
        givenUp = false;
        return;
      } catch (SQLException e) {
        if (!DuckDbError.isLock(e)) {
          throw refused(there, e);
        }
        if (givenUp || waited.compareTo(waitMax) >= 0) {
          givenUp = true;
          throw DuckDbError.locked(path, e);
        }
      }
      waitAWhile();
      waited = waited.plus(STEP);
    }
  }

  /** Lets go of the file; tried twice, because whoever waits for it waits in vain otherwise. */
  void detach(Statements sql) {
    String statement = "DETACH DATABASE IF EXISTS " + Sql.DESTINATION;
    try {
      sql.runOrThrow(statement);
    } catch (SQLException e) {
      sql.run(statement);
    }
  }

  private String options(Access access) {
    if (access == Access.READ) {
      return " (READ_ONLY)";
    }
    return exists() ? "" : " (STORAGE_VERSION '" + STORAGE_VERSION + "')";
  }

  /** DuckDB would open such a file, and fail at the first write with an error of the system. */
  private void refuseReadOnly() {
    Path folder = path.toAbsolutePath().getParent();
    boolean writable = exists() ? Files.isWritable(path) : Files.isWritable(folder);
    if (!writable) {
      throw new LeatException(
          DuckDbError.DUCKDB_READ_ONLY,
          "The DuckDB file " + path + " cannot be written.",
          "Make the file and its folder writable, or name another destination.");
    }
  }

  /** A disk that is full when a file is made leaves its beginning, which would be in the way. */
  private LeatException refused(boolean there, SQLException error) {
    try {
      if (!there && exists() && Files.size(path) < HEADERS_BYTES) {
        Files.delete(path);
      }
    } catch (IOException e) {
      error.addSuppressed(e);
    }
    return DuckDbError.of(path, error);
  }

  private void waitAWhile() {
    try {
      pause.take(STEP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LeatException(
          DuckDbError.DUCKDB_LOCKED,
          "Interrupted while waiting for the DuckDB file " + path + ".",
          "Run the command again.",
          e);
    }
  }
}
