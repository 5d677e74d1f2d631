package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PAGE_GIVEN_UP;
import static dev.leat.connect.rest.RestError.REST_PAGE_NOT_READY;
import static dev.leat.connect.rest.RestError.REST_PAGE_OTHER;
import static dev.leat.connect.rest.RestError.REST_PAGE_REFUSED;

import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One web page, stored as it came: asked for on condition, and again until it is ready.
 *
 * <p>A page that keeps robots out is never stored, whatever its status says.
 *
 * @param pages the requests: the first, and those to try where a page has no records
 * @param givenUp when a page that is not ready is taken as it is then
 * @param planned how many values a column has that is as planned; empty where nobody knows
 */
record PageVisit(
    RestPages pages,
    PageRule rule,
    UnaryOperator<Web> manners,
    Optional<Instant> givenUp,
    OptionalLong planned)
    implements Pages {
  /** One of the requests for the page, and which. */
  private record Asked(Call call, int turn) {
    /** Null for the page's own. */
    @Nullable URI address() {
      return turn == 0 ? null : call.address();
    }
  }

  /** The first answer that has records, where one has any. */
  private static final class Left {
    private final Asked from;
    private final byte[] page;

    Left(Asked from, byte[] page) {
      this.from = from;
      this.page = page;
    }
  }

  /** Kept with a page that may be without its records' place, and has it. */
  private static final Cursor THERE = new Cursor("there");

  private static final int NOT_MODIFIED = 304;
  private static final int FORBIDDEN = 403;

  @Override
  public URI url() {
    return pages.url();
  }

  @Override
  public String fingerprint() {
    return pages.fingerprint();
  }

  @Override
  public String describe(Web web) {
    return "a web page";
  }

  @Override
  public End walk(Start start, Web web, RawSink sink) throws IOException, InterruptedException {
    var door = new Door(pages.access(), manners.apply(web));
    Instant until = web.now().plus(rule.ready().map(Ready::timeout).orElse(Duration.ZERO));
    while (true) {
      Left left = new Left(new Asked(pages.first(), 0), new byte[0]);
      for (int turn = 0; turn <= pages.instead().size(); turn++) {
        Call call = turn == 0 ? pages.first() : pages.instead().get(turn - 1);
        Optional<KnownFile> current = turn == 0 ? start.current() : Optional.empty();
        Web.Answer answer = door.send(conditional(call, current), rules(current));
        Optional<End> end = end(new Asked(call, turn), answer, start, sink);
        if (end.isPresent()) {
          return end.get();
        }
        if (rule.records().count(left.page) == 0) {
          left = new Left(new Asked(call, turn), answer.body());
        }
      }
      if (givenUp.filter(web.now()::isAfter).isPresent()) {
        return givenUp(givenUp.get(), left, start, sink);
      }
      pauseUntilNext(web, until, left.page);
    }
  }

  /**
   * What there is at the deadline. Nobody is told where nothing was expected: of a stretch of time
   * that is filled, no other feed was asked whether there is something in it.
   */
  private End givenUp(Instant deadline, Left left, Start start, RawSink sink) throws IOException {
    byte[] page = left.page;
    End rest = new End.Absent("was not ready by " + deadline);
    String outcome = "it counts as missing";
    if (rule.records().count(page) > 0) {
      sink.append(page);
      rest =
          new End.Complete(
              left.from.turn() == 0 ? place(start, page) : Cursor.START,
              null,
              null,
              PageRule.FORMAT,
              left.from.address());
      outcome = "it is taken as it is";
    }
    if (pages.feed().due().isPresent() && planned.isEmpty()) {
      return rest;
    }
    return new End.GivenUp(
        rest,
        new LeatException(
            REST_PAGE_GIVEN_UP,
            "%s was not ready by %s: it has %s; %s".formatted(url(), deadline, lack(page), outcome),
            "open the address; 'leat backfill' asks for it again once it is well"));
  }

  /** What a page does not have that it would have if it were ready. */
  private String lack(byte[] page) throws IOException {
    Ready ready = rule.ready().orElseThrow();
    long records = rule.records().count(page);
    return records < ready.least()
        ? "fewer than " + ready.least() + " records"
        : rule.records().values(page, ready.asPlanned().orElseThrow()).orElse(0)
            + " of "
            + planned.orElse(0)
            + " values of '"
            + ready.asPlanned().get()
            + "'";
  }

  private static Call conditional(Call call, Optional<KnownFile> current) {
    Call asked = call;
    String tag = current.map(KnownFile::etag).orElse(null);
    String since = current.map(KnownFile::lastModified).orElse(null);
    if (tag != null) {
      asked = asked.header("If-None-Match", tag);
    }
    return since == null ? asked : asked.header("If-Modified-Since", since);
  }

  private Web.Rules rules(Optional<KnownFile> current) {
    Web.Rules stated = pages.feed().reading().checks().rules();
    Set<Integer> take = new TreeSet<>(stated.take());
    if (!stated.retry().contains(FORBIDDEN)) {
      take.add(FORBIDDEN);
    }
    if (current.filter(it -> it.etag() != null || it.lastModified() != null).isPresent()) {
      take.add(NOT_MODIFIED);
    }
    return new Web.Rules(take, stated.retry());
  }

  /** What an answer comes to; empty where there may be a better one. */
  private Optional<End> end(Asked asked, Web.Answer answer, Start start, RawSink sink)
      throws IOException {
    Call call = asked.call();
    int turn = asked.turn();
    if (answer.status() == NOT_MODIFIED) {
      return Optional.of(new End.Unchanged("not modified"));
    }
    Optional<End> early = pages.feed().reading().checks().early(pages.feed().name(), url(), answer);
    if (early.isPresent()) {
      return early;
    }
    if (pages.feed().reading().checks().statuses().get(answer.status()) == Checks.Verdict.IGNORE) {
      return Optional.of(new End.Absent("answered " + answer.status()));
    }
    Hurdle.of(answer)
        .ifPresent(
            hurdle -> {
              throw new LeatException(
                  REST_PAGE_REFUSED, call.address() + " " + hurdle.problem(), hurdle.remedy());
            });
    Cursor place = turn == 0 ? place(start, answer.body()) : Cursor.START;
    if (needsRecords(turn) && !isReady(answer.body(), turn)) {
      return Optional.empty();
    }
    sink.append(answer.body());
    return Optional.of(
        new End.Complete(
            place,
            turn == 0 ? answer.header("etag").orElse(null) : null,
            turn == 0 ? answer.header("last-modified").orElse(null) : null,
            PageRule.FORMAT,
            asked.address()));
  }

  /**
   * Whether a page that may be without its records' place has it; kept with the page.
   *
   * @throws LeatException where the page before this one had it, and this one has not: that is
   *     another page
   */
  private Cursor place(Start start, byte[] page) {
    if (!rule.records().isOptional()) {
      return Cursor.START;
    }
    if (rule.records().isThere(page)) {
      return THERE;
    }
    if (start.current().filter(held -> held.cursor().equals(THERE)).isPresent()) {
      throw new LeatException(
          REST_PAGE_OTHER,
          url() + " had a " + rule.records().place() + " and is without it now",
          "open the address; what is stored of it stays as it is until the page has it again");
    }
    return Cursor.START;
  }

  private boolean needsRecords(int turn) {
    return rule.ready().isPresent() || turn < pages.instead().size();
  }

  private boolean isReady(byte[] page, int turn) throws IOException {
    if (rule.records().count(page) < least(turn)) {
      return false;
    }
    Optional<String> asPlanned = rule.ready().flatMap(Ready::asPlanned);
    if (asPlanned.isEmpty() || planned.isEmpty()) {
      return true;
    }
    OptionalLong values = rule.records().values(page, asPlanned.get());
    return values.isEmpty() || values.getAsLong() >= planned.getAsLong();
  }

  private long least(int turn) {
    long ready = rule.ready().map(Ready::least).orElse(0L);
    return turn < pages.instead().size() ? Math.max(1, ready) : ready;
  }

  private void pauseUntilNext(Web web, Instant until, byte[] page)
      throws IOException, InterruptedException {
    Ready ready = rule.ready().orElseThrow();
    if (web.now().plus(ready.every()).isAfter(until)) {
      throw new LeatException(
          REST_PAGE_NOT_READY,
          url() + " is not ready: it has " + lack(page),
          "it is asked for again by the next run; raise 'timeout' under 'ready' of the feed '"
              + pages.feed().name()
              + "' to wait longer within one");
    }
    web.pause(ready.every());
  }
}
