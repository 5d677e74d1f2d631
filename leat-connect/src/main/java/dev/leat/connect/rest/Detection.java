package dev.leat.connect.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a first answer how the next page is asked for.
 *
 * <p>In this order: a Link header; an address under a usual name; a cursor under a usual name; a
 * page number with the number of pages; an offset with the number of records; either of them with
 * whether there is more; the next page's number. A value that says that there is more, without any
 * of these, is an error. Otherwise one page is all.
 */
final class Detection {
  static final List<String> PARENTS =
      List.of(
          "",
          "meta.",
          "pagination.",
          "paging.",
          "page.",
          "page_info.",
          "data.",
          "response.",
          "response_metadata.",
          "paging.next.",
          "pages.",
          "pages.next.");
  static final List<String> ADDRESSES =
      List.of(
          "next",
          "next_url",
          "next_link",
          "next_href",
          "next_uri",
          "next_page",
          "next_page_url",
          "next_page_link",
          "next_page.uri",
          "nextLink",
          "nextUrl",
          "nextHref",
          "nextUri",
          "nextPage",
          "nextPageUrl",
          "nextPageLink",
          "next.href",
          "next.url",
          "next.link",
          "nextRecordsUrl",
          "@odata.nextLink",
          "links.next",
          "links.next.href",
          "_links.next",
          "_links.next.href");

  /** Fields that hold the next page's number. */
  private static final List<String> NUMBERS =
      List.of("next_page", "nextPage", "next_page_number", "nextPageNumber");

  /** Fields that hold a cursor, and the parameter that it is usually sent as. */
  static final Map<String, String> CURSORS =
      new TreeMap<>(
          Map.of(
              "next_page_token", "page_token",
              "nextPageToken", "pageToken",
              "next_cursor", "cursor",
              "nextCursor", "cursor",
              "next_token", "next_token",
              "nextToken", "nextToken",
              "continuation_token", "continuation_token",
              "continuationToken", "continuationToken",
              "scroll_id", "scroll_id",
              "after", "after"));

  /** Names of more that are sent as they are; the last are so only where no other is there. */
  static final List<String> SAME =
      List.of("NextToken", "next_offset", "nextOffset", "starting_after", "cursor", "offset");

  static final List<String> PAGE =
      List.of("page", "current_page", "currentPage", "page_number", "pageNumber", "number");
  static final List<String> PAGES =
      List.of(
          "total_pages",
          "totalPages",
          "page_count",
          "pageCount",
          "last_page",
          "lastPage",
          "pages",
          "nbPages",
          "num_pages",
          "numPages");
  private static final List<String> OFFSET =
      List.of("offset", "skip", "start", "startAt", "startIndex");
  static final List<String> TOTAL =
      List.of(
          "total",
          "total_count",
          "totalCount",
          "total_results",
          "totalResults",
          "total_items",
          "totalItems",
          "total_records",
          "totalRecords",
          "total_size",
          "totalSize",
          "numFound",
          "nbHits",
          "count");
  static final List<String> MORE =
      List.of(
          "has_more",
          "hasMore",
          "has_next",
          "hasNext",
          "has_next_page",
          "hasNextPage",
          "more",
          "is_truncated",
          "isTruncated");

  private final Page page;

  private Detection(Page page) {
    this.page = page;
  }

  static Paging of(Page first) {
    return new Detection(first).paging();
  }

  private Paging paging() {
    if (Links.next(page.headers().getOrDefault("link", List.of())).isPresent()) {
      return new Paging.Addresses(null);
    }
    return address()
        .or(this::cursor)
        .or(this::pages)
        .or(this::offset)
        .or(this::whileMore)
        .or(this::number)
        .orElseGet(this::single);
  }

