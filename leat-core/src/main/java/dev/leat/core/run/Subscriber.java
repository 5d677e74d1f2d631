package dev.leat.core.run;

import dev.leat.api.EventListener;
import dev.leat.api.LeatEvent;
import dev.leat.core.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A listener that leat.yaml names; what the outbox holds it hears at least once.
 *
 * <p>It has a place of its own in the outbox: what it failed on comes again with the next run, and
 * what happened while it was not there, or was told to nobody because a process died, comes late.
 *
 * @param name of its class
 */
public record Subscriber(String name, EventListener listener) {
  public Subscriber {
    Objects.requireNonNull(name);
    Objects.requireNonNull(listener);
  }

  /** Those of a project, each made once. */
  public static List<Subscriber> of(Project project) {
    var subscribers = new ArrayList<Subscriber>();
    for (var defined : project.subscribers()) {
      project
          .connectors()
          .instance(EventListener.class, defined.className())
          .ifPresent(made -> subscribers.add(new Subscriber(defined.className(), made)));
    }
    return subscribers;
  }

  /** Hears at once what no outbox holds. */
  public void hear(LeatEvent event) {
    if (event instanceof LeatEvent.DatasetSkipped || event instanceof LeatEvent.SelectorSkipped) {
      listener.on(event);
    }
  }
}
