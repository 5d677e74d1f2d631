package dev.leat.core.run;

import dev.leat.api.EventListener;
import dev.leat.api.LeatEvent;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Holder;
import dev.leat.core.fetch.Fetcher;
import dev.leat.core.project.Project;
import dev.leat.core.store.RawStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The open parts that the stages of one run share. */
public record Parts(
    Project project,
    RawStore store,
    Fetcher fetcher,
    InstantSource clock,
    Holder holder,
    Stop stop,
    Telling telling) {

  public Catalog catalog() {
    return store.catalog();
  }

  Instant now() {
    return clock.instant();
  }

  void tell(Progress progress) {
    telling.tell(progress);
  }

  void tell(LeatEvent event) {
    telling.tell(event);
  }

  /** Hands progress and events to listeners, one at a time; a listener's failure stops nothing. */
  public static final class Telling {
    private final ReentrantLock one = new ReentrantLock();
    private final Progress.Listener listener;
    private final List<EventListener> events;

    public Telling(Progress.Listener listener, List<EventListener> events) {
      this.listener = listener;
      this.events = events;
    }

    void tell(Progress progress) {
      one.lock();
      try {
        listener.on(progress);
      } finally {
        one.unlock();
      }
    }

    @SuppressWarnings("CatchingUnchecked")
    void tell(LeatEvent event) {
      tell(new Progress.Told(event));
      for (EventListener each : events) {
        try {
          each.on(event);
        } catch (Exception e) {
          tell(
              new Progress.Warned(
                  "A subscriber failed on " + event.getClass().getSimpleName() + ": " + e));
        }
      }
    }
  }
}
