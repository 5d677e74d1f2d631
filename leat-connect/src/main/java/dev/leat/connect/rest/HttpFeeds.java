package dev.leat.connect.rest;

import dev.leat.api.DatasetType;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.TableDefault;
import dev.leat.api.Web;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The feeds of a source that asks over HTTP: whatever it answers, they are asked for alike. */
public final class HttpFeeds {
  /** What the answers of a source are. */
  public enum Answers {
    /** JSON, JSON lines, CSV. */
    DATA,
    /** Web pages, whose records are read by rules. */
    PAGES
  }

  private final Settings settings;
  private final Map<String, Feed> feeds;

  private HttpFeeds(Settings settings, Map<String, Feed> feeds) {
    this.settings = settings;
    this.feeds = feeds;
  }

  /** Reads {@code feeds:}; what is wrong there is an error that names its place. */
  public static HttpFeeds read(Settings settings, Answers answers) {
    return new HttpFeeds(settings, new FeedsReader(settings, answers).read());
  }

  public List<DatasetType> datasetTypes() {
    return feeds.values().stream().map(feed -> feed.type(isParent(feed))).toList();
  }

  private boolean isParent(Feed feed) {
    return feeds.values().stream()
        .flatMap(each -> each.each().stream())
        .anyMatch(
            each ->
                each.from() instanceof Each.From.Parent parent
                    && parent.feed().name().equals(feed.name()));
  }

  public List<TableDefault> tables() {
    return feeds.values().stream().map(HttpFeeds::table).toList();
  }

  private static TableDefault table(Feed feed) {
    return new TableDefault(
        feed.name(),
        feed.name(),
        feed.name(),
        feed.key(),
        feed.reading().records().map(JsonPath::toString),
        feed.walking()
            .cursor()
            .map(CursorRule::field)
            .map(JsonPath::dotted)
            .map(dotted -> dotted.replace(".", "__")),
        feed.reading().page().map(PageRule::format));
  }

  /**
   * @param manners what every request goes through
   * @param facts to keep beside every dataset
   */
  public Source open(UnaryOperator<Web> manners, Map<String, String> facts) {
    Access access = new AuthReader(settings).read();
    return new RestSource(
        settings.url("url").orElseThrow(), feeds, access, new RestSource.Ways(manners, facts));
  }
}
