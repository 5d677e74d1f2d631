package dev.leat.connect.postgres;

import dev.leat.api.LeatException;
import dev.leat.connect.sql.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Carries rows from DuckDB's own CSV writer to the server's {@code COPY}, through a named pipe.
 *
 * <p>DuckDB writes on the caller's thread, a second thread sends. Opening a pipe waits for the
 * other end, so neither end may give up without letting the other one go: the sender opens the pipe
 * before it does anything that can fail, and when DuckDB fails, the pipe is opened and closed in
 * its place until the sender has ended. The end of the bytes alone does not end a {@code COPY}
 * well: the sender waits for DuckDB's word, and cancels without it, so half of the rows never
 * arrive as all.
 *
 * <p>Where there are no pipes, a temporary file takes its place. Not thread-safe.
 */
final class Courier implements AutoCloseable {
  /** What rows leave through. */
  enum Door {
    PIPE,
    FILE;

    static Door usual() {
      return System.getProperty("os.name", "").startsWith("Windows") ? FILE : PIPE;
    }
  }

  private static final int BUFFER_BYTES = 1 << 18;
  private static final long RELEASE_MILLIS = 20;
  private static final String FORMAT =
      " (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')";

  private final Statements server;
  private final Door door;
  private @Nullable Path folder;

  Courier(Statements server, Door door) {
    this.server = server;
    this.door = door;
  }

  /**
   * Sends what a SELECT finds.
   *
   * @param copy a {@code COPY … FROM STDIN} for comma-separated values
   * @return how many rows arrived
   */
  long carry(Statements duck, String select, String copy) {
    try {
      Path place = place();
      String write = "COPY (" + select + ") TO " + Sql.text(place.toString()) + FORMAT;
      return switch (door) {
        case PIPE -> throughPipe(duck, write, copy, place);
        case FILE -> throughFile(duck, write, copy, place);
      };
    } catch (IOException e) {
      throw new LeatException(
          PostgresError.POSTGRES_STAGING_FULL,
          "The rows cannot be handed over: " + e.getMessage(),
          "Make the system's folder for temporary files writable, with room in it.",
          e);
    } catch (SQLException e) {
      throw server.error(e);
    }
  }

  private long throughPipe(Statements duck, String write, String copy, Path pipe)
      throws IOException, SQLException {
    BlockingQueue<Boolean> complete = new ArrayBlockingQueue<>(1);
    var sending = new FutureTask<>(() -> send(pipe, copy, complete));
    Thread.ofPlatform().daemon().name("leat-copy").start(sending);
    SQLException failure = null;
    try {
      onOneThread(duck, write);
    } catch (SQLException e) {
      failure = e;
    } finally {
      complete.add(failure == null);
    }
    long rows = ended(sending, pipe, failure != null);
    if (failure != null) {
      throw PostgresError.ofStaging(failure);
    }
    return rows;
  }

  /**
   * While one of DuckDB's threads waits for the pipe, the others spin, and take from the server the
   * cores that it needs to empty it; one alone is faster than the server.
   */
  private static void onOneThread(Statements duck, String write) throws SQLException {
    long threads = duck.number("SELECT current_setting('threads')");
    duck.runOrThrow("SET threads = 1");
    try {
      duck.runOrThrow(write);
    } finally {
      duck.runOrThrow("SET threads = " + threads);
    }
  }

  private long send(Path pipe, String copy, BlockingQueue<Boolean> complete)
      throws IOException, SQLException, InterruptedException {
    try (InputStream in = Files.newInputStream(pipe)) {
      CopyIn sink = begin(copy);
      try {
        pass(in, sink);
        return complete.take() ? sink.endCopy() : 0;
      } finally {
        if (sink.isActive()) {
          sink.cancelCopy();
        }
      }
    }
  }

  private CopyIn begin(String copy) throws SQLException {
    return copies(server).copyIn(copy);
  }

  /** Full buffers only: a pipe gives a few kilobytes at a time, and each message has its price. */
  private static void pass(InputStream in, CopyIn sink) throws IOException, SQLException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int filled;
    do {
      filled = in.readNBytes(buffer, 0, buffer.length);
      sink.writeToCopy(buffer, 0, filled);
    } while (filled == buffer.length);
  }

  /** The sender's own failure comes first: it is why DuckDB could not write on. */
  private static long ended(FutureTask<Long> sending, Path pipe, boolean released)
      throws IOException, SQLException {
    while (true) {
      try {
        if (!released) {
          return sending.get();
        }
        try (FileChannel end =
            FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
          return sending.get(end.isOpen() ? RELEASE_MILLIS : 0, TimeUnit.MILLISECONDS);
        }
      } catch (TimeoutException notYet) {
        Thread.onSpinWait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LeatException(
            PostgresError.POSTGRES_UNREACHABLE,
            "The load was interrupted while it sent rows.",
            "Run the command again: nothing of it was written.",
            e);
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      }
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause)
      throws IOException, SQLException {
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof SQLException e) {
      throw e;
    }
    return cause instanceof RuntimeException e
        ? e
        : new IllegalStateException("sending rows failed", cause);
  }

  private long throughFile(Statements duck, String write, String copy, Path file)
      throws IOException, SQLException {
    try {
      duck.runOrThrow(write);
    } catch (SQLException e) {
      throw PostgresError.ofStaging(e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      CopyIn sink = begin(copy);
      try {
        pass(in, sink);
        return sink.endCopy();
      } finally {
        if (sink.isActive()) {
          sink.cancelCopy();
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private Path place() throws IOException {
    Path made = folder;
    if (made == null) {
      made = Files.createTempDirectory("leat-rows");
      folder = made;
      if (door == Door.PIPE) {
        makePipe(made.resolve("rows.csv"));
      }
    }
    return made.resolve("rows.csv");
  }

  private static void makePipe(Path pipe) throws IOException {
    Process making = new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start();
    try {
      if (making.waitFor() != 0) {
        throw new IOException("mkfifo cannot make " + pipe);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making " + pipe, e);
    }
  }

  @Override
  public void close() {
    Path made = folder;
    folder = null;
    if (made != null) {
      try {
        Files.deleteIfExists(made.resolve("rows.csv"));
        Files.delete(made);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The server's bulk protocol; of a connection to PostgreSQL only. */
  static CopyManager copies(Statements server) throws SQLException {
    return new CopyManager(server.connection().unwrap(BaseConnection.class));
  }
}
