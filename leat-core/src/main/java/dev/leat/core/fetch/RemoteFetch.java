package dev.leat.core.fetch;

import dev.leat.api.LeatException;
import dev.leat.api.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Sends one request until there is an answer, or the tries or the time have run out. */
final class RemoteFetch<T> {
  /** Says what an answer means. */
  @FunctionalInterface
  interface Reading<T> {
    Outcome<T> judge(Hop hop, Exchange exchange) throws IOException;

    /** Whether a redirect may be followed; throws where it may not. */
    default void admit(URI url) throws IOException, InterruptedException {}
  }

  private final Job job;
  private final Request request;
  private final Tools tools;
  private final Reading<T> reading;
  private final Backoff backoff;
  private final Budget budget;

  RemoteFetch(Job job, Request request, Tools tools, Reading<T> reading) {
    this.job = job;
    this.request = request;
    this.tools = tools;
    this.reading = reading;
    this.backoff = new Backoff(job.settings().retries(), tools.random());
    this.budget = new Budget(job.settings().timeouts().total());
  }

  T fetch() throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      switch (follow()) {
        case Outcome.Done<T> done -> {
          return done.answer();
        }
        case Outcome.Failed<T> failed -> rest(tries, failed.trouble());
        case Outcome.Moved<T> moved ->
            throw Hop.refuse(job, "redirects more than " + Hop.REDIRECTS_MAX + " times");
      }
    }
  }

  private Outcome<T> follow() throws IOException, InterruptedException {
    Hop hop = Hop.first(job, request.url());
    Outcome<T> outcome = ask(hop);
    for (int hops = 0; hops < Hop.REDIRECTS_MAX; hops++) {
      if (!(outcome instanceof Outcome.Moved<T> moved)) {
        return outcome;
      }
      hop = hop.next(job, moved.location());
      keepBodyAtHome(hop);
      reading.admit(hop.url());
      outcome = ask(hop);
    }
    return outcome;
  }

  /** A body may hold secrets as headers may, and cannot be sent without them. */
  private void keepBodyAtHome(Hop hop) {
    if (request.body() != null && !hop.isHome()) {
      throw Hop.refuse(
          job, "redirects a request that has a body to another host, " + Gates.host(hop.url()));
    }
  }

  /** Sends one request, when its turn has come. */
  private Outcome<T> ask(Hop hop) throws IOException, InterruptedException {
    Gates.Turn turn = tools.gates().enter(job.settings(), hop.url(), request.account());
    long start = System.nanoTime();
    try (Exchange exchange =
        Exchange.send(RequestHead.of(job, request, hop), request, timeouts())) {
      turn.answered();
      heedQuota(hop, exchange);
      return judged(hop, exchange);
    } catch (Intake.RefusedException e) {
      throw e;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + job.from() + " was fetched");
      }
      refuse(Trouble.ofCertificate(e));
      return new Outcome.Failed<>(Trouble.of(e, job.settings().timeouts()));
    } finally {
      turn.close();
      budget.spend(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Outcome<T> judged(Hop hop, Exchange exchange) throws IOException {
    try {
      return reading.judge(hop, exchange);
    } finally {
      String asked = request.method() + " " + job.origin().redaction().text(hop.url().toString());
      tools
          .progress()
          .answered(job.settings().source(), asked, exchange.status(), exchange.bytes());
    }
  }

  /** A quota that this answer has used up is not tried until it is filled again. */
  private void heedQuota(Hop hop, Exchange exchange) {
    if (Throttle.isUsedUp(exchange)) {
      Duration asked = Throttle.asked(exchange, tools.clock().instant());
      if (asked.isPositive() && !backoff.isTooLong(asked)) {
        tools.gates().silence(hop.url(), request.account(), asked);
      }
    }
  }

  /** Asking again shows the same certificate. */
  private void refuse(Optional<Trouble> certificate) {
    certificate.ifPresent(
        trouble -> {
          throw job.failure(
              FetchError.CERTIFICATE_REFUSED,
              problem(trouble),
              "if you know the certificate to be right, let Java trust it: LEAT_OPTS="
                  + "-Djavax.net.ssl.trustStore=FILE, a store made by keytool -importcert");
        });
  }

  private FetchSettings.Timeouts timeouts() {
    FetchSettings.Timeouts all = job.settings().timeouts();
    Duration left = budget.left();
    return new FetchSettings.Timeouts(
        all.connect(), all.idle(), left.isPositive() ? left : Duration.ofMillis(1));
  }

  /** Pauses before the next try, or gives up. */
  private void rest(int tries, Trouble trouble) throws InterruptedException {
    if (tries >= job.settings().retries().triesMax()) {
      throw unavailable(trouble, " (" + tries + (tries == 1 ? " try)" : " tries)"));
    }
    if (backoff.isTooLong(trouble.asked())) {
      throw unavailable(
          trouble, " and wants to be left alone for " + Trouble.words(trouble.asked()));
    }
    Duration pause = backoff.after(tries, trouble.asked());
    if (!budget.allows(pause)) {
      throw unavailable(
          trouble,
          " and there is no time for another try (" + Trouble.words(budget.total()) + " in all)");
    }
    tools.progress().retrying(job.settings().source(), problem(trouble), pause);
    tools.pause().pause(pause);
    budget.spend(pause);
  }

  private LeatException unavailable(Trouble trouble, String end) {
    String problem = problem(trouble) + end;
    String remedy = "run again later; what has landed is kept and not fetched again";
    IOException cause = trouble.cause();
    return cause == null
        ? job.failure(FetchError.SOURCE_UNAVAILABLE, problem, remedy)
        : job.failure(FetchError.SOURCE_UNAVAILABLE, problem, remedy, cause);
  }

  private String problem(Trouble trouble) {
    return job.from() + " " + job.origin().redaction().text(trouble.problem());
  }
}
