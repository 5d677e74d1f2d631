package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_ANSWER_UNREADABLE;
import static dev.leat.connect.rest.RestError.REST_JOB_FAILED;
import static dev.leat.connect.rest.RestError.REST_PAGES_ENDLESS;
import static dev.leat.connect.rest.RestError.REST_PAGE_REPEATED;

import dev.leat.api.Cursor;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Web;
import dev.leat.connect.xml.XmlPages;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the pages of a dataset, from its beginning or from where another one stopped.
 *
 * <p>A checkpoint says which page is next, how many there were, and how far the feed's cursor has
 * come; the bodies before it have landed. Used by one thread.
 */
final class Walk {
  private static final int NOT_MODIFIED = 304;
  private static final int NO_CONTENT = 204;

  private final RestPages pages;
  private final Feed feed;
  private final Pages.Start start;
  private final Door door;
  private final RawSink sink;
  private final Set<Long> seen = new HashSet<>();
  private final @Nullable Watermark watermark;
  private Paging paging;
  private Position at = Position.FIRST;
  private int count;
  private int resumed;
  private long records;
  private int turn;
  private boolean appended;
  private long lastBody;
  private long columns;
  private boolean returns;
  private Body.@Nullable Format format;
  private Web.@Nullable Answer only;
  private @Nullable URI submitted;

  Walk(RestPages pages, Pages.Start start, Door door, RawSink sink) {
    this.pages = pages;
    this.feed = pages.feed();
    this.start = start;
    this.door = door;
    this.sink = sink;
    this.paging = feed.walking().paging();
    Object midway = null;
    if (!start.checkpoint().isStart()
        && Json.parse(start.checkpoint().text()) instanceof Map<?, ?> state) {
      midway = state.get("cursor");
      resume(state);
    }
    Object from = midway;
    this.watermark =
        feed.walking()
            .cursor()
            .map(rule -> new Watermark(rule, start.committed(), from))
            .orElse(null);
  }

  private void resume(Map<?, ?> state) {
    at = Position.parse(String.valueOf(state.get("next")));
    count = Integer.parseInt(String.valueOf(state.get("pages")));
    resumed = count;
    appended = Boolean.TRUE.equals(state.get("appended"));
    seen.add(Long.parseLong(String.valueOf(state.get("last"))));
    columns = state.get("columns") instanceof String names ? Long.parseLong(names) : 0;
    returns = Boolean.TRUE.equals(state.get("returns"));
    turn = Integer.parseInt(String.valueOf(state.get("turn")));
    submitted = state.get("job") instanceof String url ? URI.create(url) : null;
    if (paging instanceof Paging.Detected && !at.isFirst()) {
      paging = Detection.read(String.valueOf(state.get("paging")));
    }
  }

  Pages.End run() throws IOException, InterruptedException {
    while (true) {
      Call call = call();
      Web.Answer answer = answer(call);
      Optional<Pages.End> early = early(answer);
      if (early.isPresent()) {
        return early.get();
      }
      only = count == 0 ? answer : null;
      count++;
      Optional<Position> next = isNothing(answer) ? Optional.empty() : take(call, answer);
      if (next.isEmpty() && isAskedAgain()) {
        turn++;
        submitted = null;
        count = 0;
        at = Position.FIRST;
        seen.clear();
        paging = feed.walking().paging();
        continue;
      }
      if (sink.isEnough(records) || next.isEmpty()) {
        return end();
      }
      at = next.get();
      sink.checkpoint(checkpoint());
    }
  }

  private Web.Answer answer(Call call) throws IOException, InterruptedException {
    Optional<JobRule> job = feed.walking().job();
    return at.isFirst() && job.isPresent()
        ? made(call, new Errand(job.get(), door, pages.root()))
        : door.send(call, rules());
  }

  /** Remembers a job before it waits for it: who is killed waiting does not submit another. */
  private Web.Answer made(Call call, Errand errand) throws IOException, InterruptedException {
    URI job = submitted;
    if (job == null) {
      job = errand.submit(call, rules());
      remember(job);
    }
    try {
      return errand.await(job);
    } catch (LeatException e) {
      if (e.code() == REST_JOB_FAILED) {
        remember(null);
      }
      throw e;
    }
  }

