package dev.leat.connect.rest;

import dev.leat.api.LeatException;
import dev.leat.api.Settings;
import dev.leat.connect.html.HtmlOptions;
import dev.leat.connect.html.HtmlRecords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one feed of leat.yaml. */
final class FeedReader {
  /** What the start of a window is called for short. */
  private static final String DATE = "date";

  private static final Set<String> OWN_HEADERS = Set.of("host", "origin");

  private final String name;
  private final Settings settings;
  private final FeedsReader all;

  FeedReader(String name, Settings settings, FeedsReader all) {
    this.name = name;
    this.settings = settings;
    this.all = all;
  }

  Feed read() {
    Optional<WindowRule> window = one("window").map(WindowReader::read);
    Optional<CursorRule> cursor = one("cursor").map(FeedReader::cursor);
    if (window.isPresent() && cursor.isPresent()) {
      throw settings.invalid(
          "cursor", "A feed has windows or a cursor, not both.", "Keep 'window' or 'cursor'.");
    }
    Call.Body body = body();
    Template path = Template.parse(settings.text("path").orElse(""));
    if (path.texts().getFirst().contains("://")) {
      throw settings.invalid(
          "path", "'path' is a whole address.", "Write what stands behind the source's url.");
    }
    Map<String, List<Template>> query = query();
    Map<String, Template> headers = new LinkedHashMap<>();
    settings
        .namedTexts("headers")
        .forEach(
            (header, texts) ->
                headers.put(sendable(header), Template.parse(String.join(", ", texts))));
    List<Map<String, List<Template>>> ifEmpty = ifEmpty(cursor.isPresent());
    Set<String> placeholders = placeholders(path, query, headers, body);
    ifEmpty.forEach(again -> placeholders.addAll(names(again)));
    Set<String> ofEach = new LinkedHashSet<>(placeholders);
    if (window.isPresent()) {
      ofEach.remove(DATE);
    }
    EachReader.Found each = new EachReader(settings, all).read(ofEach);
    List<String> keys = new ArrayList<>(each.keys());
    Map<String, String> places = new LinkedHashMap<>(each.places());
    if (window.isPresent()) {
      keys.add(WindowRule.KEY);
      places.put("window_start", "window_start");
      places.putIfAbsent(DATE, "window_start");
      places.put("window_end", "window_end");
    }
    check(placeholders, places.keySet());
    window.ifPresent(rule -> checkWindow(rule, placeholders));
    Feed.Reading reading = reading(cursor.isPresent());
    PageReader pages = new PageReader(settings, body, reading);
    return new Feed(
        name,
        keys,
        key(),
        new Feed.Ask(method(body), path, query, headers, body, ifEmpty, places),
        reading,
        new Feed.Walking(pages.read(), pages.max(), cursor, one("job").map(JobReader::read)),
        each.each(),
        window,
        one("window").flatMap(this::due));
  }

  /** {@code schedule.date}: a feed, and the field of its records that names days. */
  private Optional<Due> due(Settings window) {
    return window
        .text("if")
        .map(
            text -> {
              int dot = text.indexOf('.');
              if (dot < 0) {
                throw window.invalid(
                    "if", "'" + text + "' names no field.", "Write feed.field: schedule.date.");
              }
              Feed parent = all.feed(text.substring(0, dot), window, "if");
              Map<String, JsonPath> day =
                  Map.of(Due.DAY, path(window, "if", text.substring(dot + 1)));
              return new Due(
                  new Each(new Each.From.Parent(parent, Optional.empty()), day, Map.of()));
            });
  }

  private Optional<Settings> one(String option) {
    List<Settings> sections = settings.sections(option);
    if (sections.size() > 1) {
      throw settings.invalid(option, "'" + option + "' is a list.", "Write one map.");
    }
    return sections.stream().findFirst();
  }

  private static CursorRule cursor(Settings cursor) {
    String param = cursor.text("param").orElse("");
    if (param.isBlank()) {
      throw cursor.invalid(
          "param",
          "The cursor has no parameter.",
          "Name the parameter that asks for newer records: param: since.");
    }
    return new CursorRule(
        path(cursor, "field").orElseThrow(),
        new Paging.Parameter(place(cursor), param),
        cursor.text("start"),
        cursor.duration("lag").orElseThrow(),
        choice(cursor, "order", CursorRule.Order.class),
        choice(cursor, "type", CursorRule.Comparison.class));
  }

  static Call.Place place(Settings settings) {
    return choice(settings, "in", Call.Place.class);
  }

  static <E extends Enum<E>> E choice(Settings settings, String option, Class<E> type) {
    return Enum.valueOf(type, settings.text(option).orElseThrow().toUpperCase(Locale.ROOT));
  }

  /** A JSON path under an option. */
  static Optional<JsonPath> path(Settings settings, String option) {
    return settings.text(option).map(text -> path(settings, option, text));
  }

  static JsonPath path(Settings settings, String option, String text) {
    try {
      return JsonPath.parse(text);
    } catch (IllegalArgumentException notAPath) {
      throw settings.invalid(
          option,
          "'" + text + "' is not a JSON path.",
          "Write a path such as $.items[*] or $.meta.next.");
    }
  }

  private Map<String, List<Template>> query() {
    Map<String, List<Template>> query = new LinkedHashMap<>();
    all.commonQuery().forEach((key, texts) -> query.put(key, templates(texts)));
    query.putAll(params(settings));
    return query;
  }

  private static Map<String, List<Template>> params(Settings settings) {
    Map<String, List<Template>> params = new LinkedHashMap<>();
    settings.namedTexts("params").forEach((key, texts) -> params.put(key, templates(texts)));
    return params;
  }

