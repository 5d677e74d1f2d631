package dev.leat.connect.rest;

import dev.leat.api.Option;
import dev.leat.api.Option.Kind;
import dev.leat.connect.html.HtmlOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that leat.yaml can say of a source of web pages. */
public final class PageOptions {
  private static final Option READY =
      Option.sections(
          "ready",
          "When a page is what it will be; until then it is asked for again, and not stored.",
          Option.of("least", Kind.INTEGER, "Records that it has at least.").defaultsTo("1"),
          Option.of(
              "as_planned",
              Kind.TEXT,
              "A column with as many values as window.if has records for the day."),
          Option.of("after", Kind.DURATION, "How long after its window's end it is asked for.")
              .defaultsTo("0s"),
          Option.of("every", Kind.DURATION, "How long to wait between two looks.")
              .defaultsTo("10m"),
          Option.of("timeout", Kind.DURATION, "How long to wait in all, within one run.")
              .defaultsTo("0s"),
          Option.of("deadline", Kind.DURATION, "How long after its window's end it is given up."));

  private static final List<Option> FEED = feed();

  /** The options of a feed. */
  static final Set<String> OF_FEED =
      FEED.stream().map(Option::name).collect(Collectors.toUnmodifiableSet());

  public static final List<Option> ALL =
      List.of(
          RestOptions.URL,
          RestOptions.AUTH,
          RestOptions.COMMON_PARAMS,
          Option.namedSections(
                  "feeds", "What to fetch, each under a name.", FEED.toArray(Option[]::new))
              .mandatory());

  private PageOptions() {}

  private static List<Option> feed() {
    List<Option> all =
        new ArrayList<>(List.of(RestOptions.PATH, RestOptions.PARAMS, RestOptions.HEADERS));
    all.addAll(HtmlOptions.ALL);
    all.addAll(
        List.of(
            RestOptions.KEY,
            RestOptions.WINDOW,
            READY,
            RestOptions.EACH,
            RestOptions.CARRY,
            RestOptions.IF_EMPTY,
            RestOptions.ON_STATUS));
    return all;
  }
}
