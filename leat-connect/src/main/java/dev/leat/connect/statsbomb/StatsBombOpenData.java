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
import java.util.List;
import java.util.Optional;
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
    public String frames() {
      return FRAMES;
    }

    @Override
    public Optional<OfferedFile> file(FeedVersion id, Listed match) {
      return Optional.of(id)
          .filter(it -> it.version().equals(VERSION))
          .map(it -> file(it, it.feed() + "/" + match.id("match_id") + ".json"));
    }

    private OfferedFile file(FeedVersion id, String path) {
      return OfferedFile.of(id, "json", Layout.content(URI.create(root + path), null));
    }
  }

  private static final String VERSION = "v1";
  private static final FeedVersion COMPETITIONS = new FeedVersion("competitions", VERSION);
  private static final FeedVersion MATCHES = new FeedVersion("matches", VERSION);
  private static final String FRAMES = "three-sixty";
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
    return Layout.datasetTypes(
        COMPETITIONS,
        MATCHES,
        DatasetType.Feed.snapshot("lineups", VERSION),
        DatasetType.Feed.snapshot("events", VERSION),
        DatasetType.Feed.snapshot(FRAMES, VERSION));
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return Layout.tables(FRAMES);
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
