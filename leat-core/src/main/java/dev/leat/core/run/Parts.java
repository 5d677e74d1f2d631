package dev.leat.core.run;

import dev.leat.api.EventListener;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.Holder;
import dev.leat.core.fetch.Fetcher;
import dev.leat.core.project.Project;
import dev.leat.core.project.SourceDefinition;
import dev.leat.core.store.RawStore;
import dev.leat.core.store.Spool;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The open parts that the stages of one run share.
 *
 * @param pages the folder where pages of unfinished files are collected
 */
public record Parts(
    Project project,
    RawStore store,
    Spool spool,
    Path pages,
    Fetcher fetcher,
    InstantSource clock,
    Holder holder,
    Stop stop,
    Telling telling,
    StandingTables tables,
    Duration absence) {
  /** How long a missing optional file is believed to stay missing. */
  static final Duration ABSENCE = Duration.ofDays(7);

  public Catalog catalog() {
    return store.catalog();
  }

  /** A folder for exports on their way to a store. */
  Path staging() {
    return staging(pages);
  }

  static Path staging(Path pages) {
    return pages.resolveSibling("exports");
  }

  /** The same for one source, which may be stopped alone. */
  Parts apart(SourceDefinition source) {
    return new Parts(
        project,
        store,
        spool,
        pages,
        fetcher,
        clock,
        holder,
        stop.part(),
        telling,
        tables,
        source.requests().absence().orElse(absence));
  }

  /** What went wrong, without any secret that the project knows. */
  LeatException error(String where, Throwable cause) {
    LeatException error = RunError.unexpected(where, cause);
    String problem = project.redactor().redact(error.problem());
    return problem.equals(error.problem())
        ? error
        : new LeatException(error.code(), problem, project.redactor().redact(error.remedy()));
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

  /** Something that people are to hear of, and that is no failure of the run. */
  void note(Failure noted) {
    telling.note(noted);
  }

  List<Failure> noted() {
    return telling.noted();
  }

  /** What the fetcher tells, told on without any secret of the project. */
  static dev.leat.core.fetch.Progress heard(Telling telling, UnaryOperator<String> redact) {
    return new dev.leat.core.fetch.Progress() {
      @Override
      public void received(String source, long bytes) {
        telling.tell(new Progress.Received(source, bytes));
      }

      @Override
      public void answered(String source, String request, int status, long bytes) {
        telling.tell(new Progress.Answered(source, redact.apply(request), status, bytes));
      }

      @Override
      public void retrying(String source, String problem, Duration pause) {
        telling.tell(new Progress.Retrying(source, redact.apply(problem), pause));
      }
    };
  }

  /** Hands progress and events to listeners, one at a time; a listener's failure stops nothing. */
  public static final class Telling {
    private final ReentrantLock one = new ReentrantLock();
    private final Progress.Listener listener;
    private final List<EventListener> events;
    private final List<Failure> noted = new CopyOnWriteArrayList<>();

    public Telling(Progress.Listener listener, List<EventListener> events) {
      this.listener = listener;
      this.events = events;
    }

    void tell(Progress progress) {
      one.lock();
      try {
        listener.on(progress);
      } catch (RuntimeException | LinkageError e) {
        // Whoever listens is code that is not ours, and what it hears has happened already.
      } finally {
        one.unlock();
      }
    }

    void note(Failure failure) {
      noted.add(failure);
      tell(new Progress.Warned(failure.where() + ": " + failure.error().problem()));
    }

    List<Failure> noted() {
      return List.copyOf(noted);
    }

    void tell(LeatEvent event) {
      one.lock();
      try {
        tell(new Progress.Told(event));
        events.forEach(each -> tell(each, event));
      } finally {
        one.unlock();
      }
    }

    private void tell(EventListener each, LeatEvent event) {
      try {
        each.on(event);
      } catch (RuntimeException | LinkageError e) {
        // As above.
        String name = event.getClass().getSimpleName();
        tell(new Progress.Warned("A subscriber failed on " + name + ": " + e));
      }
    }
  }
}
