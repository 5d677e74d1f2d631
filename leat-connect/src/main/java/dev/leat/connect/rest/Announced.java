package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PAGING_UNKNOWN;

import dev.leat.api.LeatException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an answer says of others that nothing says how to ask for: a page taken for all of them
 * would lose rows without a word.
 */
final class Announced {
  /** How many records a page may have: where this stands, a count is of more than the page. */
  private static final List<String> SIZE =
      List.of(
          "limit",
          "per_page",
          "perPage",
          "page_size",
          "pageSize",
          "size",
          "maxResults",
          "max_results",
          "itemsPerPage");

  private static final List<String> FOUND = List.of("hits.total", "hits.total.value");

  private static final Pattern NEXT =
      Pattern.compile(
          "(?i)(continue\\.(?!continue$)\\w+"
              + "|(\\w+\\.)?(next|continuation)\\w*(token|cursor|offset|start|page|url|uri|link|href|marker))");

  private static final Pattern LAST = Pattern.compile("(?i)(\\w+\\.)?is_?last(_?page)?");

  private static final Pattern RANGE =
      Pattern.compile("\\w+ ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15})");

  private static final List<String> PAGES_HEADERS = List.of("X-Total-Pages", "X-WP-TotalPages");
  private static final String TOTAL_HEADER = "X-Total-Count";
  private static final String NEXT_HEADER = "X-Next-Page";

  private final Page page;

  Announced(Page page) {
    this.page = page;
  }

  /**
   * Lets a page pass that is all there is.
   *
   * @throws LeatException where it says that there is more
   */
  void refuse() {
    for (String parent : Detection.PARENTS) {
      more(parent);
    }
    if (saysNoMore()) {
      return;
    }
    for (String parent : Detection.PARENTS) {
      next(parent);
      pages(parent);
      records(parent);
    }
    found();
    others();
    headers();
  }

  /** What search engines say of all that they found. */
  private void found() {
    for (String name : FOUND) {
      OptionalLong total = page.number(name);
      if (total.orElse(0) > page.elements() && !page.wholeDocument()) {
        throw fewer(Detection.path(name).toString(), total.getAsLong(), "");
      }
    }
  }

  /** Names of a next page that are not the usual ones. */
  private void others() {
    if (page.wholeDocument()) {
      return;
    }
    for (Map.Entry<String, Scalar> head : new TreeMap<>(page.heads()).entrySet()) {
      boolean said = head.getValue().isTruthy();
      JsonPath path = Detection.path(head.getKey());
      if (said && NEXT.matcher(head.getKey()).matches()) {
        String name = head.getKey().substring(head.getKey().lastIndexOf('.') + 1);
        throw unknown(
            "says in " + path + " what comes next", "cursor: \"" + path + "\", param: " + name);
      }
      boolean last = head.getValue().kind() == Scalar.Kind.BOOLEAN && !said;
      if (last && LAST.matcher(head.getKey()).matches()) {
        throw unknown(
            "says in " + path + " that it is not the last", "type: offset, param: offset");
      }
    }
  }

  private void more(String parent) {
    for (String name : Detection.MORE) {
      Optional<Scalar> said = page.head(parent + name);
      if (said.filter(it -> it.kind() == Scalar.Kind.BOOLEAN && it.isTruthy()).isPresent()) {
        JsonPath path = Detection.path(parent + name);
        throw unknown(
            "says in " + path + " that there is more", "param: page, more: \"" + path + '"');
      }
    }
  }

  /** Whether it has a place for the next page and nothing in it, or says that there is no more. */
  private boolean saysNoMore() {
    return Detection.PARENTS.stream()
        .flatMap(
            parent ->
                Stream.of(Detection.MORE, Detection.ADDRESSES, Detection.CURSORS.keySet())
                    .flatMap(names -> names.stream())
                    .map(name -> parent + name))
        .map(page.heads()::get)
        .anyMatch(
            said ->
                said != null
                    && (said.kind() == Scalar.Kind.NULL
                        || (said.kind() == Scalar.Kind.BOOLEAN && !said.isTruthy())));
  }

