package dev.leat.core.run;

import dev.leat.api.EventListener;
import dev.leat.api.LeatEvent;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Holder;
import dev.leat.core.fetch.Fetcher;
import dev.leat.core.project.Project;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.Spool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The open parts that the stages of one run share. */
public record Parts(
    Project project,
    RawStore store,
    Spool spool,
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

  /** What the fetcher tells, told on. */
  static dev.leat.core.fetch.Progress heard(Telling telling) {
    return new dev.leat.core.fetch.Progress() {
      @Override
      public void received(String source, long bytes) {
        telling.tell(new Progress.Received(source, bytes));
      }

      @Override
      public void retrying(String source, String problem, Duration pause) {
        telling.tell(new Progress.Retrying(source, problem, pause));
      }
    };
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
