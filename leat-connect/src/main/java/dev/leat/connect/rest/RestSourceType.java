package dev.leat.connect.rest;

import dev.leat.api.DatasetType;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import java.util.List;
import java.util.Map;

/** Any web API: each feed of leat.yaml is a dataset type with one feed of the same name. */
public final class RestSourceType implements SourceType {
  @Override
  public String name() {
    return "rest";
  }

  @Override
  public String summary() {
    return "Any web API that answers JSON, JSON lines, CSV or XML, described in leat.yaml alone.";
  }

  @Override
  public List<Option> options() {
    return RestOptions.ALL;
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    Map<String, Feed> feeds = new FeedsReader(settings).read();
    return feeds.values().stream().map(feed -> feed.type(isParent(feed, feeds))).toList();
  }

  private static boolean isParent(Feed feed, Map<String, Feed> feeds) {
    return feeds.values().stream()
        .flatMap(each -> each.each().stream())
        .anyMatch(
            each ->
                each.from() instanceof Each.From.Parent parent
                    && parent.feed().name().equals(feed.name()));
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return new FeedsReader(settings).read().values().stream().map(RestSourceType::table).toList();
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
            .map(dotted -> dotted.replace(".", "__")));
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    Map<String, Feed> feeds = new FeedsReader(settings).read();
    Access access = new AuthReader(settings).read();
    return new RestSource(settings.url("url").orElseThrow(), feeds, access);
  }
}
