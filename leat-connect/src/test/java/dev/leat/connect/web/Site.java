package dev.leat.connect.web;

import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.KnownFile;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.source.DirectDiscovery;
import dev.leat.testkit.source.DirectWeb;
import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A web site on loopback, the lines of leat.yaml about it, and a store that only remembers. */
final class Site implements AutoCloseable {
  /** What came of a page. */
  record Visited(Pages.End end, List<String> stored) {}

  final ManualClock clock = ManualClock.at(Instant.parse("2024-11-04T06:00:00Z"));
  final FakeHttp http = FakeHttp.start().on("/robots.txt", Answer.status(404));
  private final Map<String, Object> feeds = new LinkedHashMap<>();
  private GivenSettings settings =
      GivenSettings.of(new WebSourceType().options()).with("url", http.url());

  /** Names and values by turns. */
  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }

  Site feed(String name, Object... options) {
    feeds.put(name, map(options));
    return this;
  }

  Site with(String option, Object value) {
    settings = settings.with(option, value);
    return this;
  }

  GivenSettings settings() {
    return settings.with("feeds", feeds);
  }

  List<Offer> offers(String feed) throws IOException, InterruptedException {
    List<Offer> offers = new ArrayList<>();
    try (Source open = new WebSourceType().open("site", settings())) {
      var request =
          new OfferRequest(feed, Selector.ALL, Map.of(feed, Set.of("v1")), Keys.NONE, null);
      open.offers(request, new DirectDiscovery(clock)).forEachRemaining(offers::addAll);
    }
    return offers;
  }

  List<String> keys(String feed) throws IOException, InterruptedException {
    return offers(feed).stream().map(it -> it.keys().toString()).toList();
  }

  /** Keys and addresses. */
  List<String> urls(String feed) throws IOException, InterruptedException {
    return offers(feed).stream().map(it -> it.keys() + " " + path(it)).toList();
  }

  private String path(Offer offer) {
    var paged = (Content.Paged) offer.files().getFirst().content();
    return paged.pages().url().toString().substring(http.url().toString().length());
  }

  Visited visit(String feed) throws IOException, InterruptedException {
    return visit(offers(feed).getFirst());
  }

  Visited visit(Offer offer) throws IOException, InterruptedException {
    return visit(offer, Optional.empty());
  }

  /** Visits a page that is stored. */
  Visited visitAfter(String feed, Pages.End.Complete before)
      throws IOException, InterruptedException {
    var id = new FeedVersion(feed, "v1");
    var held = new KnownFile(id, "0".repeat(64), 1, null, null, null, before.cursor());
    return visit(offers(feed).getFirst(), Optional.of(held));
  }

  private Visited visit(Offer offer, Optional<KnownFile> held)
      throws IOException, InterruptedException {
    List<String> stored = new ArrayList<>();
    var sink =
        new RawSink() {
          @Override
          public void append(byte[] body) {
            stored.add(new String(body, StandardCharsets.UTF_8));
          }

          @Override
          public void checkpoint(Cursor at) {}
        };
    var file = offer.files().getFirst();
    var start = new Pages.Start(Cursor.START, Cursor.START, held);
    Pages.End end =
        ((Content.Paged) file.content()).pages().walk(start, new DirectWeb(clock), sink);
    return new Visited(end, stored);
  }

  /** What was asked, without host. */
  List<String> asked() {
    return http.requests().stream()
        .map(it -> it.path() + (it.query().isEmpty() ? "" : "?" + it.query()))
        .toList();
  }

  /** A page with a table {@code games}, of one column and so many rows. */
  static String page(String... games) {
    StringBuilder rows = new StringBuilder();
    for (String game : games) {
      rows.append("<tr><td>").append(game).append("</td></tr>");
    }
    return "<html><body><table id=games><tr><th>game</th></tr>" + rows + "</table></body></html>";
  }

  @Override
  public void close() {
    http.close();
  }
}
