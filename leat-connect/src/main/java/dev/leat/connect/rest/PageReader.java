package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code page:}: what is written decides on the kind. */
final class PageReader {
  private static final int PAGES_MAX = 100_000;

  private final Settings feed;
  private final Call.Body body;
  private final Feed.Reading reading;

  PageReader(Settings feed, Call.Body body, Feed.Reading reading) {
    this.feed = feed;
    this.body = body;
    this.reading = reading;
  }

  int max() {
    return section().flatMap(page -> page.integer("max")).map(Math::toIntExact).orElse(PAGES_MAX);
  }

  private Optional<Settings> section() {
    return feed.sections("page").stream().findFirst();
  }

  Paging read() {
    return section().map(this::read).orElseGet(this::unstated);
  }

  /** A GraphQL query that asks for the page information means to go on by it. */
  private Paging unstated() {
    int list = reading.records().map(JsonPath::firstEach).orElse(-1);
    if (list < 1 || !query().contains("pageInfo")) {
      return new Paging.Detected();
    }
    String info = pageInfo(list);
    return new Paging.Tokens(
        new Paging.Parameter(Call.Place.BODY, "variables.after"),
        JsonPath.parse(info + ".endCursor"),
        null,
        more(info));
  }

  private String query() {
    return feed.text("query").orElse("");
  }

  private String pageInfo(int list) {
    List<JsonPath.Step> steps = reading.records().map(JsonPath::steps).orElse(List.of());
    return new JsonPath(steps.subList(0, list - 1)) + ".pageInfo";
  }

  /** Where a query does not ask whether there is more, the last cursor is null. */
  private @Nullable JsonPath more(String info) {
    boolean unasked = query().contains("pageInfo") && !query().contains("hasNextPage");
    return info.isEmpty() || unasked ? null : JsonPath.parse(info + ".hasNextPage");
  }

  private Paging read(Settings page) {
    Optional<JsonPath> next = FeedReader.path(page, "next");
    if (next.isPresent()) {
      return new Paging.Addresses(next.get());
    }
    boolean cursor = page.text("cursor").isPresent() || page.text("cursor_header").isPresent();
    String type = page.text("type").orElse(cursor ? "cursor" : counted(page));
    return switch (type) {
      case "none" -> new Paging.Single();
      case "link" -> new Paging.Addresses(null);
      case "cursor" -> tokens(page);
      case "graphql" -> graphql(page);
      case "offset" -> count(page, Paging.Counted.Unit.RECORDS, "offset");
      case "page" -> count(page, Paging.Counted.Unit.PAGES, "page");
      case "next" -> throw FeedReader.missing(page, "next", "Nothing says where the address is.");
      default -> new Paging.Detected();
    };
  }

  /** A parameter makes counted pages; without one, the answers decide. */
  private static String counted(Settings page) {
    String param = page.text("param").orElse("");
    if (param.isEmpty()) {
      return "";
    }
    return param.matches("(?i).*(offset|skip).*") ? "offset" : "page";
  }

  private Paging tokens(Settings page) {
    Optional<JsonPath> path = FeedReader.path(page, "cursor");
    Optional<String> header = page.text("cursor_header");
    if (path.isEmpty() && header.isEmpty()) {
      throw FeedReader.missing(page, "cursor", "Nothing says where the next cursor is.");
    }
    return new Paging.Tokens(
        new Paging.Parameter(FeedReader.place(page), page.text("param").orElse("cursor")),
        path.orElse(null),
        path.isPresent() ? null : header.orElseThrow(),
        FeedReader.path(page, "more").orElse(null));
  }

  /** A connection's page information stands beside its edges or nodes. */
  private Paging graphql(Settings page) {
    String info = page.text("cursor").isPresent() ? "" : pageInfo(page);
    JsonPath end =
        FeedReader.path(page, "cursor").orElseGet(() -> JsonPath.parse(info + ".endCursor"));
    JsonPath more = FeedReader.path(page, "more").orElseGet(() -> more(info));
    if (!(body instanceof Call.Body.Json)) {
      throw page.invalid("type", "The feed sends no GraphQL query.", "Add 'query' to the feed.");
    }
    var parameter =
        new Paging.Parameter(Call.Place.BODY, "variables." + page.text("param").orElse("after"));
    return new Paging.Tokens(parameter, end, null, more);
  }

  private String pageInfo(Settings page) {
    int list = reading.records().map(JsonPath::firstEach).orElse(-1);
    if (list < 1) {
      throw page.invalid(
          "type",
          "Nothing says where the page information is.",
          "Add records such as $.data.posts.edges[*], or 'cursor' and 'more' under 'page'.");
    }
    return pageInfo(list);
  }

  private Paging count(Settings page, Paging.Counted.Unit unit, String param) {
    int size = page.integer("size").map(Math::toIntExact).orElse(0);
    Optional<Paging.Parameter> sizeParameter =
        page.text("size_param").map(name -> new Paging.Parameter(FeedReader.place(page), name));
    if (sizeParameter.isPresent() && size < 1) {
      throw FeedReader.missing(page, "size", "A parameter takes the size, and there is none.");
    }
    long first = page.integer("first").orElse(unit == Paging.Counted.Unit.PAGES ? 1L : 0L);
    return new Paging.Counted(
        new Paging.Parameter(FeedReader.place(page), page.text("param").orElse(param)),
        unit,
        first,
        sizeParameter.orElse(null),
        size,
        until(page, unit, size));
  }

  private Until until(Settings page, Paging.Counted.Unit unit, int size) {
    Optional<Until.Place> total = place(page, "total");
    Optional<Until.Place> count = place(page, "count");
    Optional<JsonPath> more = FeedReader.path(page, "more");
    if (total.stream().count() + count.stream().count() + more.stream().count() > 1) {
      throw page.invalid(
          more.isPresent() ? "more" : "count",
          "Several things say when pages end.",
          "Keep one of 'total', 'count' and 'more'.");
    }
    if (count.isPresent() && unit == Paging.Counted.Unit.PAGES && size < 1) {
      throw FeedReader.missing(
          page, "size", "The number of records says nothing without the size of a page.");
    }
    boolean orShort = page.text("until").equals(Optional.of("short"));
    if (orShort && size < 1) {
      throw FeedReader.missing(page, "size", "Nothing says when a page is not full.");
    }
    return total
        .<Until>map(Until.Pages::new)
        .or(() -> count.map(Until.Records::new))
        .or(() -> more.map(Until.NoMore::new))
        .orElseGet(() -> new Until.Empty(orShort));
  }

  private static Optional<Until.Place> place(Settings page, String option) {
    return FeedReader.path(page, option)
        .<Until.Place>map(Until.Place.Body::new)
        .or(() -> page.text(option + "_header").map(Until.Place.Header::new));
  }
}
