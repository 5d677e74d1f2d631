package dev.leat.connect.rest;

import dev.leat.api.Content;
import dev.leat.api.Cursor;
import dev.leat.api.Discovery;
import dev.leat.api.FeedVersion;
import dev.leat.api.Keys;
import dev.leat.api.KnownFile;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.Pages;
import dev.leat.api.RawSink;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import dev.leat.api.Span;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import dev.leat.testkit.source.DirectDiscovery;
import dev.leat.testkit.source.DirectWeb;
import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A web API on loopback, the lines of leat.yaml about it, and a store that only remembers. */
final class Api implements AutoCloseable {
  /** What a walk came to. */
  record Walked(Pages.End end, List<String> bodies, List<Cursor> checkpoints) {
    Cursor cursor() {
      return ((Pages.End.Complete) end).cursor();
    }

    String text() {
      return String.join("\n", bodies);
    }
  }

  private final FakeHttp http = FakeHttp.start();
  private final Map<String, Object> source = new LinkedHashMap<>();
  private final Map<String, Object> feeds = new LinkedHashMap<>();
  private final List<Cursor> checkpoints = new ArrayList<>();
  private InstantSource clock = Clock.systemUTC();

  FakeHttp http() {
    return http;
  }

  Api at(InstantSource other) {
    clock = other;
    return this;
  }

  Api with(String option, Object value) {
    source.put(option, value);
    return this;
  }

  /** Names and values by turns. */
  Api feed(String name, Object... options) {
    feeds.put(name, map(options));
    return this;
  }

  static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return map;
  }

  GivenSettings settings() {
    GivenSettings settings =
        GivenSettings.of(RestOptions.ALL).with("url", http.url()).with("feeds", feeds);
    for (Map.Entry<String, Object> entry : source.entrySet()) {
      settings = settings.with(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  Source open() {
    return new RestSourceType().open("api", settings());
  }

  /** Everything on offer for a feed. */
  List<Offer> offers(String feed) throws IOException, InterruptedException {
    return offers(feed, new DirectDiscovery(clock), null);
  }

  List<Offer> offers(String feed, Discovery discovery, @Nullable Span span)
      throws IOException, InterruptedException {
    List<Offer> offers = new ArrayList<>();
    try (Source open = open()) {
      var request =
          new OfferRequest(feed, Selector.ALL, Map.of(feed, Set.of(Feed.VERSION)), Keys.NONE, span);
      open.offers(request, discovery).forEachRemaining(offers::addAll);
    }
    return offers;
  }

  /** Walks the only dataset of a feed for the first time. */
  Walked walk(String feed) throws IOException, InterruptedException {
    return walk(feed, new Pages.Start(Cursor.START, Cursor.START, Optional.empty()));
  }

  /** Walks it once more, after a walk that came to its end. */
  Walked walkAfter(String feed, Walked before) throws IOException, InterruptedException {
    var end = (Pages.End.Complete) before.end();
    var known =
        new KnownFile(
            new FeedVersion(feed, Feed.VERSION),
            "0".repeat(64),
            1,
            end.etag(),
            end.lastModified(),
            null,
            end.cursor());
    return walk(feed, new Pages.Start(end.cursor(), Cursor.START, Optional.of(known)));
  }

  /** Takes up a walk that stopped after so many checkpoints. */
  Walked walkFrom(String feed, Cursor checkpoint) throws IOException, InterruptedException {
    return walk(feed, new Pages.Start(Cursor.START, checkpoint, Optional.empty()));
  }

  private Walked walk(String feed, Pages.Start start) throws IOException, InterruptedException {
    List<String> bodies = new ArrayList<>();
    checkpoints.clear();
    var sink =
        new RawSink() {
          @Override
          public void append(byte[] body) {
            bodies.add(new String(body, StandardCharsets.UTF_8));
          }

          @Override
          public void checkpoint(Cursor at) {
            checkpoints.add(at);
          }
        };
    Pages.End end = pages(feed).walk(start, new DirectWeb(clock), sink);
    return new Walked(end, bodies, List.copyOf(checkpoints));
  }

  /** Those of the last walk, whatever it came to. */
  List<Cursor> checkpoints() {
    return checkpoints;
  }

  Pages pages(String feed) throws IOException, InterruptedException {
    Offer offer = offers(feed).getFirst();
    return ((Content.Paged) offer.files().getFirst().content()).pages();
  }

  /** What was asked, without method and host. */
  List<String> asked() {
    return http.requests().stream()
        .map(it -> it.path() + (it.query().isEmpty() ? "" : "?" + it.query()))
        .toList();
  }

  /** A parameter of a request's query. */
  static Optional<String> parameter(Received request, String name) {
    for (String pair : List.of(request.query().split("&", -1))) {
      if (pair.startsWith(name + "=")) {
        String value = pair.substring(name.length() + 1);
        return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /** {@code {"items":[{"id":1},{"id":2}]…}} with more fields behind. */
  static Answer items(int from, int to, String more) {
    List<String> items = new ArrayList<>();
    for (int id = from; id <= to; id++) {
      items.add("{\"id\":" + id + "}");
    }
    return Answer.json("{\"items\":[" + String.join(",", items) + "]" + more + "}");
  }

  @Override
  public void close() {
    http.close();
  }
}
