package dev.leat.core.fetch;

import dev.leat.core.fetch.Receiver.BodyFacts;
import dev.leat.core.fetch.Receiver.TransportEncoding;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;

/** Says what an answer means, and takes its body where it is the file. */
final class Judge {
  private final Job job;
  private final URI url;
  private final Tools tools;
  private final Refusal trouble;

  /** For answers to a request for this URL. */
  Judge(Job job, URI url, Tools tools) {
    this.job = job;
    this.url = url;
    this.tools = tools;
    this.trouble = new Refusal(job, tools);
  }

  Outcome<Fetched> judge(Hop hop, Exchange exchange) throws IOException {
    int status = exchange.status();
    return switch (status) {
      case 200, 203 -> new Outcome.Done<>(body(exchange));
      case 204, 404, 410 -> {
        exchange.rest();
        yield new Outcome.Done<>(job.missing("answered " + status));
      }
      case 301, 302, 303, 307, 308 -> trouble.moved(exchange);
      case 304 -> new Outcome.Done<>(unchanged(exchange));
      case 401, 403, 407 -> trouble.denied(hop, exchange);
      case 408, 429, 500, 502, 503, 504 -> trouble.failed(hop, exchange);
      default -> throw trouble.refused(exchange);
    };
  }

  private Fetched body(Exchange exchange) throws IOException {
    String contentType = exchange.header("Content-Type").orElse(null);
    exchange.length().ifPresent(this::checkSize);
    var facts = new BodyFacts(contentType, encoding(exchange), exchange.length());
    var intake = new Intake(job, facts, tools.progress());
    boolean whole = false;
    try {
      exchange.transferTo(intake);
      Instant offered = job.file().modified();
      var body =
          new Fetched.Body(
              job.origin().redaction().url(url),
              exchange.header("ETag").orElse(null),
              exchange.header("Last-Modified").orElse(null),
              offered == null ? exchange.date("Last-Modified").orElse(null) : offered,
              contentType,
              intake.finish());
      whole = true;
      return body;
    } finally {
      if (!whole) {
        intake.abandon();
      }
    }
  }

  private void checkSize(long length) {
    if (length > job.settings().bytesMax()) {
      throw Intake.tooLarge(job, length + " of at most " + job.settings().bytesMax());
    }
  }

  private TransportEncoding encoding(Exchange exchange) {
    String encoding = exchange.header("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> TransportEncoding.NONE;
      case "gzip", "x-gzip" -> TransportEncoding.GZIP;
      default ->
          throw job.failure(
              FetchError.UNEXPECTED_CONTENT,
              job.from() + " answered with encoding '" + encoding + "', which nobody asked for",
              "set the header Accept-Encoding of the source to identity");
    };
  }

  private Fetched unchanged(Exchange exchange) {
    exchange.rest();
    if (job.current().isEmpty()) {
      throw job.failure(
          FetchError.REQUEST_REFUSED,
          job.from() + " answered 304, though no condition was set",
          "a cache in between is broken: ask whoever runs it");
    }
    return new Fetched.Unchanged("answered 304");
  }
}
