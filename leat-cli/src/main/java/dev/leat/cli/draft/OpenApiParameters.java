package dev.leat.cli.draft;

import dev.leat.cli.draft.OpenApi.UnfollowedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drafts what a feed asks with: parameters that must be there, pages, what is newer. */
final class OpenApiParameters {
  private static final Set<String> CURSORS =
      Set.of(
          "cursor",
          "page_token",
          "pagetoken",
          "next_token",
          "nexttoken",
          "after",
          "continuation_token",
          "continuationtoken",
          "starting_after",
          "scroll_id");
  private static final Set<String> NEXT =
      Set.of(
          "next_cursor",
          "nextcursor",
          "next_page_token",
          "nextpagetoken",
          "next_token",
          "nexttoken",
          "continuation_token",
          "continuationtoken",
          "scroll_id",
          "end_cursor",
          "cursor",
          "after");
  private static final Set<String> SINCE =
      Set.of(
          "since",
          "updated_since",
          "updatedsince",
          "updated_after",
          "updatedafter",
          "modified_since",
          "modifiedsince",
          "modified_after",
          "changed_since",
          "updated_from",
          "lastupdatedsince");
  private static final Set<String> NEWNESS =
      Set.of(
          "updated_at",
          "updatedat",
          "updated",
          "modified_at",
          "modifiedat",
          "modified",
          "last_modified",
          "lastmodified",
          "last_updated",
          "lastupdated",
          "updated_on");
  private static final Set<String> PAGES =
      Set.of("total_pages", "totalpages", "page_count", "pagecount", "last_page", "pages");
  private static final Set<String> COUNTS =
      Set.of("total", "total_count", "totalcount", "total_results", "totalresults");
  private static final int SIZE = 100;

  private final OpenApi document;
  private final Answers.Found found;
  private final Map<String, Map<String, Object>> query = new LinkedHashMap<>();
  private final Map<String, List<String>> params = new LinkedHashMap<>();
  private final Map<String, List<String>> headers = new LinkedHashMap<>();

  OpenApiParameters(OpenApi document, Answers.Found found) {
    this.document = document;
    this.found = found;
  }

  void write(Block feed, Map<String, Object> item, Map<String, Object> operation)
      throws UnfollowedException {
    for (Object each : OpenApi.list(item.get("parameters"))) {
      read(document.follow(OpenApi.map(each)));
    }
    for (Object each : OpenApi.list(operation.get("parameters"))) {
      read(document.follow(OpenApi.map(each)));
    }
    Optional<Block> page = page();
    if (!params.isEmpty()) {
      feed.put("params", params);
    }
    if (!headers.isEmpty()) {
      feed.put("headers", headers);
    }
    page.ifPresent(block -> feed.put("page", block));
  }

  /** One that must be there has the value that the document gives it. */
  private void read(Map<String, Object> parameter) throws UnfollowedException {
    String name = OpenApi.text(parameter, "name").orElse("");
    String in = OpenApi.text(parameter, "in").orElse("");
    Map<String, Object> schema =
        parameter.containsKey("schema") ? document.at(parameter, "schema") : parameter;
    if (in.equals("query")) {
      query.put(name, schema);
    }
    boolean isPages = isOne(name, Paging.NUMBERS) || isOne(name, Paging.SIZES);
    boolean required = Boolean.TRUE.equals(parameter.get("required")) && !in.equals("path");
    if (!required || isPages || isOne(name, CURSORS) || Variables.isSecret(name)) {
      return;
    }
    String value =
        OpenApi.text(schema, "default")
            .or(() -> OpenApi.text(parameter, "example"))
            .or(() -> OpenApi.text(schema, "example"))
            .or(() -> OpenApi.list(schema.get("enum")).stream().map(String::valueOf).findFirst())
            .map(Block::literal)
            .orElseThrow(
                () ->
                    new UnfollowedException(
                        "it must be told " + name + ", and nothing says which value"));
    switch (in) {
      case "query" -> params.put(name, List.of(value));
      case "header" -> headers.put(name, List.of(value));
      default -> throw new UnfollowedException("it wants " + name + " in its " + in);
    }
  }

  private static boolean isOne(String name, Set<String> names) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  private Optional<Block> page() {
    Optional<String> size = Paging.named(query, Paging.SIZES);
    Optional<String> number = Paging.named(query, Paging.NUMBERS);
    if (number.isPresent()) {
      return Optional.of(counted(number.get(), size));
    }
    size.ifPresent(name -> params.put(name, List.of(String.valueOf(size(name)))));
    Optional<String> cursor = Paging.named(query, CURSORS);
    Optional<String> next = around(NEXT);
    if (cursor.isPresent() && next.isPresent()) {
      return Optional.of(new Block().text("param", cursor.get()).text("cursor", "$." + next.get()));
    }
    return Optional.empty();
  }

  private Block counted(String number, Optional<String> size) {
    boolean offset = number.matches("(?i).*(offset|skip).*");
    var page = new Block().text("param", number);
    Optional<String> first =
        Optional.ofNullable(query.get(number))
            .flatMap(
                schema -> OpenApi.text(schema, "default").or(() -> OpenApi.text(schema, "minimum")))
            .filter(it -> it.matches("[01]") && !it.equals(offset ? "0" : "1"));
    if (!offset) {
      first.ifPresent(it -> page.raw("first", it));
    }
    size.ifPresent(name -> page.text("size_param", name).raw("size", String.valueOf(size(name))));
    Optional<String> pages = offset ? Optional.empty() : around(PAGES);
    Optional<String> records = offset || size.isPresent() ? around(COUNTS) : Optional.empty();
    pages.ifPresent(path -> page.text("total", "$." + path));
    if (pages.isEmpty()) {
      records.ifPresent(path -> page.text("count", "$." + path));
    }
    return page;
  }

  /** The largest page that is allowed, within reason. */
  private long size(String name) {
    Map<String, Object> schema = query.getOrDefault(name, Map.of());
    Optional<Long> max = whole(schema, "maximum");
    return max.or(() -> whole(schema, "default"))
        .map(it -> Math.clamp(it, 1L, 1000L))
        .orElse((long) SIZE);
  }

  private static Optional<Long> whole(Map<String, Object> schema, String key) {
    return OpenApi.text(schema, key).filter(it -> it.matches("[0-9]{1,9}")).map(Long::valueOf);
  }

  private Optional<String> around(Set<String> names) {
    return found.around().keySet().stream()
        .filter(path -> isOne(path.replaceFirst(".*\\.", ""), names))
        .findFirst();
  }

  /** Only where the parameter takes a time and records tell theirs: a number may be anything. */
  void since(Block feed) throws UnfollowedException {
    Optional<String> param = Paging.named(query, SINCE);
    Optional<String> field = Paging.named(found.fields(), NEWNESS);
    if (param.isEmpty() || field.isEmpty() || !found.fields().containsKey("id")) {
      return;
    }
    String format = OpenApi.text(query.getOrDefault(param.get(), Map.of()), "format").orElse("");
    if (format.startsWith("date") && isField(field.get())) {
      feed.note("Reads on from the newest record; remove this to fetch everything each time.")
          .put("cursor", new Block().text("field", field.get()).text("param", param.get()));
    }
  }

  private boolean isField(String name) throws UnfollowedException {
    return "string".equals(document.at(found.fields(), name).get("type"));
  }
}
