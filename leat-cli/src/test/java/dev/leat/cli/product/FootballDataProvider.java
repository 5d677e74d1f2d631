package dev.leat.cli.product;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** football-data.org as far as the template asks it: invented teams, real competitions. */
final class FootballDataProvider implements AutoCloseable {
  static final String TOKEN = "f00tball-t0ken";
  static final int EURO = 2018;

  private record Competition(int id, String name, int teams) {}

  private static final List<Competition> COMPETITIONS =
      List.of(
          new Competition(2013, "Campeonato Brasileiro Série A", 20),
          new Competition(2016, "Championship", 24),
          new Competition(2021, "Premier League", 20),
          new Competition(2001, "UEFA Champions League", 46),
          new Competition(EURO, "European Championship", 24),
          new Competition(2015, "Ligue 1", 20),
          new Competition(2002, "Bundesliga", 18),
          new Competition(2019, "Serie A", 20),
          new Competition(2003, "Eredivisie", 18),
          new Competition(2017, "Primeira Liga", 18),
          new Competition(2152, "Copa Libertadores", 47),
          new Competition(2014, "Primera Division", 20),
          new Competition(2000, "FIFA World Cup", 32));

  /** A league's teams begin with its own; a cup's are those of the leagues in this order. */
  private static final List<Integer> LEAGUES = List.of(2014, 2021, 2019, 2002, 2015, 2003, 2017);

  private final FakeHttp http = FakeHttp.start();
  private final Map<Integer, List<Integer>> teams = new LinkedHashMap<>();
  private final TreeSet<String> served = new TreeSet<>();
  private boolean euroIsEmpty = true;
  private int paid;

  private FootballDataProvider() {
    COMPETITIONS.forEach(one -> teams.put(one.id(), teamsOf(one)));
    http.under("/v4/", this::answer);
  }

  static FootballDataProvider start() {
    return new FootballDataProvider();
  }

  private static List<Integer> teamsOf(Competition competition) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < competition.teams(); i++) {
      boolean isCup = competition.id() == 2001;
      int league = isCup ? LEAGUES.get(i % LEAGUES.size()) : competition.id();
      ids.add(league * 100 + (isCup ? i / LEAGUES.size() : i));
    }
    return ids;
  }

  /** The Euro has its teams in the current season, too. */
  FootballDataProvider withEuro() {
    euroIsEmpty = false;
    return this;
  }

  /** The token's plan does not include this competition. */
  FootballDataProvider paid(int competition) {
    paid = competition;
    return this;
  }

  /** A team leaves a competition. */
  void relegate(int competition) {
    teamsIn(competition).removeLast();
  }

  private List<Integer> teamsIn(int competition) {
    return Objects.requireNonNull(teams.get(competition));
  }

  long distinctTeams() {
    return teams.values().stream().flatMap(List::stream).distinct().count();
  }

  FakeHttp http() {
    return http;
  }

  /** The bodies of all answers so far. */
  synchronized List<String> served() {
    return List.copyOf(served);
  }

  private synchronized Answer answer(Received request) {
    if (!request.header("X-Auth-Token").orElse("").equals(TOKEN)) {
      return Answer.json("{\"message\":\"Your API token is invalid.\",\"errorCode\":400}").as(401);
    }
    String[] parts = request.path().split("/", -1);
    if (parts.length == 3) {
      return send(competitions());
    }
    int id = Integer.parseInt(parts[3]);
    if (id == paid) {
      return Answer.json("{\"message\":\"The resource is restricted.\",\"errorCode\":403}").as(403);
    }
    String season = request.query().replace("season=", "");
    boolean isEmpty = id == EURO && euroIsEmpty && !season.equals("2024");
    return send(teams(id, season, isEmpty ? List.of() : teamsIn(id)));
  }

  private Answer send(String body) {
    served.add(body);
    return Answer.json(body);
  }

  private static String competitions() {
    List<String> all = new ArrayList<>();
    for (Competition one : COMPETITIONS) {
      all.add(
          "{\"id\": %d, \"area\": {\"id\": 2077, \"name\": \"Europe\"}, \"name\": \"%s\","
                  .formatted(one.id(), one.name())
              + " \"plan\": \"TIER_ONE\", \"currentSeason\": {\"id\": %d, \"winner\": null},"
                  .formatted(one.id() + 1)
              + " \"lastUpdated\": \"2024-09-13T16:52:54Z\"}");
    }
    return "{\"count\": %d, \"filters\": {}, \"competitions\": [%s]}"
        .formatted(all.size(), String.join(",", all));
  }

  private static String teams(int competition, String season, List<Integer> ids) {
    List<String> all = new ArrayList<>();
    for (int id : ids) {
      all.add(
          "{\"id\": %d, \"name\": \"Team %d\", \"founded\": 1900, \"squad\": [{\"id\": %d}]}"
              .formatted(id, id, id * 10L));
    }
    return "{\"count\": %d, \"filters\": {\"season\": \"%s\"}, \"competition\": {\"id\": %d},\n \"teams\": [%s]}"
        .formatted(
            all.size(), season.isEmpty() ? "2025" : season, competition, String.join(",", all));
  }

  @Override
  public void close() {
    http.close();
  }
}
