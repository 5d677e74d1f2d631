package dev.leat.connect.statsbomb;

import dev.leat.api.Content;
import dev.leat.api.DatasetState;
import dev.leat.api.DatasetType;
import dev.leat.api.FeedVersion;
import dev.leat.api.OfferedFile;
import dev.leat.api.Option;
import dev.leat.api.Request;
import dev.leat.api.Secret;
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
 * StatsBomb's paid API: the same matches while they are being collected, in chosen versions.
 *
 * <p>Layout, below one address: {@code v4/competitions}, {@code
 * v6/competitions/11/seasons/90/matches}, {@code v4/lineups/3773369}, {@code v8/events/3773369},
 * {@code v2/360-frames/3773369}.
 */
public final class StatsBombApi implements SourceType {
  /** The layout of the API. */
  private record Api(
      URI root, Request.Credentials credentials, FeedVersion seasonsFeed, FeedVersion matchesFeed)
      implements Layout {
    @Override
    public OfferedFile competitions() {
      return file(seasonsFeed, "competitions");
    }

    @Override
    public OfferedFile matches(long competition, long season) {
      return file(matchesFeed, "competitions/" + competition + "/seasons/" + season + "/matches");
    }

    @Override
    public @Nullable Instant modified(Listed season) {
      Instant matches = season.time("match_updated");
      Instant frames = season.time("match_updated_360");
      if (matches == null || frames == null) {
        return matches == null ? frames : matches;
      }
      return matches.isAfter(frames) ? matches : frames;
    }

    @Override
    public DatasetState state(Listed match) {
      if (!"complete".equalsIgnoreCase(match.text("collection_status"))) {
        return DatasetState.SCHEDULED;
      }
      return "available".equalsIgnoreCase(match.text("match_status"))
          ? DatasetState.COMPLETE
          : DatasetState.PARTIAL;
    }

    @Override
    public String frames() {
      return FRAMES;
    }

    @Override
    public Optional<OfferedFile> file(FeedVersion id, Listed match) {
      return Optional.of(file(id, id.feed() + "/" + match.id("match_id")));
    }

    private OfferedFile file(FeedVersion id, String path) {
      Content content = Layout.content(root.resolve(id.version() + "/" + path), credentials);
      return OfferedFile.of(id, "json", content);
    }
  }

  private static final String FRAMES = "360-frames";
  private static final Option URL =
      Option.of("url", Option.Kind.URL, "Where the API is, without a version.")
          .defaultsTo("https://data.statsbombservices.com/api/");
  private static final Option USER =
      Option.of("user", Option.Kind.TEXT, "Your user name, often an e-mail address.").mandatory();
  private static final Option PASSWORD =
      Option.of("password", Option.Kind.SECRET, "Your password.").mandatory();
  private static final Option COMPETITIONS =
      Option.of("competitions_version", Option.Kind.TEXT, "The version of the list of seasons.")
          .defaultsTo("v4");
  private static final Option MATCHES =
      Option.of("matches_version", Option.Kind.TEXT, "The version of the lists of matches.")
          .defaultsTo("v6");

  @Override
  public String name() {
    return "statsbomb-api";
  }

  @Override
  public String summary() {
    return "StatsBomb's paid API: lineups, events and tracking frames in chosen versions.";
  }

  @Override
  public List<Option> options() {
    return List.of(URL, USER, PASSWORD, COMPETITIONS, MATCHES);
  }

  @Override
  public List<DatasetType> datasetTypes(Settings settings) {
    return Layout.datasetTypes(
        version(settings, "competitions", COMPETITIONS),
        version(settings, "matches", MATCHES),
        DatasetType.Feed.snapshot("lineups", "v4"),
        DatasetType.Feed.snapshot("events", "v8"),
        DatasetType.Feed.snapshot(FRAMES, "v2"));
  }

  private static FeedVersion version(Settings settings, String feed, Option option) {
    String version = settings.text(option.name()).orElseThrow();
    try {
      return new FeedVersion(feed, version);
    } catch (IllegalArgumentException notAVersion) {
      throw settings.invalid(
          option.name(), "'" + version + "' is not a version.", "Write a version such as v4.");
    }
  }

  @Override
  public List<TableDefault> tables(Settings settings) {
    return Layout.tables(FRAMES);
  }

  @Override
  public Source open(String sourceName, Settings settings) {
    String user = settings.text("user").orElse("");
    Secret password = settings.secret("password").orElse(Secret.of(""));
    if (user.isBlank()) {
      throw settings.invalid(
          "user", "The user is empty.", "Write ${env:STATSBOMB_USER}, and set it.");
    }
    if (password.isEmpty()) {
      throw settings.invalid(
          "password", "The password is empty.", "Write ${env:STATSBOMB_PASSWORD}, and set it.");
    }
    return new MatchSource(
        new Api(
            Layout.folder(settings.url("url").orElseThrow()),
            new Request.Credentials.Basic(user, password),
            version(settings, "competitions", COMPETITIONS),
            version(settings, "matches", MATCHES)));
  }
}
