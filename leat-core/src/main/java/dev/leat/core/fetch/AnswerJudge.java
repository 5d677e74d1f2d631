package dev.leat.core.fetch;

import dev.leat.api.LeatException;
import dev.leat.api.Request;
import dev.leat.api.Web.Answer;
import dev.leat.api.Web.Rules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Says what an answer means to whoever wants it whole. */
final class AnswerJudge implements RemoteFetch.Reading<Answer> {
  /** An answer is held in memory, some of the time more than once. */
  private static final long BYTES_MAX = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

  private final Job job;
  private final Request request;
  private final Rules rules;
  private final Tools tools;
  private final Refusal refusal;

  AnswerJudge(Job job, Request request, Rules rules, Tools tools) {
    this.job = job;
    this.request = request;
    this.rules = rules;
    this.tools = tools;
    this.refusal = new Refusal(job, tools);
  }

  @Override
  public Outcome<Answer> judge(Hop hop, Exchange exchange) throws IOException {
    int status = exchange.status();
    if (rules.retry().contains(status)) {
      return refusal.failed(hop, exchange);
    }
    if (rules.take().contains(status) || (status >= 200 && status < 300)) {
      return new Outcome.Done<>(answer(exchange));
    }
    return switch (status) {
      case 301, 302, 303, 307, 308 -> moved(status, exchange);
      case 401, 403, 407 -> refusal.denied(hop, exchange);
      case 408, 429, 500, 502, 503, 504 -> refusal.failed(hop, exchange);
      default -> throw refusal.refused(exchange);
    };
  }

  @Override
  public void admit(URI url) throws IOException, InterruptedException {
    rules.redirects().admit(url);
  }

  /** What was sent in a body is sent again only where the provider says so. */
  private Outcome<Answer> moved(int status, Exchange exchange) {
    if (request.body() != null && status < 307) {
      throw Hop.refuse(job, "redirects a request that has a body");
    }
    return refusal.moved(exchange);
  }

  private Answer answer(Exchange exchange) throws IOException {
    var bytes = new ByteArrayOutputStream();
    exchange.transferTo(bounded(bytes));
    tools.progress().received(job.settings().source(), bytes.size());
    return new Answer(exchange.status(), exchange.headers(), unpacked(exchange, bytes));
  }

  private byte[] unpacked(Exchange exchange, ByteArrayOutputStream packed) throws IOException {
    byte[] bytes = packed.toByteArray();
    boolean gzip = bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    if (!gzip) {
      return bytes;
    }
    var plain = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      in.transferTo(bounded(plain));
    } catch (ZipException e) {
      throw job.failure(
          FetchError.UNEXPECTED_CONTENT,
          job.from() + " answered " + exchange.status() + " with broken gzip: " + e.getMessage(),
          "run again; should it stay so, tell the provider",
          e);
    }
    return plain.toByteArray();
  }

  private OutputStream bounded(OutputStream out) {
    long max = Math.min(BYTES_MAX, job.settings().bytesMax());
    return new FilterOutputStream(out) {
      private long count;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        count += length;
        if (count > max) {
          throw max < BYTES_MAX ? Intake.tooLarge(job, "more than " + max) : tooLarge();
        }
        out.write(bytes, offset, length);
      }
    };
  }

  private LeatException tooLarge() {
    return job.failure(
        FetchError.FILE_TOO_LARGE,
        job.from() + " answered more than the " + (BYTES_MAX >> 20) + " MB that fit in memory",
        "ask for smaller pages, or allow more memory, such as LEAT_OPTS=-Xmx2g");
  }
}
