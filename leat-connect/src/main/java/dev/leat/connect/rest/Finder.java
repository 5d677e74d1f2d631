package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PARENT_UNUSABLE;

import dev.leat.api.Discovery;
import dev.leat.api.Discovery.Listing;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferedFile;
import dev.leat.api.Span;
import dev.leat.connect.html.HtmlRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Finds what a feed has to be asked for: in other feeds, lists, files and tables. */
final class Finder {
  /** Takes what is found, one after another. */
  @FunctionalInterface
  interface Taker {
    void take(Found found) throws IOException, InterruptedException;
  }

  /** Makes the file of one dataset of a feed. */
  @FunctionalInterface
  interface Offering {
    OfferedFile file(Feed feed, Found found, @Nullable Window window);
  }

  /** One dataset of a parent; its window where it has any. */
  private record Dataset(Found found, @Nullable Window window) {
    /** When what is found in it has changed for the last time; empty while that is not over. */
    Optional<Instant> over(Feed feed, Instant now) {
      return window == null
          ? found.over()
          : feed.window().filter(rule -> rule.isClosed(window, now)).map(rule -> window.end());
    }
  }

  /** Where what feeds are found in comes from. */
  private enum Reach {
    /** Asked for, where it may have changed. */
    SITE,
    /** What there is of it. */
    STORE
  }

  private final Discovery discovery;
  private final Offering offering;
  private final Keys filter;
  private final @Nullable Span span;
  private final Reach reach;
  private final Misses misses;
  private final List<Window> idle = new ArrayList<>();

  /**
   * @param filter what does not agree with it is left out, and not looked into
   * @param span the windows to look at, or null for those that the feeds look at by themselves
   */
  Finder(Discovery discovery, Offering offering, Keys filter, @Nullable Span span) {
    this.discovery = discovery;
    this.offering = offering;
    this.filter = filter;
    this.span = span;
    this.reach = Reach.SITE;
    this.misses = new Misses();
  }

  /** For the days that the feed of another one names. */
  private Finder(Finder other, Reach reach, Misses misses) {
    this.discovery = other.discovery;
    this.offering = other.offering;
    this.filter = Keys.NONE;
    this.span = null;
    this.reach = reach;
    this.misses = misses;
  }

  /** What could not be found out. */
  Misses misses() {
    return misses;
  }

  void find(Feed feed, Taker taker) throws IOException, InterruptedException {
    Optional<Each> each = feed.each();
    if (each.isEmpty()) {
      taker.take(Found.ALL);
      return;
    }
    Set<Keys> seen = new HashSet<>();
    Taker once =
        found -> {
          if (filter.agreesWith(found.keys()) && seen.add(found.keys())) {
            taker.take(found);
          }
        };
    switch (each.get().from()) {
      case Each.From.Parent parent -> parents(parent, each.get(), once);
      case Each.From.Values values -> new Values(each.get()).of(values.values(), once);
      case Each.From.Lines lines -> new Values(each.get()).of(lines.file(), once);
      case Each.From.Rows rows ->
          new Values(each.get()).of(TableRows.of(rows.sql(), discovery), once);
    }
  }

  private void parents(Each.From.Parent parent, Each each, Taker taker)
      throws IOException, InterruptedException {
    List<Found> above = new ArrayList<>();
    find(parent.feed(), above::add);
    Optional<WindowRule> rule = parent.feed().window();
    List<Window> windows = windows(parent.feed());
    for (Found one : above) {
      if (rule.isEmpty()) {
        children(parent, new Dataset(one, null), each, taker);
      }
      for (Window window : windows) {
        Keys keys = one.keys().with(WindowRule.KEY, rule.orElseThrow().key(window));
        children(parent, new Dataset(one.with(keys), window), each, taker);
      }
    }
  }

  /**
   * The windows of a feed that it is asked for: of a span all, else those that there is something
   * in. How much is planned is known of those that the other feed names.
   */
  List<Window> windows(Feed feed) throws IOException, InterruptedException {
    Optional<WindowRule> rule = feed.window();
    if (rule.isEmpty()) {
      return List.of();
    }
    Instant now = now();
    List<Window> windows = new ArrayList<>();
    rule.get().windows(now, span).forEachRemaining(windows::add);
    if (feed.awaitsEnds()) {
      windows.removeIf(window -> window.end().plus(feed.after()).isAfter(now));
    }
    if (feed.due().isEmpty()) {
      return windows;
    }
    Each each = feed.due().get().each();
    NavigableMap<LocalDate, Long> days =
        span == null ? days(each, Reach.SITE, misses) : days(each, Reach.STORE, new Misses());
    return span == null ? due(days, windows) : filled(feed, days, windows);
  }

  private List<Window> due(NavigableMap<LocalDate, Long> days, List<Window> windows) {
    List<Window> wanted = new ArrayList<>();
    idle.clear();
    for (Window window : windows) {
      long planned = Due.planned(window, days);
      if (planned > 0) {
        wanted.add(window.planned(planned));
      } else {
        idle.add(window);
      }
    }
    return wanted;
  }

  /** All windows of a span; of those that may yet become ready with what is planned. */
  private List<Window> filled(Feed feed, NavigableMap<LocalDate, Long> days, List<Window> windows) {
    return windows.stream()
        .map(
            window -> {
              long planned = feed.isGivenUp(window, now()) ? 0 : Due.planned(window, days);
              return planned > 0 ? window.planned(planned) : window;
            })
        .toList();
  }

  private Instant now() {
    return discovery.web().now();
  }

