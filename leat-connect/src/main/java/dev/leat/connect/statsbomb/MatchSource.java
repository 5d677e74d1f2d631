package dev.leat.connect.statsbomb;

import static dev.leat.connect.statsbomb.StatsBombError.STATSBOMB_SELECTOR;

import dev.leat.api.Content;
import dev.leat.api.Discovery;
import dev.leat.api.FeedVersion;
import dev.leat.api.KeyValue;
import dev.leat.api.Keys;
import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.api.OfferRequest;
import dev.leat.api.OfferedFile;
import dev.leat.api.Selector;
import dev.leat.api.Source;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lists seasons as selectors and their matches as datasets; thread-safe. */
final class MatchSource implements Source {
  /** Offers what is left of a season's listing. */
  private final class Matches implements Iterator<List<Offer>> {
    private final OfferRequest request;
    private final Map<String, List<FeedVersion>> wanted = new HashMap<>();
    private final Keys season;
    private final Listing listing;

    Matches(OfferRequest request, Keys season, Listing listing) {
      this.request = request;
      this.season = season;
      this.listing = listing;
      request.feeds().keySet().forEach(feed -> wanted.put(feed, request.wanted(feed)));
    }

    @Override
    public boolean hasNext() {
      boolean more = false;
      try {
        more = listing.hasNext();
      } finally {
        if (!more) {
          finish(listing);
        }
      }
      return more;
    }

    @Override
    public List<Offer> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<Offer> batch = new ArrayList<>();
      while (batch.size() < BATCH_MAX && hasNext()) {
        Offer offer = offer(season, listing.next(), wanted);
        if (request.filter().agreesWith(offer.keys())) {
          batch.add(offer);
        }
      }
      return batch;
    }
  }

  private static final int BATCH_MAX = 500;

  private static final String COMPETITION = "competition_id";
  private static final String SEASON = "season_id";
  private static final Set<String> OF_SEASON =
      Set.of(
          COMPETITION,
          SEASON,
          "competition_name",
          "season_name",
          "country_name",
          "competition_gender",
          "match_updated",
          "match_updated_360");
  private static final Set<String> OF_MATCH =
      Set.of(
          "match_id",
          "match_date",
          "kick_off",
          "match_week",
          "home_score",
          "away_score",
          "home_team.",
          "home_team.home_team_name",
          "away_team.",
          "away_team.away_team_name",
          "competition.",
          "competition.competition_name",
          "season.",
          "season.season_name",
          "competition_stage.",
          "competition_stage.name",
          "stadium.",
          "stadium.name",
          "collection_status",
          "match_status",
          "match_status_360",
          "last_updated",
          "last_updated_360");

  /** Facts worth keeping beside a match, by the path that they are listed under. */
  private static final Map<String, String> FACTS =
      Map.of(
          "match_date", "match_date",
          "kick_off", "kick_off",
          "match_week", "match_week",
          "home_team.home_team_name", "home_team",
          "away_team.away_team_name", "away_team",
          "competition.competition_name", "competition",
          "season.season_name", "season",
          "competition_stage.name", "stage",
          "stadium.name", "stadium");

  private final Layout layout;
  private final Set<Listing> open = ConcurrentHashMap.newKeySet();

  MatchSource(Layout layout) {
    this.layout = layout;
  }

  @Override
  public List<Selector> selectors(String datasetType, Discovery discovery)
      throws IOException, InterruptedException {
    OfferedFile file = layout.competitions();
    InputStream body = discovery.listing("competition", Keys.NONE, file).open();
    List<Selector> seasons = new ArrayList<>();
    try (var listing = new Listing(url(file), OF_SEASON, body)) {
      while (listing.hasNext()) {
        seasons.add(selector(listing.next()));
      }
    }
    return seasons;
  }

  private Selector selector(Listed season) {
    Keys keys = Keys.of(COMPETITION, season.id(COMPETITION)).with(SEASON, season.id(SEASON));
    Keys attributes = Keys.NONE;
    for (String name :
        List.of("competition_name", "season_name", "country_name", "competition_gender")) {
      String text = season.text(name);
      attributes = text == null ? attributes : attributes.with(name, text);
    }
    return Selector.of(keys).modified(layout.modified(season)).attributes(attributes);
  }

  @Override
  public Iterator<List<Offer>> offers(OfferRequest request, Discovery discovery)
      throws IOException, InterruptedException {
    Basis season = season(request);
    InputStream body = discovery.listing(season.datasetType(), season.keys(), season.file()).open();
    var listing = new Listing(url(season.file()), OF_MATCH, body);
    open.add(listing);
    return new Matches(request, season.keys(), listing);
  }

  @Override
  public Optional<Basis> basis(OfferRequest request) {
    return Optional.of(season(request));
  }

  private Basis season(OfferRequest request) {
    Keys selected = request.selector().keys();
    long competition = id(selected, COMPETITION);
    long season = id(selected, SEASON);
    Keys keys = Keys.of(COMPETITION, competition).with(SEASON, season);
    return new Basis("season", keys, layout.matches(competition, season));
  }

  private static long id(Keys selected, String name) {
    String text = selected.value(name).map(KeyValue::text).orElse("");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      String found = text.isEmpty() ? "no " + name : name + " '" + text + "'";
      throw new LeatException(
          STATSBOMB_SELECTOR,
          "A selector of StatsBomb matches has " + found + ", which should be a whole number.",
          "Select by competition_id and season_id, such as 11 and 90, or leave out 'select'.",
          notWhole);
    }
  }

  private Offer offer(Keys season, Listed match, Map<String, List<FeedVersion>> wanted) {
    return new Offer(
        season.with("match_id", match.id("match_id")),
        title(match),
        layout.state(match),
        facts(match),
        layout.files(match, wanted),
        null,
        null);
  }

  /** {@code 2021-05-22 / Eibar - Barcelona / 0-1}. */
  private static String title(Listed match) {
    String teams =
        match.text("home_team.home_team_name", "?")
            + " - "
            + match.text("away_team.away_team_name", "?");
    String home = match.text("home_score");
    String away = match.text("away_score");
    String score = home == null || away == null ? "" : " / " + home + "-" + away;
    return match.text("match_date", "?") + " / " + teams + score;
  }

  private static Map<String, String> facts(Listed match) {
    Map<String, String> facts = new HashMap<>();
    FACTS.forEach(
        (path, name) -> {
          String text = match.text(path);
          if (text != null) {
            facts.put(name, text);
          }
        });
    return facts;
  }

  private static String url(OfferedFile file) {
    return switch (file.content()) {
      case Content.Remote remote -> remote.request().url().toString();
      case Content.Local local -> local.path().toString();
      case Content.Inline inline -> "inline " + file.id();
      case Content.Written written -> "written " + file.id();
      case Content.Paged paged -> paged.pages().url().toString();
    };
  }

  private void finish(Listing listing) {
    open.remove(listing);
    listing.close();
  }

  @Override
  public void close() {
    open.forEach(this::finish);
  }
}
