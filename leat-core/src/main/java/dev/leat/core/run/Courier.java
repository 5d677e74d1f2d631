package dev.leat.core.run;

import dev.leat.core.fetch.Threads;
import dev.leat.core.observe.EventReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Brings the outbox's events to a project's subscribers while a run goes on, and at its end. */
final class Courier implements Stop.Watch {
  private static final Duration ROUND = Duration.ofMillis(500);

  /** A subscriber that has not failed in this run. */
  private record Route(Subscriber subscriber, EventReader reader) {}

  private final Parts parts;
  private final List<Route> routes = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread going;

  private Courier(Parts parts, List<Subscriber> subscribers) {
    this.parts = parts;
    for (Subscriber each : subscribers) {
      routes.add(new Route(each, new EventReader(parts.catalog(), "subscriber " + each.name())));
    }
    this.going = Threads.startVirtual("leat-courier", this::goRound);
  }

  /** Costs nothing where nobody has subscribed. */
  static Stop.Watch start(Parts parts, List<Subscriber> subscribers) {
    return subscribers.isEmpty() ? () -> {} : new Courier(parts, subscribers);
  }

  private void goRound() {
    try {
      do {
        routes.removeIf(route -> !delivered(route));
      } while (!ended.await(ROUND.toMillis(), TimeUnit.MILLISECONDS));
      routes.removeIf(route -> !delivered(route));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean delivered(Route route) {
    try {
      route.reader().drain(entry -> entry.event().ifPresent(route.subscriber().listener()::on));
      return true;
    } catch (RuntimeException | LinkageError e) {
      // A subscriber is code that is not ours.
      parts.tell(
          new Progress.Warned(
              "The subscriber "
                  + route.subscriber().name()
                  + " failed: "
                  + e
                  + ". It hears the same event again with the next run."));
      return false;
    }
  }

  /** Delivers what has happened up to now. */
  @Override
  public void close() {
    ended.countDown();
    boolean interrupted = false;
    while (true) {
      try {
        going.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