  /** Of the windows that were found last, those that are left out since nothing is in them. */
  List<Window> idle() {
    return List.copyOf(idle);
  }

  /** Days, and how often they are named. */
  private NavigableMap<LocalDate, Long> days(Each each, Reach from, Misses missed)
      throws IOException, InterruptedException {
    NavigableMap<LocalDate, Long> days = new TreeMap<>();
    Set<String> odd = new TreeSet<>();
    new Finder(this, from, missed)
        .parents(
            (Each.From.Parent) each.from(),
            each,
            found -> {
              String text = found.keys().value(Due.DAY).map(KeyValue::text).orElse("");
              Due.day(text)
                  .ifPresentOrElse(day -> days.merge(day, 1L, Long::sum), () -> odd.add(text));
            });
    for (String text : odd) {
      if (days.isEmpty() && from == Reach.SITE) {
        throw Due.none(text);
      }
      missed.odd("'" + text + "' is not a day");
    }
    return days;
  }

  /** A parent that cannot be had, or read, keeps no other from having children. */
  private void children(Each.From.Parent parent, Dataset dataset, Each each, Taker taker)
      throws IOException, InterruptedException {
    if (!filter.agreesWith(dataset.found().keys()) || misses.isEnough()) {
      return;
    }
    try {
      look(parent, dataset, each, taker);
      misses.had();
    } catch (LeatException failure) {
      misses.failed(failure);
    }
  }

  private void look(Each.From.Parent parent, Dataset dataset, Each each, Taker taker)
      throws IOException, InterruptedException {
    Feed feed = parent.feed();
    Found above = dataset.found();
    OfferedFile file = offering.file(feed, above, dataset.window());
    Offer plain = Offer.of(above.keys()).about(above.facts()).with(file);
    Offer offer = reach == Reach.STORE ? plain.refetch(false) : anew(plain, feed, span);
    Listing listing = discovery.listing(feed.name(), offer);
    Optional<JsonPath> records = parent.records().or(() -> feed.reading().records());
    List<JsonPath> fields = new ArrayList<>(each.keys().values());
    fields.addAll(each.carry().values());
    String where = ("feed '" + feed.name() + "' " + above.keys()).strip();
    try (InputStream body = body(feed, listing, where);
        Scan scan = Scan.of(body, new Scan.Wanted(records, fields, List.of()))) {
      Found beside = new Found(above.keys(), above.facts(), dataset.over(feed, now()));
      take(beside, each, scan, taker, where);
      if (!scan.found()) {
        throw new LeatException(
            REST_PARENT_UNUSABLE,
            "the " + where + " has no records at " + records.map(JsonPath::toString).orElse("$"),
            "correct 'from' under 'each', or 'records' of the feed '" + feed.name() + "'");
      }
    } catch (JacksonException broken) {
      throw new LeatException(
          REST_PARENT_UNUSABLE,
          "the " + where + " is not valid JSON: " + broken.getOriginalMessage(),
          "run again; what is stored of it may be cut off",
          broken);
    }
  }

  /** Sites correct pages of old; who fills a stretch of time wants them as they are now. */
  static Offer anew(Offer offer, Feed feed, @Nullable Span span) {
    return span != null && feed.reading().page().isPresent() ? offer.refetch(true) : offer;
  }

  /** A record that names no child is passed over, unless none does. */
  private void take(Found above, Each each, Scan scan, Taker taker, String where)
      throws IOException, InterruptedException {
    List<String> odd = new ArrayList<>();
    boolean usable = false;
    while (scan.next()) {
      Optional<String> problem = problem(each, scan);
      if (problem.isEmpty()) {
        taker.take(child(above, each, scan));
        usable = true;
      } else {
        odd.add(problem.get());
      }
    }
    if (!usable && !odd.isEmpty()) {
      throw Values.unusable("the " + where + " has a record whose " + odd.getFirst());
    }
    odd.forEach(problem -> misses.odd("of the " + where + " those whose " + problem));
  }

  private static Optional<String> problem(Each each, Scan scan) {
    int field = 0;
    for (JsonPath key : each.keys().values()) {
      Optional<String> problem = Values.problem(scan.field(field++), key);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** A page is looked through by its records as any other answer by its own. */
  private static InputStream body(Feed feed, Listing listing, String where) throws IOException {
    InputStream stored = feed.isLog() ? listing.openAll() : listing.open();
    if (feed.reading().page().isEmpty()) {
      return stored;
    }
    try (stored) {
      byte[] page = stored.readAllBytes();
      return page.length == 0
          ? InputStream.nullInputStream()
          : new ByteArrayInputStream(feed.reading().page().get().records().lines(page));
    } catch (HtmlRecords.UnreadablePageException another) {
      throw new LeatException(
          REST_PARENT_UNUSABLE,
          "the " + where + " cannot be read: " + another.getMessage(),
          "correct how the feed finds its records; the page is stored and need not be fetched"
              + " again",
          another);
    }
  }

  private static Found child(Found above, Each each, Scan scan) {
    Keys keys = above.keys();
    int field = 0;
    for (Map.Entry<String, JsonPath> key : each.keys().entrySet()) {
      keys = keys.with(key.getKey(), Values.key(scan.field(field++)));
    }
    Map<String, String> facts = new LinkedHashMap<>(above.facts());
    for (String fact : each.carry().keySet()) {
      Scalar value = scan.field(field++);
      if (value != null && value.isPresent()) {
        facts.put(fact, value.text());
      }
    }
    return new Found(keys, facts, above.over());
  }
}