  private Optional<Paging> address() {
    for (String parent : PARENTS) {
      for (String name : ADDRESSES) {
        Optional<Scalar> found = text(parent + name);
        if (found.filter(it -> isAddress(it.text())).isPresent()) {
          return Optional.of(new Paging.Addresses(path(parent + name)));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isAddress(String text) {
    return text.matches("(?i)(https?://|/|\\?)\\S*|[^\\s?=]+\\?[^\\s=]+=\\S*");
  }

  private Optional<Paging> cursor() {
    for (String parent : PARENTS) {
      for (Map.Entry<String, String> each : CURSORS.entrySet()) {
        if (text(parent + each.getKey()).isPresent()) {
          var parameter = new Paging.Parameter(Call.Place.QUERY, each.getValue());
          JsonPath path = path(parent + each.getKey());
          return Optional.of(new Paging.Tokens(parameter, path, null, more(parent)));
        }
      }
    }
    return page.wholeDocument() ? Optional.empty() : same();
  }

  private Optional<Paging> same() {
    for (String name : SAME) {
      for (String parent : PARENTS) {
        boolean counts = page.number(parent + name).isPresent();
        if (text(parent + name).isPresent() && !(name.equals("offset") && counts)) {
          String sent = name.toLowerCase(Locale.ROOT).endsWith("offset") ? "offset" : name;
          var parameter = new Paging.Parameter(Call.Place.QUERY, sent);
          return Optional.of(new Paging.Tokens(parameter, path(parent + name), null, more(parent)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Scalar> text(String dotted) {
    return page.head(dotted)
        .filter(it -> it.kind() == Scalar.Kind.TEXT || it.kind() == Scalar.Kind.NUMBER)
        .filter(Scalar::isTruthy);
  }

  private @Nullable JsonPath more(String parent) {
    return MORE.stream()
        .filter(
            name ->
                page.head(parent + name).filter(it -> it.kind() == Scalar.Kind.BOOLEAN).isPresent())
        .findFirst()
        .map(name -> path(parent + name))
        .orElse(null);
  }

  private Optional<Paging> pages() {
    for (String parent : PARENTS) {
      String number = first(parent, PAGE);
      String total = first(parent, PAGES);
      if (number != null && total != null) {
        long first = number(parent + number);
        return Optional.of(
            new Paging.Counted(
                new Paging.Parameter(Call.Place.QUERY, "page"),
                Paging.Counted.Unit.PAGES,
                first,
                null,
                0,
                new Until.Pages(new Until.Place.Body(path(parent + total)))));
      }
    }
    return Optional.empty();
  }

  private Optional<Paging> offset() {
    for (String parent : PARENTS) {
      String offset = first(parent, OFFSET);
      String total = first(parent, TOTAL);
      if (offset != null && total != null && !page.wholeDocument()) {
        long first = number(parent + offset);
        return Optional.of(
            new Paging.Counted(
                new Paging.Parameter(Call.Place.QUERY, offset),
                Paging.Counted.Unit.RECORDS,
                first,
                null,
                0,
                until(parent + total)));
      }
    }
    return Optional.empty();
  }

  /** A page number, or an offset, that is sent under the name that the answer has for it. */
  private Optional<Paging> whileMore() {
    for (String parent : PARENTS) {
      JsonPath more = more(parent);
      String number = first(parent, List.of("page"));
      // Where nobody says what a record is, nobody can count them.
      String offset = page.wholeDocument() ? null : first(parent, OFFSET);
      String name = number != null ? number : offset;
      if (more != null && name != null) {
        return Optional.of(
            new Paging.Counted(
                new Paging.Parameter(Call.Place.QUERY, name),
                number != null ? Paging.Counted.Unit.PAGES : Paging.Counted.Unit.RECORDS,
                number(parent + name),
                null,
                0,
                new Until.NoMore(more)));
      }
    }
    return Optional.empty();
  }

  private Optional<Paging> number() {
    for (String parent : PARENTS) {
      String name = first(parent, NUMBERS);
      if (name != null && number(parent + name) > 0) {
        var parameter = new Paging.Parameter(Call.Place.QUERY, "page");
        return Optional.of(new Paging.Tokens(parameter, path(parent + name), null, more(parent)));
      }
    }
    return Optional.empty();
  }

  /** A count that is this page's own says nothing of the others: only an empty page ends them. */
  private Until until(String total) {
    boolean named = total.equals("count") || total.endsWith(".count");
    boolean own = named && number(total) == page.elements();
    return own ? new Until.Empty(false) : new Until.Records(new Until.Place.Body(path(total)));
  }

  private long number(String dotted) {
    return page.number(dotted).orElseThrow();
  }

  /** The first of these names that holds a whole number. */
  private @Nullable String first(String parent, List<String> names) {
    for (String name : names) {
      if (page.number(parent + name).isPresent()) {
        return name;
      }
    }
    return null;
  }

  private Paging single() {
    new Announced(page).refuse();
    return new Paging.Single();
  }

  static JsonPath path(String dotted) {
    List<JsonPath.Step> steps =
        List.of(dotted.equals("@odata.nextLink") ? new String[] {dotted} : dotted.split("\\."))
            .stream()
            .<JsonPath.Step>map(JsonPath.Step.Field::new)
            .toList();
    return new JsonPath(steps);
  }

  /** The kind that was found, for the next process. */
  static String write(Paging found) {
    return switch (found) {
      case Paging.Addresses it -> line("address", it.path(), "", null);
      case Paging.Tokens it -> line("token", it.path(), it.parameter().name(), it.more());
      case Paging.Counted it -> line(it);
      case Paging.Single it -> "";
      case Paging.Detected it -> "";
    };
  }

  private static String line(Paging.Counted counted) {
    JsonPath said = counted.values().stream().findFirst().orElse(null);
    boolean isMore = counted.until() instanceof Until.NoMore;
    return line(
        counted.by() + " " + counted.first(),
        isMore ? null : said,
        counted.parameter().name(),
        isMore ? said : null);
  }

  private static String line(
      String kind, @Nullable JsonPath path, String parameter, @Nullable JsonPath more) {
    return String.join(
        "\n",
        kind,
        path == null ? "" : path.toString(),
        parameter,
        more == null ? "" : more.toString());
  }

  static Paging read(String written) {
    String[] parts = written.split("\n", -1);
    if (parts.length < 4) {
      return new Paging.Single();
    }
    JsonPath path = parts[1].isEmpty() ? null : JsonPath.parse(parts[1]);
    JsonPath more = parts[3].isEmpty() ? null : JsonPath.parse(parts[3]);
    var parameter = new Paging.Parameter(Call.Place.QUERY, parts[2]);
    if (parts[0].equals("address")) {
      return new Paging.Addresses(path);
    }
    if (parts[0].equals("token")) {
      return new Paging.Tokens(parameter, path, null, more);
    }
    String[] counted = parts[0].split(" ", -1);
    var unit = Paging.Counted.Unit.valueOf(counted[0]);
    Until until = more == null ? until(unit, path) : new Until.NoMore(more);
    return new Paging.Counted(parameter, unit, Long.parseLong(counted[1]), null, 0, until);
  }

  private static Until until(Paging.Counted.Unit unit, @Nullable JsonPath path) {
    if (path == null) {
      return new Until.Empty(false);
    }
    var place = new Until.Place.Body(path);
    return unit == Paging.Counted.Unit.PAGES ? new Until.Pages(place) : new Until.Records(place);
  }
}
