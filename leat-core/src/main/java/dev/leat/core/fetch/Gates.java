package dev.leat.core.fetch;

import dev.leat.core.project.RateLimit;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests wait for their turn: per source, per host, per rate limit of an account there.
 *
 * <p>A source has as many slots as its settings say. A host has as many as the most that any source
 * asking it may use, so two sources of one provider do not double the load. Order is first come,
 * first served; thousands of virtual threads may wait.
 */
final class Gates {
  /** The right to send one request or to read one file; ends when closed. */
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    /** The request has been answered, or will never be; closing implies it. */
    default void answered() {}

    @Override
    void close();
  }

  private record RequestTurn(Turn ofSource, Turn ofHost, RateWindow.@Nullable Ticket ticket)
      implements Turn {
    @Override
    public void answered() {
      if (ticket != null) {
        ticket.answered();
      }
    }

    @Override
    public void close() {
      answered();
      ofHost.close();
      ofSource.close();
    }
  }

  /** A number of slots that can grow. */
  private static final class Slots {
    private final Semaphore free = new Semaphore(0, true);
    private int size;

    Turn take(int wanted) throws InterruptedException {
      grow(wanted);
      free.acquire();
      return free::release;
    }

    private synchronized void grow(int wanted) {
      if (wanted > size) {
        free.release(wanted - size);
        size = wanted;
      }
    }
  }

  /** Whoever a provider counts requests for. */
  private record Place(String host, String account) {}

  private record Window(Place place, RateLimit limit) {}

  private final InstantSource clock;
  private final Pause pause;
  private final ConcurrentMap<String, Slots> sources = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Slots> hosts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Window, RateWindow> windows = new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, AtomicReference<Instant>> quiet = new ConcurrentHashMap<>();

  Gates(InstantSource clock, Pause pause) {
    this.clock = clock;
    this.pause = pause;
  }

  /** A turn that needs no host. */
  Turn enter(FetchSettings settings) throws InterruptedException {
    return sources
        .computeIfAbsent(settings.source(), name -> new Slots())
        .take(settings.concurrencyMax());
  }

  /** A turn to send one request. */
  Turn enter(FetchSettings settings, URI url, String account) throws InterruptedException {
    var place = new Place(host(url), account);
    Turn ofSource = enter(settings);
    try {
      Turn ofHost =
          hosts.computeIfAbsent(place.host(), name -> new Slots()).take(settings.concurrencyMax());
      try {
        return new RequestTurn(ofSource, ofHost, await(place, settings));
      } catch (InterruptedException | RuntimeException e) {
        ofHost.close();
        throw e;
      }
    } catch (InterruptedException | RuntimeException e) {
      ofSource.close();
      throw e;
    }
  }

  /** How long a request would wait if it came now, as far as can be told. */
  Duration queue(FetchSettings settings, URI url, String account) {
    var place = new Place(host(url), account);
    RateLimit limit = settings.limit();
    RateWindow window = limit == null ? null : windows.get(new Window(place, limit));
    Duration rate = window == null ? Duration.ZERO : window.queue();
    Duration rest = quiet(place);
    return rest.compareTo(rate) > 0 ? rest : rate;
  }

  /** Lets nobody ask this host on that account for a time, because it said so. */
  void silence(URI url, String account, Duration duration) {
    Instant until = clock.instant().plus(duration);
    quiet
        .computeIfAbsent(new Place(host(url), account), name -> new AtomicReference<>(until))
        .accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** Both are over when it returns: a host may ask for quiet while its limit is waited for. */
  private RateWindow.@Nullable Ticket await(Place place, FetchSettings settings)
      throws InterruptedException {
    RateLimit limit = settings.limit();
    if (limit == null) {
      awaitQuiet(place);
      return null;
    }
    return windows
        .computeIfAbsent(new Window(place, limit), key -> new RateWindow(limit, clock, pause))
        .await(() -> awaitQuiet(place));
  }

  private void awaitQuiet(Place place) throws InterruptedException {
    for (Duration wait = quiet(place); wait.isPositive(); wait = quiet(place)) {
      pause.pause(wait);
    }
  }

  private Duration quiet(Place place) {
    AtomicReference<Instant> until = quiet.get(place);
    return until == null ? Duration.ZERO : Duration.between(clock.instant(), until.get());
  }

  /** Scheme, host and port, the port named even where it is the scheme's own. */
  static String host(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int own = scheme.equals("https") ? 443 : 80;
    int port = url.getPort() < 0 ? own : url.getPort();
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
