package dev.leat.connect.web;

import dev.leat.api.DatasetType;
import dev.leat.api.Option;
import dev.leat.api.Option.Kind;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import dev.leat.connect.rest.HttpFeeds;
import dev.leat.connect.rest.PageOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Pages of a web site: asked for as a web API is, stored as they came, read by rules. */
public final class WebSourceType implements SourceType {
  private static final Option ROBOTS =
      Option.of(
          "ignore_robots",
          Kind.TEXT,
          "Why pages may be asked for that robots.txt forbids; stored beside what is fetched.");

  @Override
  public String name() {
    return "web";
  }

  @Override
  public String summary() {
    return "Web pages: tables, repeating elements and embedded JSON become rows.";
  }

  @Override
  public List<Option> options() {
    return Stream.concat(PageOptions.ALL.stream(), Stream.of(ROBOTS)).toList();
  }

  @Override
  public Optional<String> limit() {
    return Optional.of("20/minute");
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return feeds(settings).datasetTypes();
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return feeds(settings).tables();
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    Optional<String> reason = settings.text("ignore_robots").filter(text -> !text.isBlank());
    if (reason.isPresent()) {
      return feeds(settings).open(UnaryOperator.identity(), Map.of("ignored_robots", reason.get()));
    }
    var robots = new Robots(settings.url("url").orElseThrow());
    return feeds(settings).open(web -> new PoliteWeb(web, robots), Map.of());
  }

  private static HttpFeeds feeds(Settings settings) {
    return HttpFeeds.read(settings, HttpFeeds.Answers.PAGES);
  }
}
