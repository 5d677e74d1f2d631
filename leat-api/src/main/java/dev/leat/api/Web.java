package dev.leat.api;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sends requests as the project allows: within the source's limits, retries and time-outs.
 *
 * <p>Throws {@link LeatException} when an answer stays out, when the credentials are rejected, and
 * for every status that {@link Rules} does not name. Thread-safe; blocks.
 */
public interface Web {
  Answer send(Request request, Rules rules) throws IOException, InterruptedException;

  /** The time by the engine's clock. */
  Instant now();

  /** Waits between two looks; ends at once when the run is abandoned. */
  void pause(Duration duration) throws InterruptedException;

  /** How long a request would wait for its turn if it was sent now; may turn out longer. */
  default Duration queue(Request request) {
    return Duration.ZERO;
  }

  default Answer send(Request request) throws IOException, InterruptedException {
    return send(request, Rules.NONE);
  }

  /**
   * Gets what an answer says to lie at another host; that host is told nothing of the source,
   * neither its credentials nor its headers.
   */
  Answer visit(URI elsewhere, Rules rules) throws IOException, InterruptedException;

  default Answer visit(URI elsewhere) throws IOException, InterruptedException {
    return visit(elsewhere, Rules.NONE);
  }

  /** Is asked before a request is sent on to where an answer redirects it. */
  @FunctionalInterface
  interface Redirects {
    /**
     * @throws LeatException where nothing may be asked for there
     */
    void admit(URI url) throws IOException, InterruptedException;
  }

  /**
   * What the status of an answer means beyond the usual.
   *
   * @param take statuses whose answers are wanted as they are
   * @param retry statuses that mean "not yet": asked again as after a failure
   */
  record Rules(Set<Integer> take, Set<Integer> retry, Redirects redirects) {
    /** Take 2xx; try 408, 429 and 5xx again; 401 and 403 reject the credentials. */
    public static final Rules NONE = new Rules(Set.of(), Set.of());

    /** Redirects are followed wherever they may lead. */
    public Rules(Set<Integer> take, Set<Integer> retry) {
      this(take, retry, url -> {});
    }

    public Rules admitting(Redirects guard) {
      return new Rules(take, retry, guard);
    }

    public Rules {
      Objects.requireNonNull(redirects);
      take = Set.copyOf(take);
      retry = Set.copyOf(retry);
    }
  }

  /**
   * An answer, whole.
   *
   * @param headers by lower-case name
   * @param body unpacked
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    public Answer {
      headers = Map.copyOf(headers);
      Objects.requireNonNull(body);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
      List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
      return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
  }
}