  private void remember(@Nullable URI job) throws IOException {
    submitted = job;
    sink.checkpoint(checkpoint());
  }

  /** No record has come, and there are other parameters to try. */
  private boolean isAskedAgain() {
    return !appended && turn < pages.instead().size();
  }

  private Call first() {
    return turn == 0 ? pages.first() : pages.instead().get(turn - 1);
  }

  private Call call() {
    Call begun = begun(feed, first(), watermark);
    return at.kind() == Position.Kind.ADDRESS
        ? conditional(first().at(URI.create(at.text())))
        : conditional(paging.ask(begun, at));
  }

  /** The request for the first page, with the cursor. */
  static Call begun(Feed feed, Call first, @Nullable Watermark watermark) {
    Optional<CursorRule> rule = feed.walking().cursor();
    if (rule.isEmpty() || watermark == null) {
      return first;
    }
    return watermark
        .asked()
        .map(
            value ->
                rule.get()
                    .parameter()
                    .set(first, value.text(), value.form() == CursorValue.Form.DIGITS))
        .orElse(first);
  }

  /** What was a single page need not come again where it has not changed. */
  private Call conditional(Call call) {
    if (!isConditional()) {
      return call;
    }
    KnownFile current = start.current().orElseThrow();
    Call asked = call;
    if (current.etag() != null) {
      asked = asked.header("If-None-Match", current.etag());
    }
    return current.lastModified() == null
        ? asked
        : asked.header("If-Modified-Since", current.lastModified());
  }

  private boolean isConditional() {
    return at.isFirst()
        && feed.walking().job().isEmpty()
        && watermark == null
        && pages.instead().isEmpty()
        && start.current().filter(it -> it.etag() != null || it.lastModified() != null).isPresent();
  }

  private Web.Rules rules() {
    Web.Rules stated = feed.reading().checks().rules();
    if (!isConditional()) {
      return stated;
    }
    Set<Integer> take = new TreeSet<>(stated.take());
    take.add(NOT_MODIFIED);
    return new Web.Rules(take, stated.retry());
  }

  /** What a status decides before the body is looked at. */
  private Optional<Pages.End> early(Web.Answer answer) {
    if (answer.status() == NOT_MODIFIED) {
      return Optional.of(new Pages.End.Unchanged("not modified"));
    }
    Optional<Pages.End> end = feed.reading().checks().early(feed.name(), pages.url(), answer);
    if (end.isPresent() && count > resumed) {
      throw Checks.failed(
          pages.url(),
          answer,
          "'on_status' lets a dataset be skipped by its first page; this one has "
              + count
              + " pages that landed: run again to go on after them");
    }
    return end;
  }

  private boolean isNothing(Web.Answer answer) {
    return answer.status() == NO_CONTENT
        || feed.reading().checks().statuses().get(answer.status()) == Checks.Verdict.IGNORE;
  }

  /** Takes a page in; the next one, if there is one. */
  private Optional<Position> take(Call call, Web.Answer answer) throws IOException {
    Body body = Body.read(feed, paging, call.address(), answer);
    Page page = body.page();
    records += page.records();
    if (paging instanceof Paging.Detected) {
      paging = Detection.of(page);
    }
    Optional<Position> next = paging.next(page, at);
    boolean news = watermark == null || watermark.take(body.entries());
    if (watermark != null && watermark.reachedKnown()) {
      next = Optional.empty();
    }
    lastBody = hash(answer.body());
    if (page.records() > 0 && !seen.add(lastBody)) {
      throw repeated(page);
    }
    if (next.isPresent()) {
      next = Optional.of(guarded(page, next.get()));
    }
    boolean empty = page.records() == 0;
    boolean first = !appended && (watermark == null || start.current().isEmpty());
    if (empty ? first && !isAskedAgain() : first || news) {
      append(page, answer, next.isPresent());
    }
    return next;
  }