  private List<Map<String, List<Template>>> ifEmpty(boolean hasCursor) {
    List<Settings> sections = settings.sections("if_empty");
    if (hasCursor && !sections.isEmpty()) {
      throw settings.invalid(
          "if_empty",
          "A feed with a cursor has no records where nothing is newer.",
          "Remove 'if_empty' or 'cursor'.");
    }
    return sections.stream().map(FeedReader::params).toList();
  }

  /** The connection sets some itself, and would drop what stands here without a word. */
  private String sendable(String header) {
    if (OWN_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
      throw settings.invalid(
          "headers",
          "The header '" + header + "' cannot be set: it follows from the url.",
          "Remove it; write the host that is meant as the source's url.");
    }
    return header;
  }

  private static List<Template> templates(List<String> texts) {
    return texts.stream().map(Template::parse).toList();
  }

  private Call.Body body() {
    Optional<String> body = settings.json("body");
    Optional<String> query = settings.text("query");
    Map<String, List<String>> form = settings.namedTexts("form");
    long ways = body.stream().count() + query.stream().count() + (form.isEmpty() ? 0 : 1);
    if (ways > 1) {
      throw settings.invalid(
          query.isPresent() ? "query" : "form",
          "A feed sends a body, a form or a GraphQL query.",
          "Keep one of 'body', 'form' and 'query'.");
    }
    if (query.isPresent()) {
      Map<String, @Nullable Object> document = new LinkedHashMap<>();
      document.put("query", query.get());
      document.put("variables", settings.json("variables").map(Json::parse).orElse(Map.of()));
      return new Call.Body.Json(document);
    }
    if (!form.isEmpty()) {
      return new Call.Body.Form(form);
    }
    return body.<Call.Body>map(text -> new Call.Body.Json(Json.parse(text)))
        .orElseGet(Call.Body.None::new);
  }

  /** A GET has no body: the JDK would send it as a POST without a word. */
  private String method(Call.Body body) {
    boolean isInBody =
        Stream.of("page", "cursor", "window")
            .flatMap(option -> settings.sections(option).stream())
            .anyMatch(section -> section.text("in").equals(Optional.of("body")));
    boolean sends = isInBody || !(body instanceof Call.Body.None);
    String method = settings.text("method").orElse(sends ? "POST" : "GET");
    if (sends && method.equals("GET")) {
      throw settings.invalid(
          "method",
          "A GET request has no body, and this feed sends one.",
          "Write method: POST, which APIs that search take as well; or send it as 'params'.");
    }
    return method;
  }

  private static Set<String> placeholders(
      Template path,
      Map<String, List<Template>> query,
      Map<String, Template> headers,
      Call.Body body) {
    Set<String> found = new LinkedHashSet<>(path.names());
    found.addAll(names(query));
    headers.values().forEach(template -> found.addAll(template.names()));
    switch (body) {
      case Call.Body.Json json -> found.addAll(Template.namesIn(Filling.fillable(json.document())));
      case Call.Body.Form form -> found.addAll(Template.namesIn(form.fields()));
      case Call.Body.None none -> {}
    }
    return found;
  }

  private static Set<String> names(Map<String, List<Template>> query) {
    Set<String> names = new LinkedHashSet<>();
    query.values().forEach(each -> each.forEach(template -> names.addAll(template.names())));
    return names;
  }

  private void check(Set<String> placeholders, Set<String> known) {
    for (String placeholder : placeholders) {
      if (!known.contains(placeholder)) {
        throw settings.invalid(
            "path",
            "Nothing fills the placeholder {" + placeholder + "}.",
            known.isEmpty()
                ? "Say with 'each' where it comes from, or remove it."
                : "Known are: " + String.join(", ", known) + ".");
      }
    }
  }

  /** Windows that ask for the same would all get the same. */
  private void checkWindow(WindowRule rule, Set<String> placeholders) {
    boolean filled = Stream.of("window_start", "window_end", DATE).anyMatch(placeholders::contains);
    if (rule.from().isEmpty() && rule.to().isEmpty() && !filled) {
      throw settings.invalid(
          "window",
          "No request says which window it asks for.",
          "Name the parameters that take its start and its end, such as from: start_date and to:"
              + " end_date; or write {window_start} into 'path', 'params' or 'body'.");
    }
  }

  private List<String> key() {
    return settings.texts("key");
  }

  private Feed.Reading reading(boolean hasCursor) {
    Optional<JsonPath> records = path(settings, "records");
    if (records.filter(JsonPath::hasIndex).isPresent()) {
      throw settings.invalid(
          "records", "'records' counts elements.", "Write [*] for all elements of a list.");
    }
    Optional<String> format =
        all.answers() == HttpFeeds.Answers.PAGES
            ? Optional.of(PageRule.FORMAT)
            : settings.text("format");
    if (format.equals(Optional.of("csv")) && (hasCursor || records.isPresent())) {
      throw settings.invalid(
          "format",
          "CSV has neither 'records' nor a 'cursor'.",
          "Remove them, or use 'window' to fetch one stretch of time after another.");
    }
    return new Feed.Reading(records, format, new ChecksReader(settings).read(), page());
  }

  private Optional<PageRule> page() {
    return all.answers() == HttpFeeds.Answers.PAGES
        ? Optional.of(
            new PageRule(
                new HtmlRecords(HtmlOptions.read(settings)),
                settings,
                one("ready").map(ready -> Ready.read(ready, settings))))
        : Optional.empty();
  }

  static LeatException missing(Settings settings, String option, String why) {
    return settings.invalid(option, why, "Add '" + option + "'.");
  }
}
