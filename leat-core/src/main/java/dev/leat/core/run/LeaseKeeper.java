package dev.leat.core.run;

import dev.leat.api.LeatException;
import dev.leat.core.catalog.Holder;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.Leases;
import dev.leat.core.fetch.Pause;
import dev.leat.core.fetch.Threads;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the leases of a run and renews them while it works; thread-safe.
 *
 * <p>A lease that cannot be renewed is left alone: the catalog refuses every commit under it.
 */
final class LeaseKeeper implements AutoCloseable {
  private static final Duration TTL = Duration.ofSeconds(60);
  private static final Duration RENEWAL = Duration.ofSeconds(20);

  private final Leases leases;
  private final Holder holder;
  private final Pause pause;
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private @Nullable Thread renewer;

  LeaseKeeper(Leases leases, Holder holder, Pause pause) {
    this.leases = leases;
    this.holder = holder;
    this.pause = pause;
  }

  Optional<Lease> acquire(String name) {
    Optional<Lease> lease = leases.acquire(name, holder, TTL);
    lease.ifPresent(
        got -> {
          held.put(name, got);
          start();
        });
    return lease;
  }

  void release(Lease lease) {
    held.remove(lease.name());
    leases.release(lease);
  }

  private synchronized void start() {
    if (renewer == null) {
      renewer = Threads.startVirtual("leat-leases", this::renew);
    }
  }

  private void renew() {
    try {
      while (true) {
        pause.pause(RENEWAL);
        held.values().forEach(this::renew);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void renew(Lease lease) {
    try {
      held.replace(lease.name(), lease, leases.renew(lease, TTL));
    } catch (LeatException e) {
      held.remove(lease.name(), lease);
    }
  }

  @Override
  public synchronized void close() {
    if (renewer != null) {
      renewer.interrupt();
    }
    held.values().forEach(leases::release);
    held.clear();
  }
}
