package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * A catalog in a SQLite file: one writer, some readers, write-ahead log.
 *
 * <p>SQLite's calls are native and would hold a virtual thread's carrier: callers on virtual
 * threads have their reads done by a few platform threads.
 */
final class SqliteDatabase implements Database {
  private static final int READERS_MAX = 4;

  private final Path path;
  private final String prefix;
  private final Duration busyMax;
  private final UnaryOperator<Connection> hand;
  private final GroupCommit writer;
  private final Deque<Session> idle = new ArrayDeque<>();
  private final Semaphore readers = new Semaphore(READERS_MAX);
  private final ExecutorService platform =
      Executors.newFixedThreadPool(
          READERS_MAX, Thread.ofPlatform().daemon().name("leat-catalog-read-", 1).factory());
  private boolean closed;

  private SqliteDatabase(
      Path path, CatalogSettings settings, UnaryOperator<Connection> hand, Session writing) {
    this.path = path;
    this.prefix = settings.prefix();
    this.busyMax = settings.busyMax();
    this.hand = hand;
    this.writer = new GroupCommit(writing, path.toString());
  }

  static SqliteDatabase open(Path path, CatalogSettings settings, UnaryOperator<Connection> hand) {
    try {
      Path folder = Objects.requireNonNull(path.toAbsolutePath().getParent());
      Files.createDirectories(folder);
      NetworkDisk.refuse(path, Files.getFileStore(folder).type());
    } catch (IOException e) {
      throw new LeatException(
          CatalogError.CATALOG_READ_ONLY,
          "the folder of the catalog " + path + " cannot be made",
          "check the rights on that folder",
          e);
    }
    try {
      Connection connection = hand.apply(connect(path, settings.busyMax()));
      var writing = new Session(connection, Dialect.SQLITE, settings.prefix());
      keepLogAhead(writing);
      var database = new SqliteDatabase(path, settings, hand, writing);
      database.writer.start();
      return database;
    } catch (SQLException e) {
      throw SqlFailure.of(e, path.toString());
    }
  }

  /** Opens the file by the driver itself: {@code DriverManager} would load every other driver. */
  static Connection connect(Path path, Duration busyMax) throws SQLException {
    var properties = new Properties();
    properties.setProperty("busy_timeout", Long.toString(busyMax.toMillis()));
    properties.setProperty("foreign_keys", "true");
    properties.setProperty("synchronous", "FULL");
    return Objects.requireNonNull(new JDBC().connect("jdbc:sqlite:" + path, properties));
  }

  private static void keepLogAhead(Session session) throws SQLException {
    String mode = session.first("PRAGMA journal_mode", Row::text).orElse("");
    if (!mode.equals("wal")) {
      session.execute("PRAGMA journal_mode=WAL");
    }
  }

  @Override
  public <T> T read(Unit<T> unit) {
    if (!Thread.currentThread().isVirtual()) {
      return readHere(unit);
    }
    try {
      return platform.submit(() -> readHere(unit)).get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LeatException(
          CatalogError.CATALOG_CLOSED,
          "reading the catalog " + path + " was interrupted",
          "nothing to do: the run is being stopped",
          e);
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException ours ? ours : new IllegalStateException(cause);
  }

  private <T> T readHere(Unit<T> unit) {
    readers.acquireUninterruptibly();
    try {
      Session session = borrow();
      try {
        return unit.run(session);
      } finally {
        giveBack(session);
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e, path.toString());
    } finally {
      readers.release();
    }
  }

  private Session borrow() throws SQLException {
    synchronized (idle) {
      if (closed) {
        throw new LeatException(
            CatalogError.CATALOG_CLOSED,
            "the catalog " + path + " was closed while it was still in use",
            "report this as a bug, with the output of the same command and --debug");
      }
      Session free = idle.poll();
      if (free != null) {
        return free;
      }
    }
    return new Session(hand.apply(connect(path, busyMax)), Dialect.SQLITE, prefix);
  }

  private void giveBack(Session session) throws SQLException {
    synchronized (idle) {
      if (!closed) {
        idle.push(session);
        return;
      }
    }
    session.close();
  }

  @Override
  public <T> T write(Durability durability, Unit<T> unit) {
    return writer.write(durability, unit);
  }

  @Override
  public void close() {
    platform.shutdown();
    try {
      synchronized (idle) {
        closed = true;
        for (Session session : idle) {
          session.close();
        }
        idle.clear();
      }
      writer.close();
    } catch (SQLException e) {
      throw SqlFailure.of(e, path.toString());
    }
  }
}
