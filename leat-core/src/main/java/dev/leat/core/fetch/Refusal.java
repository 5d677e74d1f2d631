package dev.leat.core.fetch;

import dev.leat.api.LeatException;
import java.time.Duration;

/** Says what an answer means that is not the file: elsewhere, later, or not for whoever asks. */
final class Refusal {
  private static final int EXCERPT_MAX = 120;

  private final Job job;
  private final Tools tools;

  Refusal(Job job, Tools tools) {
    this.job = job;
    this.tools = tools;
  }

  /** The answer is elsewhere. */
  <T> Outcome<T> moved(Exchange exchange) {
    exchange.rest();
    return exchange
        .header("Location")
        .<Outcome<T>>map(Outcome.Moved::new)
        .orElseThrow(() -> Hop.refuse(job, "redirects without saying where"));
  }

  /** Whoever asks is not let in, or has asked too often. */
  <T> Outcome<T> denied(Hop hop, Exchange exchange) {
    if (exchange.status() == 403 && Throttle.isUsedUp(exchange)) {
      return failed(hop, exchange);
    }
    if (exchange.status() == 403 && hop.isHome()) {
      throw job.failure(
          FetchError.ACCESS_DENIED,
          "access denied: " + job.from() + " " + answered(exchange),
          "ask the provider whether your account includes it, and select without it if not; if"
              + " everything is denied, check the credentials of source '"
              + job.settings().source()
              + "' in leat.yaml");
    }
    throw job.failure(
        FetchError.CREDENTIALS_REJECTED,
        "credentials rejected: " + job.from() + " " + answered(exchange),
        hop.isHome()
            ? "check the credentials of source '" + job.settings().source() + "' in leat.yaml"
            : "credentials are not sent to "
                + Gates.host(hop.url())
                + ", where a redirect led: write the redirect's target as the source's url");
  }

  /** There may be an answer next time. */
  <T> Outcome<T> failed(Hop hop, Exchange exchange) {
    Duration asked = Throttle.asked(exchange, tools.clock().instant());
    if (asked.isPositive() && asked.compareTo(job.settings().retries().waitMax()) <= 0) {
      tools.gates().silence(hop.url(), job.account(), asked);
    }
    return new Outcome.Failed<>(new Trouble(answered(exchange), asked, null));
  }

  /** {@code answered 503: no seats left}. */
  private String answered(Exchange exchange) {
    String words = Excerpt.of(job.origin().redaction().text(exchange.rest()), EXCERPT_MAX);
    return "answered " + exchange.status() + (words.isEmpty() ? "" : ": " + words);
  }

  /** The provider will not answer this request, however often it is asked. */
  LeatException refused(Exchange exchange) {
    return job.failure(
        FetchError.REQUEST_REFUSED,
        job.from() + " " + answered(exchange),
        "check the source's url and options against the provider's manual");
  }
}
