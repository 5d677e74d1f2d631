package dev.leat.core;

import dev.leat.api.EventListener;
import dev.leat.core.project.Connectors;
import dev.leat.core.project.Environment;
import dev.leat.core.run.Progress;
import dev.leat.core.run.Workshop;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * What surrounds a project: environment, clock, connectors, listeners.
 *
 * @param subscribers hear events beside those that leat.yaml names
 * @param opening what becomes of a catalog that is not there, or is of another version
 */
public record LeatOptions(
    Environment environment,
    InstantSource clock,
    Connectors connectors,
    Progress.Listener progress,
    List<EventListener> subscribers,
    Workshop.Opening opening) {
  public LeatOptions {
    Objects.requireNonNull(environment);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(connectors);
    Objects.requireNonNull(progress);
    subscribers = List.copyOf(subscribers);
    Objects.requireNonNull(opening);
  }

  /** The process's environment, the system's clock, connectors of the class path, no listener. */
  public static LeatOptions usual() {
    return new LeatOptions(
        Environment.ofProcess(),
        InstantSource.system(),
        Connectors.onClassPath(),
        Progress.Listener.NONE,
        List.of(),
        Workshop.Opening.READY);
  }

  public LeatOptions progress(Progress.Listener listener) {
    return new LeatOptions(environment, clock, connectors, listener, subscribers, opening);
  }

  public LeatOptions clock(InstantSource other) {
    return new LeatOptions(environment, other, connectors, progress, subscribers, opening);
  }

  public LeatOptions environment(Environment other) {
    return new LeatOptions(other, clock, connectors, progress, subscribers, opening);
  }

  public LeatOptions connectors(Connectors other) {
    return new LeatOptions(environment, clock, other, progress, subscribers, opening);
  }

  public LeatOptions subscribers(List<EventListener> listeners) {
    return new LeatOptions(environment, clock, connectors, progress, listeners, opening);
  }

  /** For programs that only look: they neither make a catalog nor change it. */
  public LeatOptions opening(Workshop.Opening other) {
    return new LeatOptions(environment, clock, connectors, progress, subscribers, other);
  }
}
