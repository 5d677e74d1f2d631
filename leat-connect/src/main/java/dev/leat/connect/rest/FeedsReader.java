package dev.leat.connect.rest;

import dev.leat.api.Settings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code feeds:}; parents before their children, whatever the order they are written in. */
final class FeedsReader {
  private final Settings source;
  private final HttpFeeds.Answers answers;
  private final Map<String, Settings> written;
  private final Map<String, Feed> read = new LinkedHashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  FeedsReader(Settings source, HttpFeeds.Answers answers) {
    this.source = source;
    this.answers = answers;
    this.written = source.namedSections("feeds");
  }

  /** By name, in the order written. */
  Map<String, Feed> read() {
    if (written.isEmpty()) {
      throw source.invalid(
          "feeds", "The source has no feeds.", "Name at least one, with its path.");
    }
    Map<String, Feed> inOrder = new LinkedHashMap<>();
    for (Map.Entry<String, Settings> entry : written.entrySet()) {
      inOrder.put(entry.getKey(), feed(entry.getKey(), entry.getValue(), "path"));
    }
    return inOrder;
  }

  /** A feed by the name that another one has for it. */
  Feed feed(String name, Settings asking, String option) {
    Feed known = read.get(name);
    if (known != null) {
      return known;
    }
    Settings settings = written.get(name);
    if (settings == null) {
      throw asking.invalid(
          option,
          "There is no feed '" + name + "'.",
          "Name one of: " + String.join(", ", written.keySet()) + ".");
    }
    if (!open.add(name)) {
      throw asking.invalid(
          option,
          "The feeds " + String.join(", ", open) + " wait for each other.",
          "Let one of them be asked for without 'each'.");
    }
    Feed feed = new FeedReader(name, known(settings), this).read();
    open.remove(name);
    read.put(name, feed);
    return feed;
  }

  /** Pages have fewer options than APIs. */
  private Settings known(Settings feed) {
    return answers == HttpFeeds.Answers.PAGES ? new Narrow(feed, PageOptions.OF_FEED) : feed;
  }

  HttpFeeds.Answers answers() {
    return answers;
  }

  Map<String, List<String>> commonQuery() {
    return source.namedTexts("params");
  }
}
