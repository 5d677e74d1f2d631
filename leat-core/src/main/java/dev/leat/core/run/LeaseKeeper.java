package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.catalog.CatalogError;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Leases;
import dev.leat.core.fetch.Pause;
import dev.leat.core.fetch.Threads;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the leases of a run and renews them while it works; thread-safe.
 *
 * <p>Within the run a lease has one user at a time: a second one waits, while another run is told
 * that it is taken. A lease that cannot be renewed is left alone: the catalog refuses every commit
 * under it.
 */
final class LeaseKeeper implements AutoCloseable {
  private static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private final Leases leases;
  private final Holder holder;
  private final Pause pause;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();

  /** By the name under which each was asked for. */
  private final Map<String, Lease> held = new HashMap<>();

  private final Set<String> used = new HashSet<>();
  private @Nullable Thread renewer;

  LeaseKeeper(Leases leases, Holder holder, Pause pause) {
    this.leases = leases;
    this.holder = holder;
    this.pause = pause;
  }

  /** Waits while this run itself uses it; empty where another run has it. */
  Optional<Lease> acquire(String name) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (used.contains(name)) {
        released.await();
      }
      return take(name);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for nobody; for a keeper with one user. */
  Optional<Lease> take(String name) {
    lock.lock();
    try {
      Optional<Lease> lease = leases.acquire(name, holder, TTL);
      lease.ifPresent(
          got -> {
            used.add(name);
            held.put(name, got);
            start();
          });
      return lease;
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #acquire}, waiting also for another run, but no longer than told. */
  Optional<Lease> acquire(String name, Duration patience, Duration between)
      throws InterruptedException {
    Optional<Lease> lease = acquire(name);
    for (Duration left = patience; lease.isEmpty() && left.isPositive(); ) {
      pause.pause(between);
      left = left.minus(between);
      lease = acquire(name);
    }
    return lease;
  }

  void release(String name) {
    lock.lock();
    try {
      Lease lease = held.remove(name);
      if (lease != null) {
        leases.release(lease);
      }
    } finally {
      used.remove(name);
      released.signalAll();
      lock.unlock();
    }
  }

  private void start() {
    if (renewer == null) {
      renewer = Threads.startVirtual("leat-leases", this::renew);
    }
  }

  private void renew() {
    try {
      while (true) {
        pause.pause(RENEWAL);
        renewAll();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void renewAll() {
    lock.lock();
    try {
      held.entrySet().removeIf(entry -> !renewed(entry));
    } finally {
      lock.unlock();
    }
  }

  private boolean renewed(Map.Entry<String, Lease> entry) {
    try {
      entry.setValue(leases.renew(entry.getValue(), TTL));
      return true;
    } catch (LeatException e) {
      // A catalog that is busy may answer the next time.
      return e.code() != CatalogError.LEASE_LOST;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (renewer != null) {
        renewer.interrupt();
      }
      held.values().forEach(leases::release);
      held.clear();
    } finally {
      lock.unlock();
    }
  }
}
