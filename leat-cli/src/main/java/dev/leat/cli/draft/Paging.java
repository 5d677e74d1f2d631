package dev.leat.cli.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How pages go on, as far as names of parameters tell.
 *
 * @param param that takes a number, empty where the first answer has to show how pages go on
 * @param first its first value, where it was given
 * @param size the parameter for the number of records of a page
 * @param records how many, where that was given
 */
record Paging(
    Optional<String> param,
    Optional<String> first,
    Optional<String> size,
    Optional<String> records) {
  static final Set<String> NUMBERS =
      Set.of(
          "page",
          "page_number",
          "pagenumber",
          "pageno",
          "page_no",
          "p",
          "offset",
          "skip",
          "page[number]",
          "page[offset]");
  static final Set<String> SIZES =
      Set.of(
          "per_page",
          "perpage",
          "limit",
          "page_size",
          "pagesize",
          "size",
          "count",
          "max_results",
          "page[size]",
          "page[limit]");

  /** Takes what is about pages out of the parameters of a request. */
  static Paging of(Map<String, List<String>> params) {
    Optional<String> number = named(params, NUMBERS).filter(name -> isNumber(params, name));
    Optional<String> size = named(params, SIZES).filter(name -> isNumber(params, name));
    if (number.isEmpty()) {
      return new Paging(number, number, number, number);
    }
    Optional<String> first = number.map(params::remove).map(List::getFirst);
    return new Paging(number, first, size, size.map(params::remove).map(List::getFirst));
  }

  static Optional<String> named(Map<String, ?> params, Set<String> names) {
    return params.keySet().stream()
        .filter(name -> names.contains(name.toLowerCase(java.util.Locale.ROOT)))
        .findFirst();
  }

  private static boolean isNumber(Map<String, List<String>> params, String name) {
    return params.getOrDefault(name, List.of()).getFirst().matches("[0-9]{1,9}");
  }

  void write(Block feed) {
    if (param.isEmpty()) {
      return;
    }
    String name = param.get();
    boolean offset = name.matches("(?i).*(offset|skip).*");
    var page = new Block().text("param", name);
    if (first.isPresent() && !first.get().equals(offset ? "0" : "1")) {
      page.raw("first", first.get());
    }
    if (size.isPresent() && records.filter(it -> !it.equals("0")).isPresent()) {
      page.text("size_param", size.get()).raw("size", records.get());
    }
    feed.note("Pages are asked for until one is empty; where answers say how many there are, say")
        .note("where: total: $.total_pages, or count: $.total for the number of records.")
        .put("page", page);
  }
}
