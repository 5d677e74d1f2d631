package dev.leat.connect.statsbomb;

import dev.leat.api.DatasetState;
import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Settings;
import dev.leat.api.Source;
import dev.leat.api.SourceType;
import dev.leat.api.TableDefault;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StatsBomb's open data: matches with lineups, events and, for some, tracking frames.
 *
 * <p>Layout, below one address: {@code competitions.json}, {@code matches/11/90.json}, {@code
 * lineups/3773369.json}, {@code events/3773369.json}, {@code three-sixty/3773369.json}. A clone of
 * the provider's repository can be read too, by a {@code file:} URL.
 */
public final class StatsBombOpenData implements SourceType {
  /** The layout of the provider's repository. */
  private record Repository(URI root) implements Layout {
    @Override
    public OfferedFile competitions() {
      return file(COMPETITIONS, "competitions.json");
    }

    @Override
    public OfferedFile matches(long competition, long season) {
      return file(MATCHES, "matches/" + competition + "/" + season + ".json");
    }

    /** Times of seasons are not kept with care there: every season is listed. */
    @Override
    public @Nullable Instant modified(Listed season) {
      return null;
    }

    @Override
    public DatasetState state(Listed match) {
      return DatasetState.COMPLETE;
    }

    @Override
    public List<OfferedFile> files(Listed match, Map<String, List<FeedVersion>> wanted) {
      String name = "/" + match.id("match_id") + ".json";
      Instant updated = match.time("last_updated");
      List<OfferedFile> files = new ArrayList<>();
      for (FeedVersion id : List.of(LINEUPS, EVENTS)) {
        if (wanted.getOrDefault(id.feed(), List.of()).contains(id)) {
          files.add(file(id, id.feed() + name).modified(updated));
        }
      }
      // Announced frames are missing now and then: match 3773565 never had any.
      if (Layout.hasFrames(match)
          && wanted.getOrDefault(FRAMES.feed(), List.of()).contains(FRAMES)) {
        Instant framed = match.time("last_updated_360");
        files.add(file(FRAMES, FRAMES.feed() + name).modified(framed).optional());
      }
      return files;
    }

    private OfferedFile file(FeedVersion id, String path) {
      return OfferedFile.of(id, "json", Layout.content(URI.create(root + path), null));
    }
  }

  private static final String VERSION = "v1";
  private static final FeedVersion COMPETITIONS = new FeedVersion("competitions", VERSION);
  private static final FeedVersion MATCHES = new FeedVersion("matches", VERSION);
  private static final FeedVersion LINEUPS = new FeedVersion("lineups", VERSION);
  private static final FeedVersion EVENTS = new FeedVersion("events", VERSION);
  private static final FeedVersion FRAMES = new FeedVersion("three-sixty", VERSION);
  private static final Option URL =
      Option.of("url", Option.Kind.URL, "Where the data is; a file: URL reads a clone.")
          .defaultsTo("https://raw.githubusercontent.com/statsbomb/open-data/master/data/");

  @Override
  public String name() {
    return "statsbomb";
  }

  @Override
  public String summary() {
    return "StatsBomb's open football data: lineups, events and tracking frames of matches.";
  }

  @Override
  public List<Option> options() {
    return List.of(URL);
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return List.of(
        DatasetType.listing("competition", List.of(), List.of(feed(COMPETITIONS))),
        DatasetType.listing(
            "season", List.of("competition_id", "season_id"), List.of(feed(MATCHES))),
        DatasetType.of(
            "match",
            List.of("competition_id", "season_id", "match_id"),
            List.of(feed(LINEUPS), feed(EVENTS), feed(FRAMES))));
  }

  private static DatasetType.Feed feed(FeedVersion id) {
    return DatasetType.Feed.snapshot(id.feed(), id.version());
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return tables(FRAMES.feed());
  }

  /** The tables of both services; only the feed of the frames has two names. */
  static List<TableDefault> tables(String frames) {
    return List.of(
        new TableDefault(
            "competitions", "competition", "competitions", List.of("competition_id", "season_id")),
        new TableDefault("matches", "season", "matches", List.of("match_id")),
        new TableDefault("lineups", "match", "lineups", List.of("match_id", "team_id")),
        new TableDefault("events", "match", "events", List.of("id")),
        new TableDefault("frames", "match", frames, List.of("event_uuid")));
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    URI url = settings.url("url").orElseThrow();
    if (url.isOpaque()) {
      throw settings.invalid(
          "url",
          url + " names no folder.",
          "Write the whole path: file:///home/me/open-data/data/.");
    }
    return new MatchSource(new Repository(Layout.folder(url).resolve(".")));
  }
}