  /** The next page, where it is not one that has been. */
  private Position guarded(Page page, Position next) {
    if (count >= feed.walking().pagesMax()) {
      throw new LeatException(
          REST_PAGES_ENDLESS,
          pages.url() + " has more than " + count + " pages",
          "if it really has so many, raise 'max' under 'page' of the feed '" + feed.name() + "'");
    }
    Position there =
        next.kind() == Position.Kind.ADDRESS
            ? Position.address(
                Address.next(page.url(), next.text(), door.access().queryNames()).toString())
            : next;
    boolean fresh = seen.add(hash(there.toString().getBytes(StandardCharsets.UTF_8)));
    if (!fresh || there.equals(at)) {
      throw repeated(page);
    }
    return there;
  }

  private LeatException repeated(Page page) {
    boolean guessed = feed.walking().paging() instanceof Paging.Detected;
    return new LeatException(
        REST_PAGE_REPEATED,
        page.url() + " repeats a page that has been, after " + count + " pages",
        guessed
            ? "say in the feed '%s' how pages are asked for, with the parameter that the API's manual names; what was found, and seems not to be heeded, is: %s"
                .formatted(feed.name(), paging.describe())
            : "correct 'page' of the feed '" + feed.name() + "': its parameter may not be heeded");
  }

  /** Two hashes of 32 bits: alike by chance once in a very long time. */
  private static long hash(byte[] bytes) {
    var one = new CRC32C();
    var other = new CRC32();
    one.update(bytes, 0, bytes.length);
    other.update(bytes, 0, bytes.length);
    return one.getValue() << 32 | other.getValue();
  }

  private void append(Page page, Web.Answer answer, boolean isMoreToCome) throws IOException {
    Body.Format found = Body.format(feed.reading(), answer);
    byte[] body = answer.body();
    if (found == Body.Format.CSV) {
      keepToColumns(page, CsvText.head(body));
      returns = appended ? returns : CsvText.returns(body);
      byte[] rows = appended ? CsvText.withoutHead(body) : body;
      body = isMoreToCome || appended ? CsvText.withoutFeed(rows, returns) : rows;
    }
    if (found == Body.Format.XML && appended) {
      sink.append(XmlPages.PAGE_BEGINS.getBytes(StandardCharsets.UTF_8));
    }
    sink.append(body);
    appended = true;
    format = found;
  }

  /** Rows are put below the names of the first page. */
  private void keepToColumns(Page page, String head) {
    long names = hash(head.getBytes(StandardCharsets.UTF_8));
    if (appended && columns != 0 && names != columns) {
      throw new LeatException(
          REST_ANSWER_UNREADABLE,
          page.url() + " has other columns than the pages before it: " + head,
          "ask the API for the same columns on every page, or for one page with all of it");
    }
    columns = names;
  }

  private Cursor checkpoint() {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("next", at.toString());
    state.put("pages", new Json.Digits(String.valueOf(count)));
    state.put("appended", appended);
    state.put("last", Long.toString(lastBody));
    if (columns != 0) {
      state.put("columns", Long.toString(columns));
      state.put("returns", returns);
    }
    state.put("turn", new Json.Digits(String.valueOf(turn)));
    if (submitted != null && at.isFirst()) {
      state.put("job", submitted.toString());
    }
    if (feed.walking().paging() instanceof Paging.Detected) {
      state.put("paging", Detection.write(paging));
    }
    if (watermark != null) {
      state.put("cursor", watermark.midway());
    }
    return new Cursor(Json.write(state));
  }

  private Pages.End end() {
    Watermark mark = watermark;
    if (mark != null && !mark.anyNew() && start.current().isPresent()) {
      return new Pages.End.Unchanged("nothing is newer");
    }
    Web.Answer single = mark == null ? only : null;
    return new Pages.End.Complete(
        mark == null ? Cursor.START : mark.cursor(),
        single == null ? null : single.header("etag").orElse(null),
        single == null ? null : single.header("last-modified").orElse(null),
        format == null ? null : format.word(),
        turn == 0 ? null : first().address());
  }
}
