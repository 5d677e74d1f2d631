package dev.leat.core.fetch;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on virtual threads, so many at once, and ends when all of them have ended.
 *
 * <h2>Why it is here</h2>
 *
 * <p>Everything that Leat does at the same time has this one shape: somebody makes tasks, slowly or
 * without end (a provider's listing, page by page); a bounded number of them runs; nobody goes on
 * before the last one is over. Java's structured concurrency says exactly that, but it is a
 * preview, and it starts a thread per task at once, where we want the maker to wait. An executor
 * has no end of scope and forgets failures in futures that nobody reads. Hence these few lines.
 *
 * <h2>What it promises</h2>
 *
 * <ol>
 *   <li><b>No task outlives the scope.</b> {@link #close} returns when every task that was started
 *       has ended. There is no way to leave one behind, so what the tasks use (a store, a
 *       connection, a folder) may be closed right after.
 *   <li><b>The maker waits.</b> {@link #start} blocks while the bound is reached. A listing of a
 *       million datasets never becomes a million threads or a queue of a million tasks.
 *   <li><b>A task's own failure is a value.</b> A task whose file cannot be fetched records that
 *       and returns. What it <em>throws</em> is fatal to all: a full disk, a broken invariant. The
 *       first one stops the scope, and {@link #join} throws it in the owner's thread; later ones
 *       are attached to it as suppressed.
 *   <li><b>Stopping is gentle.</b> After a failure, an interrupt of the owner or {@link #stop}, no
 *       further task starts and {@code start} answers false; tasks in flight finish, because half
 *       of their work is done and the rest is cheap. Only {@link #abandon}, or a second interrupt
 *       of the owner while it waits in {@code close}, interrupts them.
 * </ol>
 *
 * <h2>What it is not</h2>
 *
 * <p>It has no results: tasks put theirs where they belong. It has no priorities, no timeouts and
 * no nesting of its own; a task may open another fan-out. Fairness is first come, first served,
 * because a maker is one thread.
 *
 * <pre>{@code
 * try (var fanout = new Fanout("fetch", 10)) {
 *   while (offers.hasNext() && fanout.start(taskFor(offers.next()))) {}
 *   fanout.join();
 * }
 * }</pre>
 */
public final class Fanout implements AutoCloseable {
  /** One task; records its own failure, throws only what must stop all. */
  @FunctionalInterface
  public interface Task {
    void run() throws InterruptedException;
  }

  private final String name;
  private final int tasksMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Set<Thread> inFlight = new HashSet<>();
  private boolean isStopped;
  private boolean isReported;
  private @Nullable Throwable failure;

  /** Runs at most so many tasks at once; the name is that of its threads. */
  public Fanout(String name, int tasksMax) {
    if (tasksMax < 1) {
      throw new IllegalArgumentException("a fan-out runs at least one task at once");
    }
    this.name = name;
    this.tasksMax = tasksMax;
  }

  /** Starts a task as soon as there is room. Returns false, and starts nothing, once stopped. */
  public boolean start(Task task) throws InterruptedException {
    lock.lock();
    try {
      awaitWhile(() -> !isStopped && inFlight.size() >= tasksMax);
      // Room that came with the interrupt ends the wait without an exception.
      if (Thread.interrupted()) {
        isStopped = true;
        throw new InterruptedException();
      }
      if (isStopped) {
        return false;
      }
      inFlight.add(Threads.startVirtual(name, () -> run(task)));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run(Task task) {
    @Nullable Throwable thrown = null;
    try {
      task.run();
    } catch (Throwable e) {
      thrown = e;
    }
    lock.lock();
    try {
      if (thrown != null) {
        fail(thrown);
      }
      inFlight.remove(Thread.currentThread());
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(Throwable thrown) {
    boolean wasStopped = isStopped;
    isStopped = true;
    if (thrown instanceof InterruptedException && wasStopped) {
      return;
    }
    if (failure == null) {
      failure = thrown;
    } else if (!failure.equals(thrown)) {
      failure.addSuppressed(thrown);
    }
  }

  /** Waits for the tasks in flight, then throws what the first of them to fail has thrown. */
  public void join() throws InterruptedException {
    lock.lock();
    try {
      awaitWhile(() -> !inFlight.isEmpty());
      report();
    } finally {
      lock.unlock();
    }
  }

  private void awaitWhile(BooleanSupplier condition) throws InterruptedException {
    try {
      while (condition.getAsBoolean()) {
        ended.await();
      }
    } catch (InterruptedException e) {
      isStopped = true;
      throw e;
    }
  }

  private void report() throws InterruptedException {
    Throwable thrown = isReported ? null : failure;
    isReported = true;
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case InterruptedException e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /** Starts no further task; safe from any thread, a signal handler's included. */
  public void stop() {
    lock.lock();
    try {
      isStopped = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops, and interrupts the tasks in flight. */
  public void abandon() {
    lock.lock();
    try {
      isStopped = true;
      ended.signalAll();
      inFlight.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops, waits for every task to end, and throws a failure that {@link #join} has not thrown. An
   * interrupt meanwhile makes it {@link #abandon} the tasks; it still waits, and keeps the
   * interrupt for its caller.
   */
  @Override
  public void close() {
    boolean interrupted = false;
    lock.lock();
    try {
      isStopped = true;
      while (!inFlight.isEmpty()) {
        try {
          ended.await();
        } catch (InterruptedException e) {
          interrupted = true;
          inFlight.forEach(Thread::interrupt);
        }
      }
      report();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
