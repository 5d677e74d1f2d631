package dev.leat.core.project;

import dev.leat.api.DatasetType;
import dev.leat.api.DatasetType.Feed;
import dev.leat.api.DatasetType.Reading;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import java.util.List;

/** A source type with every kind of option, and datasets as football providers have them. */
public final class MatchType implements SourceType {
  @Override
  public String name() {
    return "statsbomb";
  }

  @Override
  public String summary() {
    return "Matches.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.of("user", Option.Kind.TEXT, "Who asks."),
        Option.of("password", Option.Kind.SECRET, "The password."),
        Option.of("page_size", Option.Kind.INTEGER, "Items per page.").defaultsTo("100"),
        Option.of("strict", Option.Kind.BOOLEAN, "Whether to refuse.").defaultsTo("false"),
        Option.of("folder", Option.Kind.PATH, "Where."),
        Option.of("every", Option.Kind.DURATION, "How often.").defaultsTo("1h"),
        Option.of("mode", Option.Kind.CHOICE, "How.").oneOf("fast", "slow").defaultsTo("fast"),
        Option.of("tags", Option.Kind.TEXTS, "Marks."),
        Option.of("files", Option.Kind.NAMED_TEXTS, "Patterns by feed."));
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return List.of(
        DatasetType.listing(
            "season",
            List.of("competition_id", "season_id"),
            List.of(Feed.snapshot("matches", "v1"))),
        DatasetType.of(
            "match",
            List.of("competition_id", "season_id", "match_id"),
            List.of(
                Feed.snapshot("lineups", "v1"),
                new Feed("events", List.of("v4", "v6"), Reading.SNAPSHOT))));
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return List.of(
        new TableDefault("matches", "season", "matches", List.of("match_id")),
        new TableDefault("events", "match", "events", List.of("id")),
        new TableDefault("lineups", "match", "lineups", List.of()));
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    throw new UnsupportedOperationException("Reading a project opens nothing.");
  }
}
