package dev.leat.connect.statsbomb;

import dev.leat.api.Content;
import dev.leat.api.DatasetState;
import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.api.TableDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one of StatsBomb's services keeps things, and what it says about them. */
interface Layout {
  OfferedFile competitions();

  OfferedFile matches(long competition, long season);

  /** When anything in a season was changed last, where the service can be trusted with that. */
  @Nullable Instant modified(Listed season);

  DatasetState state(Listed match);

  /** What the feed of tracking frames is called. */
  String frames();

  /** A file of a match; empty where there is no such version of it. */
  Optional<OfferedFile> file(FeedVersion id, Listed match);

  /**
   * The wanted files that the match has.
   *
   * @param wanted by feed
   */
  default List<OfferedFile> files(Listed match, Map<String, List<FeedVersion>> wanted) {
    if (state(match) != DatasetState.COMPLETE) {
      return List.of();
    }
    List<OfferedFile> files = new ArrayList<>();
    for (String feed : List.of("lineups", "events")) {
      for (FeedVersion version : wanted.getOrDefault(feed, List.of())) {
        file(version, match)
            .map(it -> it.modified(match.time("last_updated")))
            .ifPresent(files::add);
      }
    }
    if (hasFrames(match)) {
      for (FeedVersion version : wanted.getOrDefault(frames(), List.of())) {
        file(version, match)
            .map(it -> it.modified(match.time("last_updated_360")).optional())
            .ifPresent(files::add);
      }
    }
    return files;
  }

  /** The dataset types of a service: lists of seasons and of matches, and the matches. */
  static List<DatasetType> datasetTypes(
      FeedVersion seasons, FeedVersion matches, DatasetType.Feed... ofMatch) {
    return List.of(
        DatasetType.listing("competition", List.of(), List.of(feed(seasons))),
        DatasetType.listing(
            "season", List.of("competition_id", "season_id"), List.of(feed(matches))),
        DatasetType.of(
            "match", List.of("competition_id", "season_id", "match_id"), List.of(ofMatch)));
  }

  private static DatasetType.Feed feed(FeedVersion id) {
    return DatasetType.Feed.snapshot(id.feed(), id.version());
  }

  /** The tables of a service; only the feed of the frames has two names. */
  static List<TableDefault> tables(String frames) {
    return List.of(
        new TableDefault(
            "competitions", "competition", "competitions", List.of("competition_id", "season_id")),
        new TableDefault("matches", "season", "matches", List.of("match_id")),
        new TableDefault("lineups", "match", "lineups", List.of("match_id", "team_id")),
        new TableDefault("events", "match", "events", List.of("id")),
        new TableDefault("frames", "match", frames, List.of("event_uuid")));
  }

  /** Makes sure that names are resolved below an address, not beside it. */
  static URI folder(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? url : URI.create(text + "/");
  }

  /** A response body, or a local file where the address is a folder on this machine. */
  static Content content(URI url, Request.@Nullable Credentials credentials) {
    return "file".equals(url.getScheme())
        ? new Content.Local(Path.of(url))
        : new Content.Remote(Request.get(url).as(credentials));
  }

  /**
   * Tracking frames exist only where their status and their time both say so; and then they may
   * still be missing: match 3773565 of the open data never had any.
   */
  private static boolean hasFrames(Listed match) {
    return "available".equalsIgnoreCase(match.text("match_status_360"))
        && match.text("last_updated_360") != null;
  }
}
