package dev.leat.core.read;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A private DuckDB in memory, with a temporary folder beside it for what does not fit.
 *
 * <p>Not thread-safe: one thread, a platform thread, talks to the database. Nothing it holds
 * outlives {@link #close()}.
 */
public final class Workbench implements AutoCloseable {
  /** Bounds and place of a workbench. */
  public record Settings(Path folder, long memoryBytes, int threads) {
    private static final long MEMORY = 512L << 20;

    /** 512 MB, every core, a new folder below the given one. */
    public static Settings in(Path folder) {
      return new Settings(folder, MEMORY, Runtime.getRuntime().availableProcessors());
    }
  }

  /** Makes a value of the row that a result stands on. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Why tasks of a workbench that was ended have no result. */
  static final String ENDED = "the workbench was ended";

  private final ScratchSpace folder;
  private final Connection connection;
  private final ExecutorService scanners;
  private final AtomicInteger serial = new AtomicInteger();

  private Workbench(ScratchSpace folder, Connection connection, ExecutorService scanners) {
    this.folder = folder;
    this.connection = connection;
    this.scanners = scanners;
  }

  /**
   * Starts the database.
   *
   * @throws LeatException where it does not start
   */
  public static Workbench open(Settings settings) {
    try {
      ScratchSpace folder = ScratchSpace.below(settings.folder());
      Connection connection =
          new DuckDBDriver().connect("jdbc:duckdb:", options(settings, folder.path()));
      ExecutorService scanners =
          Executors.newFixedThreadPool(
              settings.threads(), Thread.ofPlatform().daemon().name("scan-", 0).factory());
      var workbench = new Workbench(folder, connection, scanners);
      workbench.execute("SET TimeZone = 'UTC'");
      return workbench;
    } catch (IOException | SQLException e) {
      throw new LeatException(
          ReadError.WORKBENCH_UNAVAILABLE,
          "the embedded DuckDB did not start: " + e.getMessage(),
          "check that " + settings.folder() + " can be written and has room",
          e);
    }
  }

  private static Properties options(Settings settings, Path folder) {
    var options = new Properties();
    options.setProperty("memory_limit", settings.memoryBytes() + "B");
    options.setProperty("threads", Integer.toString(settings.threads()));
    options.setProperty("temp_directory", folder.resolve("spill").toString());
    options.setProperty("autoinstall_known_extensions", "false");
    options.setProperty("autoload_known_extensions", "false");
    options.setProperty("preserve_insertion_order", "true");
    return options;
  }

  /** The connection itself, to attach a destination to. */
  public Connection connection() {
    return connection;
  }

  /** Runs one statement and tells how many rows it changed. */
  public long execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getLargeUpdateCount());
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** Runs one query with text parameters and reads all of its rows. */
  public <T> List<T> query(String sql, RowReader<T> reader, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      var rows = new ArrayList<T>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /**
   * Ends what it is doing, from another thread: it is of no use afterwards, and is yet to close.
   */
  public void end() {
    // Those that wait are told, so that nobody waits for them.
    for (Runnable waiting : scanners.shutdownNow()) {
      if (waiting instanceof Future<?> future) {
        future.cancel(true);
      }
    }
    try {
      // The driver interrupts the statement that runs; a statement of its own cannot do that.
      connection.close();
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /** What is to be said of a statement that it refused. */
  public static LeatException refused(SQLException e) {
    String message = String.valueOf(e.getMessage()).strip();
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("out of memory") || lower.contains("no space left")) {
      return new LeatException(
          ReadError.WORKBENCH_FULL,
          "the embedded DuckDB ran out of memory or temporary disk",
          "make room in the temporary folder, or allow it more memory",
          e);
    }
    return new LeatException(
        ReadError.STATEMENT_REFUSED,
        "the embedded DuckDB refused a statement: " + message,
        "report this with the file that was being read",
        e);
  }

  /** A name for temporary objects that no other one has. */
  String freshPrefix() {
    return "_leat_" + serial.incrementAndGet();
  }

  /** A path for a temporary file that no other one has; for any thread. */
  Path freshFile(String ending) {
    return folder.path().resolve("spool-" + serial.incrementAndGet() + ending);
  }

  /**
   * Runs tasks side by side, on as many platform threads as there are cores.
   *
   * @throws CancellationException where the workbench was ended meanwhile
   */
  <T> List<T> scan(List<Callable<T>> tasks) throws InterruptedException {
    var results = new ArrayList<T>();
    for (Future<T> future : started(tasks)) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw unread(e.getCause());
      }
    }
    return results;
  }

  private <T> List<Future<T>> started(List<Callable<T>> tasks) throws InterruptedException {
    try {
      return scanners.invokeAll(tasks);
    } catch (RejectedExecutionException ended) {
      throw (CancellationException) new CancellationException(ENDED).initCause(ended);
    }
  }

  private static RuntimeException unread(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException bug) {
      return bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new LeatException(
        ReadError.FILE_UNREADABLE,
        "a stored file cannot be read: " + cause,
        "run `leat doctor` to verify the store",
        cause);
  }

  @Override
  public void close() {
    scanners.shutdownNow();
    try {
      connection.close();
    } catch (SQLException e) {
      throw refused(e);
    } finally {
      folder.close();
    }
  }
}
