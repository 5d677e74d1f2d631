package dev.leat.core.catalog;

import dev.leat.api.LeatException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of a SQLite catalog: runs all units that wait in one transaction.
 *
 * <p>A commit costs a sync of the disk whatever is in it, so units that arrive while the disk is
 * busy share the next one. Each unit runs within a savepoint: one that fails undoes only itself.
 * Callers return after the commit that holds their unit.
 */
final class GroupCommit implements AutoCloseable {
  private static final int GROUP_MAX = 200;

  private final Session session;
  private final String catalog;
  private final ArrayBlockingQueue<Ticket<?>> waiting = new ArrayBlockingQueue<>(1000);
  private final Thread writer;
  private volatile boolean closed;
  private @Nullable Durability durability;

  GroupCommit(Session session, String catalog) {
    this.session = session;
    this.catalog = catalog;
    this.writer = Thread.ofPlatform().daemon().name("leat-catalog").unstarted(this::work);
  }

  void start() {
    writer.start();
  }

  <T> T write(Durability needed, Database.Unit<T> unit) {
    var ticket = new Ticket<>(needed, unit);
    boolean interrupted = enqueue(ticket);
    interrupted |= await(ticket);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return ticket.outcome(catalog);
  }

  private boolean enqueue(Ticket<?> ticket) {
    boolean interrupted = false;
    while (true) {
      if (closed) {
        throw closedError();
      }
      try {
        waiting.put(ticket);
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** Waits in any case, since the unit may commit in any case; true when interrupted. */
  private boolean await(Ticket<?> ticket) {
    boolean interrupted = false;
    while (true) {
      try {
        if (ticket.latch.await(1, TimeUnit.SECONDS)) {
          return interrupted;
        }
        if (!writer.isAlive()) {
          // It came between the writer's last look and its end.
          ticket.fail(closedError());
          ticket.done();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  private LeatException closedError() {
    return new LeatException(
        CatalogError.CATALOG_CLOSED,
        "the catalog " + catalog + " was closed while it was still in use",
        "report this as a bug, with the output of the same command and --debug");
  }

  private void work() {
    try {
      while (!closed || !waiting.isEmpty()) {
        var group = new ArrayList<Ticket<?>>();
        group.add(waiting.take());
        waiting.drainTo(group, GROUP_MAX - 1);
        try {
          commit(group);
        } catch (Error e) {
          // Whoever waits hears why; the writer ends, and with it the catalog.
          group.forEach(ticket -> ticket.fail(e));
          throw e;
        } finally {
          group.forEach(Ticket::done);
        }
      }
    } catch (InterruptedException e) {
      closed = true;
    }
    var late = new ArrayList<Ticket<?>>();
    waiting.drainTo(late);
    for (Ticket<?> ticket : late) {
      ticket.fail(closedError());
      ticket.done();
    }
  }

  private void commit(List<Ticket<?>> group) {
    try {
      sync(group);
      session.execute("BEGIN IMMEDIATE");
      for (Ticket<?> ticket : group) {
        savepoint(ticket);
      }
      session.execute("COMMIT");
    } catch (SQLException | RuntimeException e) {
      group.forEach(ticket -> ticket.fail(e));
      rollback();
    }
  }

  private void sync(List<Ticket<?>> group) throws SQLException {
    Durability needed =
        group.stream().anyMatch(ticket -> ticket.durability == Durability.POWER)
            ? Durability.POWER
            : Durability.PROCESS;
    if (durability != needed) {
      session.execute("PRAGMA synchronous=" + (needed == Durability.POWER ? "FULL" : "NORMAL"));
      durability = needed;
    }
  }

  private void savepoint(Ticket<?> ticket) throws SQLException {
    session.execute("SAVEPOINT unit");
    try {
      ticket.run(session);
    } catch (SQLException | RuntimeException e) {
      ticket.fail(e);
      // Fails where SQLite itself has rolled back everything; then the whole group has failed.
      session.execute("ROLLBACK TO unit");
    }
    session.execute("RELEASE unit");
  }

  private void rollback() {
    try {
      session.execute("ROLLBACK");
    } catch (SQLException e) {
      // There was no transaction, or SQLite has ended it already.
      durability = null;
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    boolean interrupted = false;
    if (writer.isAlive()) {
      // Wakes the writer; units that wait already run first.
      var last = new Ticket<Boolean>(Durability.POWER, ignored -> true);
      if (waiting.offer(last)) {
        interrupted = await(last);
      }
    }
    session.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A unit that waits for its commit. */
  private static final class Ticket<T> {
    private final Durability durability;
    private final Database.Unit<T> unit;
    private final CountDownLatch latch = new CountDownLatch(1);
    private volatile @Nullable T value;
    private volatile @Nullable Throwable failure;

    Ticket(Durability durability, Database.Unit<T> unit) {
      this.durability = durability;
      this.unit = unit;
    }

    void run(Session session) throws SQLException {
      value = unit.run(session);
    }

    void fail(Throwable cause) {
      if (failure == null) {
        failure = cause;
      }
    }

    void done() {
      latch.countDown();
    }

    T outcome(String catalog) {
      switch (failure) {
        case null -> {}
        case SQLException sql -> throw SqlFailure.of(sql, catalog);
        case RuntimeException ours -> throw ours;
        default -> throw new IllegalStateException(failure);
      }
      return Objects.requireNonNull(value);
    }
  }
}
