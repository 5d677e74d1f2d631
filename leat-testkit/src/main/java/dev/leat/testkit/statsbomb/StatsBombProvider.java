package dev.leat.testkit.statsbomb;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Serves invented matches in the layouts of StatsBomb's open data and API, flaws on request.
 *
 * <p>Bodies are the same on every machine and carry an ETag. Paths are those below {@link #url()},
 * such as {@code events/3773369.json}. Thread-safe; it can be changed while it serves.
 */
public final class StatsBombProvider implements AutoCloseable {
  /** Who may use the API. */
  public static final String USER = "analyst@example.com";

  public static final String PASSWORD = "p@ss/w: ä";

  /** The match whose tracking frames the real provider announces and does not have. */
  public static final long MATCH_WITHOUT_FRAMES = 3_773_565;

  private static final String DATA = "/data/";
  private static final String API = "/api/";
  private static final int EVENTS = 40;
  private static final int LARGE_EVENTS = 5_550;
  private static final int LARGE_FRAMES = 100;
  private static final Match ANY = Match.of(new Match.Season(1, 1, 1, 0), 0);

  private final FakeHttp http;
  private final Map<Match.Season, Map<Long, Match>> seasons =
      new ConcurrentSkipListMap<>(
          Comparator.comparingLong(Match.Season::competition)
              .thenComparingLong(Match.Season::season));
  private final Map<String, Answer> overrides = new ConcurrentHashMap<>();
  private final Map<String, Answer> listings = new ConcurrentHashMap<>();
  private final Map<String, Answer> shared = new ConcurrentHashMap<>();

  private StatsBombProvider(FakeHttp http) {
    this.http = http;
    http.under(DATA, request -> open(request.path().substring(DATA.length())));
    http.under(API, this::api);
  }

  /** Serves 33 matches of 11/42, and 35 of 11/90, seven of them with tracking frames. */
  public static StatsBombProvider start() {
    return on(FakeHttp.start()).season(11, 42, 33).seasonWithFrames(11, 90, 35);
  }

  /** Serves nothing yet. */
  public static StatsBombProvider on(FakeHttp http) {
    return new StatsBombProvider(http);
  }

  /** Adds a season without tracking frames, or puts it in place of another. */
  public StatsBombProvider season(long competition, long season, int matches) {
    return add(new Match.Season(competition, season, matches, 0));
  }

  /** Adds a season in which every fifth match has tracking frames. */
  public StatsBombProvider seasonWithFrames(long competition, long season, int matches) {
    return add(new Match.Season(competition, season, matches, 5));
  }

  /** Adds a season in which every match has tracking frames: three files each. */
  public StatsBombProvider seasonWithAllFrames(long competition, long season, int matches) {
    return add(new Match.Season(competition, season, matches, 1));
  }

  private StatsBombProvider add(Match.Season season) {
    Map<Long, Match> matches = new ConcurrentSkipListMap<>();
    for (int index = 0; index < season.matches(); index++) {
      Match match = Match.of(season, index);
      matches.put(match.id(), match);
    }
    seasons.remove(season);
    seasons.put(season, matches);
    listings.clear();
    return this;
  }

  /** Makes every events file about 3.4 MB; all matches share their bytes, which costs no time. */
  public StatsBombProvider large() {
    return large(Answer.json(MatchJson.events(ANY, LARGE_EVENTS)));
  }

  /** Serves a file as the events of every match. */
  public StatsBombProvider large(Path events) {
    return large(Answer.file(events));
  }

  private StatsBombProvider large(Answer events) {
    shared.put("events", events);
    shared.put("lineups", Answer.json(MatchJson.lineups(ANY)));
    shared.put("three-sixty", Answer.json(MatchJson.frames(ANY, LARGE_FRAMES)));
    return this;
  }

  /** The base of the open data, with a slash at its end. */
  public URI url() {
    return http.url(DATA);
  }

  /** The base of the API, with a slash at its end. */
  public URI apiUrl() {
    return http.url(API);
  }

  public FakeHttp http() {
    return http;
  }

  /** Paths of all requests so far, below the base, in order of arrival. */
  public List<String> requests() {
    return http.requests().stream()
        .map(request -> request.path().replaceFirst("^/(data|api)/", ""))
        .toList();
  }

  /** The matches of a season in order. */
  public List<Long> matches(long competition, long season) {
    return seasons.entrySet().stream()
        .filter(it -> it.getKey().competition() == competition && it.getKey().season() == season)
        .flatMap(it -> it.getValue().keySet().stream())
        .toList();
  }

  /** Corrects a match: its events change, and its times. */
  public StatsBombProvider correct(long match) {
    return replace(match(match).corrected());
  }

  /** Sets how far the collection of a match has come, as the API tells it. */
  public StatsBombProvider status(long match, String collection, String status) {
    return replace(match(match).in(collection, status));
  }

  /** Answers a path in a way of its own until {@link #restore}. */
  public StatsBombProvider answer(String path, Answer answer) {
    overrides.put(path, answer);
    return this;
  }

  public StatsBombProvider restore(String path) {
    overrides.remove(path);
    return this;
  }

  public StatsBombProvider missing(String path) {
    return answer(path, Answer.text("text/plain", "404: Not Found").as(404));
  }

  /** Answers a web page with status 200. */
  public StatsBombProvider html(String path) {
    return answer(path, Answer.html("<!DOCTYPE html><html><body>Sign in</body></html>"));
  }

  /** Sends half of the body as if it were whole. */
  public StatsBombProvider truncated(String path) {
    byte[] body = body(path);
    return answer(path, Answer.bytes(Arrays.copyOf(body, body.length / 2)));
  }

  /** Puts zero bytes into the middle of the body, as in some of the provider's frames. */
  public StatsBombProvider nulRidden(String path) {
    byte[] body = body(path);
    Arrays.fill(body, body.length / 2, body.length / 2 + 16, (byte) 0);
    return answer(path, Answer.bytes(body));
  }

  /** What a path of the open data holds now. */
  public byte[] body(String path) {
    return text(path)
        .orElseThrow(() -> new IllegalArgumentException("there is no " + path))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }

  private Match match(long id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("there is no match " + id));
  }

  private Optional<Match> find(long id) {
    return seasons.values().stream().map(it -> it.get(id)).filter(Objects::nonNull).findFirst();
  }

  private StatsBombProvider replace(Match match) {
    Objects.requireNonNull(seasons.get(match.season())).put(match.id(), match);
    listings.clear();
    return this;
  }

  private Answer open(String path) {
    Answer override = overrides.get(path);
    if (override != null) {
      return override;
    }
    Answer large = shared.get(folder(path));
    Optional<Match> match = large == null ? Optional.empty() : matchOf(path);
    if (large != null && match.isPresent()) {
      return large.etag(path + "-" + match.get().edition());
    }
    boolean listing = path.startsWith("matches/") || path.equals("competitions.json");
    return listing ? listings.computeIfAbsent(path, this::answer) : answer(path);
  }

  private Answer answer(String path) {
    return text(path)
        .map(body -> Answer.json(body).etag(Integer.toHexString(body.hashCode())))
        .orElseGet(() -> Answer.text("text/plain", "404: Not Found").as(404));
  }

  private Optional<String> text(String path) {
    if (path.equals("competitions.json")) {
      return Optional.of(competitions());
    }
    if (path.startsWith("matches/")) {
      return seasons.entrySet().stream()
          .filter(entry -> path.equals(file(entry.getKey())))
          .map(entry -> list(entry.getValue().values().stream().map(MatchJson::match).toList()))
          .findFirst();
    }
    Optional<Match> match = matchOf(path);
    return switch (folder(path)) {
      case "lineups" -> match.map(MatchJson::lineups);
      case "events" -> match.map(it -> MatchJson.events(it, EVENTS));
      case "three-sixty" -> match.filter(Match::frames).map(it -> MatchJson.frames(it, EVENTS / 2));
      default -> Optional.empty();
    };
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.indexOf('/')));
  }

  private static String file(Match.Season season) {
    return "matches/" + season.competition() + "/" + season.season() + ".json";
  }

  private Optional<Match> matchOf(String path) {
    String digits = path.replaceFirst("^.*/", "").replaceFirst("[.]json$", "");
    return digits.matches("[0-9]{1,18}") ? find(Long.parseLong(digits)) : Optional.empty();
  }

  private String competitions() {
    return list(
        seasons.entrySet().stream()
            .map(
                entry ->
                    MatchJson.season(
                        entry.getKey(),
                        entry.getValue().values().stream()
                            .max(Comparator.comparing(Match::updated))
                            .orElseGet(() -> Match.of(entry.getKey(), 0))))
            .toList());
  }

  private static String list(List<String> entries) {
    return entries.stream().collect(Collectors.joining(",\n", "[", "]"));
  }

  /** {@code v6/competitions/11/seasons/90/matches} and its like, for those with credentials. */
  private Answer api(Received request) {
    byte[] who = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    String expected = "Basic " + Base64.getEncoder().encodeToString(who);
    if (!request.header("Authorization").filter(expected::equals).isPresent()) {
      return Answer.json("{\"message\": \"Unauthorized\"}").as(401);
    }
    String path = request.path().substring(API.length()).replaceFirst("^v[0-9]+/", "");
    String open =
        path.replaceFirst("^competitions/([0-9]+)/seasons/([0-9]+)/matches$", "matches/$1/$2")
                .replaceFirst("^360-frames/", "three-sixty/")
            + ".json";
    return Optional.ofNullable(overrides.get(request.path().substring(API.length())))
        .orElseGet(() -> open(open));
  }
}
