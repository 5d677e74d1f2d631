package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_NO_WINDOW;

import dev.leat.api.Content;
import dev.leat.api.Discovery;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Pages;
import dev.leat.api.Source;
import dev.leat.api.Web;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Offers the datasets of a web API's feeds; thread-safe. */
final class RestSource implements Source {
  /**
   * How it asks.
   *
   * @param manners what every request goes through
   * @param facts to keep beside every dataset
   */
  record Ways(UnaryOperator<Web> manners, Map<String, String> facts) {
    Ways {
      facts = Map.copyOf(facts);
    }
  }

  /** Cuts offers into batches: one for each thing found, in parts where it has many windows. */
  private final class Offers implements Iterator<List<Offer>> {
    private final Feed feed;
    private final OfferRequest request;
    private final Instant now;
    private final Discovery discovery;
    private final Misses misses;
    private final List<Window> windows;
    private final Iterator<Offer> all;

    Offers(Feed feed, OfferRequest request, Discovery discovery, Instant now)
        throws IOException, InterruptedException {
      this.feed = feed;
      this.request = request;
      this.discovery = discovery;
      this.now = now;
      Keys filter = request.filter().and(request.selector().keys());
      var finder =
          new Finder(
              discovery, (of, one, window) -> dated(of, one, window, now), filter, request.span());
      List<Found> found = new ArrayList<>();
      finder.find(feed, found::add);
      this.windows = finder.windows(feed);
      feed.due().flatMap(due -> due.idle(feed.name(), finder.idle())).ifPresent(discovery::note);
      boolean waits = feed.window().isPresent() && feed.awaitsEnds();
      if (request.span() != null && waits && windows.isEmpty()) {
        discovery.note(
            "The feed '%s' has nothing to ask for yet: a window is asked for when it is over%s."
                .formatted(feed.name(), feed.afterWords()));
      }
      this.misses = finder.misses();
      this.all = found.stream().flatMap(this::offers).iterator();
    }

    private Stream<Offer> offers(Found one) {
      Optional<WindowRule> rule = feed.window();
      if (rule.isEmpty()) {
        return Stream.of(offer(one, null)).filter(this::isWanted);
      }
      return windows.stream()
          .map(it -> offer(one.with(one.keys().with(WindowRule.KEY, rule.get().key(it))), it))
          .filter(this::isWanted);
    }

    private Offer offer(Found one, @Nullable Window window) {
      Map<String, String> facts = new LinkedHashMap<>(one.facts());
      facts.putAll(ways.facts());
      Offer offer = Finder.anew(Offer.of(one.keys()).about(facts), feed, request.span());
      List<FeedVersion> wanted = request.wanted(feed.name());
      return wanted.contains(feed.id()) ? offer.with(dated(feed, one, window, now)) : offer;
    }

    private boolean isWanted(Offer offer) {
      return request.filter().agreesWith(offer.keys())
          && request.selector().keys().agreesWith(offer.keys());
    }

    /** At the end it tells what could not be listed. */
    @Override
    public boolean hasNext() {
      boolean more = all.hasNext();
      if (!more) {
        misses.tell(discovery);
      }
      return more;
    }

    @Override
    public List<Offer> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<Offer> batch = new ArrayList<>();
      while (batch.size() < BATCH_MAX && all.hasNext()) {
        batch.add(all.next());
      }
      return batch;
    }
  }

  private static final int BATCH_MAX = 500;

  private final URI root;
  private final Map<String, Feed> feeds;
  private final Access access;
  private final Ways ways;

  RestSource(URI root, Map<String, Feed> feeds, Access access, Ways ways) {
    this.root = root;
    this.feeds = feeds;
    this.access = access;
    this.ways = ways;
  }

  @Override
  public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
      throws IOException, InterruptedException {
    Feed feed = feeds.get(request.datasetType());
    if (feed == null) {
      throw new IllegalArgumentException("there is no feed " + request.datasetType());
    }
    if (request.span() != null && !feed.hasWindow()) {
      throw new LeatException(
          REST_NO_WINDOW,
          "the feed '" + feed.name() + "' has no windows, so no stretch of time can be filled",
          "add 'window' to the feed, or name another one");
    }
    return new Offers(feed, request, discovery, discovery.web().now());
  }

  /**
   * A closed window has changed for the last time when it was closed, and so have the pages that
   * are found in one.
   */
  private OfferedFile dated(Feed feed, Found found, @Nullable Window window, Instant now) {
    OfferedFile file = file(feed, found.keys(), window);
    if (window == null) {
      return feed.reading().page().flatMap(page -> found.over()).map(file::modified).orElse(file);
    }
    boolean closed = feed.window().filter(rule -> rule.isClosed(window, now)).isPresent();
    return closed ? file.modified(window.end()) : file;
  }

  private OfferedFile file(Feed feed, Keys keys, @Nullable Window window) {
    Filling filling = filling(feed, keys, window);
    Call first = call(feed, filling, window);
    List<Call> instead = new ArrayList<>();
    for (Map<String, List<Template>> again : feed.ask().ifEmpty()) {
      Call call = first;
      for (Map.Entry<String, List<Template>> param : again.entrySet()) {
        call = call.query(param.getKey(), filling.texts(param.getValue()));
      }
      instead.add(call);
    }
    String format = feed.reading().format().orElse("json");
    var pages = new RestPages(feed, root, first, instead, access);
    return OfferedFile.of(feed.id(), format, new Content.Paged(visited(pages, window)));
  }

  private Pages visited(RestPages pages, @Nullable Window window) {
    PageRule rule = pages.feed().reading().page().orElse(null);
    if (rule == null) {
      return pages;
    }
    Optional<Instant> givenUp =
        window == null
            ? Optional.empty()
            : rule.ready().flatMap(Ready::deadline).map(window.end()::plus);
    OptionalLong planned = window == null ? OptionalLong.empty() : window.planned();
    return new PageVisit(pages, rule, ways.manners(), givenUp, planned);
  }

  private static Filling filling(Feed feed, Keys keys, @Nullable Window window) {
    Map<String, KeyValue> values = new HashMap<>(keys.values());
    if (window != null) {
      WindowRule rule = feed.window().orElseThrow();
      values.put("window_start", KeyValue.of(rule.startText(window)));
      values.put("window_end", KeyValue.of(rule.endText(window)));
    }
    return new Filling(feed.ask().places(), values);
  }

  private Call call(Feed feed, Filling filling, @Nullable Window window) {
    Feed.Ask ask = feed.ask();
    Map<String, List<String>> query = new LinkedHashMap<>();
    ask.query().forEach((name, templates) -> query.put(name, filling.texts(templates)));
    Map<String, String> headers = new LinkedHashMap<>();
    ask.headers().forEach((name, template) -> headers.put(name, filling.text(template)));
    URI url = Address.below(root, filling.path(ask.path()));
    var call = new Call(ask.method(), url, query, headers, filling.body(ask.body()), List.of());
    return window == null ? call : feed.window().orElseThrow().ask(call, window);
  }
}
