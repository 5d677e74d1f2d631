package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_PAGING_UNKNOWN;

import dev.leat.api.LeatException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
    headers();
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
        JsonPath path = Detection.path(parent + name);
        throw unknown(
            "says in "
                + path
                + " that there are "
                + total.getAsLong()
                + " records, has "
                + page.elements(),
            "param: offset, count: \"" + path + '"');
      }
    }
  }

  private void headers() {
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