  /** A value where the next page is named, which is no address and no number. */
  private void next(String parent) {
    for (String name : Detection.ADDRESSES) {
      Optional<Scalar> said = page.head(parent + name).filter(Scalar::isTruthy);
      if (said.isPresent() && !page.wholeDocument()) {
        JsonPath path = Detection.path(parent + name);
        throw unknown(
            "says in " + path + " what comes next", "cursor: \"" + path + "\", param: cursor");
      }
    }
  }

  /** Of a document whose records are not known, a number of pages may be that of a book. */
  private void pages(String parent) {
    if (page.wholeDocument() && (parent.isEmpty() || parent.equals("data."))) {
      return;
    }
    for (String name : Detection.PAGES) {
      OptionalLong pages = page.number(parent + name);
      if (pages.orElse(0) > 1) {
        JsonPath path = Detection.path(parent + name);
        throw unknown(
            "says in " + path + " that there are " + pages.getAsLong() + " pages",
            "param: page, total: \"" + path + '"');
      }
    }
  }

  private void records(String parent) {
    boolean isPart =
        Stream.concat(SIZE.stream(), Detection.PAGE.stream())
            .anyMatch(name -> page.number(parent + name).isPresent());
    for (String name : Detection.TOTAL) {
      OptionalLong total = page.number(parent + name);
      boolean isOfAll = isPart || !name.equals("count");
      if (isOfAll && total.orElse(0) > page.elements() && !page.wholeDocument()) {
        throw fewer(Detection.path(parent + name).toString(), total.getAsLong(), parent);
      }
    }
  }

  /** Where the answer counts its pages, it is asked for by their number. */
  private LeatException fewer(String path, long total, String parent) {
    boolean counted =
        Detection.PAGE.stream().anyMatch(name -> page.number(parent + name).isPresent());
    return unknown(
        "says in " + path + " that there are " + total + " records, has " + page.elements(),
        counted
            ? "param: page, size: " + page.elements() + ", count: \"" + path + '"'
            : "param: offset, count: \"" + path + '"');
  }

  private void headers() {
    Matcher range = RANGE.matcher(page.header("Content-Range").orElse("").strip());
    if (range.matches() && Long.parseLong(range.group(2)) + 1 < Long.parseLong(range.group(3))) {
      throw unknown(
          "says in the header Content-Range that it is " + range.group(),
          "type: offset, param: offset");
    }
    for (String name : PAGES_HEADERS) {
      long pages = number(name);
      if (pages > 1) {
        throw unknown(
            "says in the header " + name + " that there are " + pages + " pages",
            "param: page, total_header: " + name);
      }
    }
    if (number(NEXT_HEADER) > 0) {
      throw unknown(
          "says in the header " + NEXT_HEADER + " what comes next",
          "cursor_header: " + NEXT_HEADER + ", param: page");
    }
    if (number(TOTAL_HEADER) > page.elements() && !page.wholeDocument()) {
      throw unknown(
          "says in the header "
              + TOTAL_HEADER
              + " that there are "
              + number(TOTAL_HEADER)
              + " records, has "
              + page.elements(),
          "param: offset, count_header: " + TOTAL_HEADER);
    }
  }

  private long number(String header) {
    return page.header(header)
        .map(String::strip)
        .filter(text -> text.matches("[0-9]{1,15}"))
        .map(Long::valueOf)
        .orElse(0L);
  }

  private LeatException unknown(String what, String lines) {
    return new LeatException(
        REST_PAGING_UNKNOWN,
        page.url() + " " + what + ", and does not say how to ask for the others",
        "say it in the feed, with the parameter that the API's manual names, such as page: {"
            + lines
            + "}; or write page: none where this page is all that is wanted");
  }
}
