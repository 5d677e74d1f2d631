package dev.leat.testkit.statsbomb;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes what the provider says of a match: small, always the same, in the real shape. */
final class MatchJson {
  private static final List<String> TYPES = List.of("Pass", "Carry", "Pressure", "Shot", "Pass");

  private MatchJson() {}

  static String season(Match.Season season, Match newest) {
    return """
    {"competition_id": %d, "season_id": %d, "country_name": "Nowhere",\
     "competition_name": "Invented League %d", "competition_gender": "female",\
     "competition_youth": false, "competition_international": false,\
     "season_name": "%s", "match_updated": "%s", "match_updated_360": %s,\
     "match_available_360": null, "match_available": "%s"}\
    """
        .formatted(
            season.competition(),
            season.season(),
            season.competition(),
            season.name(),
            newest.updated(),
            season.frames() ? '"' + newest.framesUpdated().toString() + '"' : "null",
            newest.updated());
  }

  static String match(Match match) {
    return """
    {"match_id": %d, "match_date": "%s", "kick_off": "20:45:00.000", %s, %s, %s,\
     "home_score": %d, "away_score": %d, "collection_status": "%s", "match_status": "%s",\
     "match_status_360": "%s", "last_updated": "%s", "last_updated_360": %s,\
     "metadata": {"data_version": "1.1.0", "shot_fidelity_version": "2"}, "match_week": %d,\
     "competition_stage": {"id": 1, "name": "Regular Season"},\
     "stadium": {"id": %d, "name": "Ground %d", "country": {"id": 900, "name": "Nowhere"}},\
     "referee": null}\
    """
        .formatted(
            match.id(),
            match.date(),
            league(match.season()),
            team("home", match.home()),
            team("away", match.away()),
            match.homeScore(),
            match.awayScore(),
            match.collection(),
            match.status(),
            match.frames() ? "available" : "scheduled",
            match.updated(),
            match.season().frames() ? '"' + match.framesUpdated().toString() + '"' : "null",
            1 + match.index() / 10,
            500 + match.home(),
            match.home());
  }

  private static String league(Match.Season season) {
    return """
    "competition": {"competition_id": %d, "country_name": "Nowhere",\
     "competition_name": "Invented League %d"}, "season": {"season_id": %d,\
     "season_name": "%s"}\
    """
        .formatted(season.competition(), season.competition(), season.season(), season.name());
  }

  private static String team(String side, int team) {
    return """
    "%s_team": {"%s_team_id": %d, "%s_team_name": "%s", "%s_team_gender": "female",\
     "%s_team_group": null, "country": {"id": 900, "name": "Nowhere"},\
     "managers": [{"id": %d, "name": "Manager %d", "nickname": null, "dob": "1970-01-01"}]}\
    """
        .formatted(side, side, 700 + team, side, name(team), side, side, 800 + team, team);
  }

  private static String name(int team) {
    return "Club " + (char) ('A' + team);
  }

  static String lineups(Match match) {
    return list(
        IntStream.of(match.home(), match.away())
            .mapToObj(
                team ->
                    """
                    {"team_id": %d, "team_name": "%s", "lineup": %s}\
                    """
                        .formatted(
                            700 + team,
                            name(team),
                            list(
                                IntStream.range(0, 11)
                                    .mapToObj(shirt -> listedPlayer(team, shirt))
                                    .toList())))
            .toList());
  }

  private static String listedPlayer(int team, int shirt) {
    return """
    {"player_id": %d, "player_name": "Player %d-%d", "player_nickname": null,\
     "jersey_number": %d, "country": {"id": 900, "name": "Nowhere"}, "cards": [],\
     "positions": [{"position_id": %d, "position": "Position %d", "from": "00:00",\
     "to": null, "from_period": 1, "to_period": null}]}\
    """
        .formatted(id(team, shirt), team, shirt, shirt + 1, shirt + 1, shirt + 1);
  }

  static String events(Match match, int count) {
    return list(IntStream.range(0, count).mapToObj(index -> event(match, index)).toList());
  }

  private static String event(Match match, int index) {
    int team = index % 2 == 0 ? match.home() : match.away();
    String type = index < 2 ? "Starting XI" : TYPES.get(index % TYPES.size());
    int second = index * 90 * 60 / 4000 + index;
    return """
    {"id": "%s", "index": %d, "period": %d, "timestamp": "%02d:%02d:%02d.%03d",\
     "minute": %d, "second": %d, "type": {"id": %d, "name": "%s"}, "possession": %d,\
     "possession_team": {"id": %d, "name": "%s"},\
     "play_pattern": {"id": 1, "name": "Regular Play"}, "team": {"id": %d, "name": "%s"},\
     "duration": %s%s}\
    """
        .formatted(
            eventId(match, index),
            index + 1,
            1 + second / 2700 % 2,
            second / 3600 % 24,
            second / 60 % 60,
            second % 60,
            index % 1000,
            second / 60,
            second % 60,
            30 + index % 5,
            type,
            1 + index / 5,
            700 + team,
            name(team),
            700 + team,
            name(team),
            decimal(index % 4 + 0.1 * match.edition(), 6),
            details(match, index, team, type));
  }

  private static String details(Match match, int index, int team, String type) {
    if (type.equals("Starting XI")) {
      return ", \"tactics\": {\"formation\": 442, \"lineup\": "
          + list(
              IntStream.range(0, 11)
                  .mapToObj(
                      shirt ->
                          "{" + player(team, shirt) + ", \"jersey_number\": " + (shirt + 1) + "}")
                  .toList())
          + "}";
    }
    String common =
        ", "
            + player(team, index % 11)
            + ", \"location\": "
            + location(index)
            + related(match, index);
    return switch (type) {
      case "Shot" -> common + ", \"shot\": " + shot(index, team);
      case "Pass" -> common + ", \"pass\": " + pass(index, team);
      case "Carry" -> common + ", \"carry\": {\"end_location\": " + location(index + 1) + "}";
      default -> common + ", \"under_pressure\": true";
    };
  }

  private static String related(Match match, int index) {
    return index % 3 == 0 ? ", \"related_events\": [\"" + eventId(match, index - 1) + "\"]" : "";
  }

  private static String shot(int index, int team) {
    return """
    {"statsbomb_xg": %s, "end_location": [120.0, %s, 0.2], "first_time": %b,\
     "outcome": {"id": 98, "name": "%s"}, "freeze_frame": %s}\
    """
        .formatted(
            decimal(index % 97 / 103.0, 9),
            decimal(36 + index % 8, 1),
            index % 2 == 0,
            index % 7 == 3 ? "Goal" : "Off T",
            list(
                IntStream.range(0, 3)
                    .mapToObj(
                        shirt ->
                            """
                            {"location": %s, %s, "teammate": %b}\
                            """
                                .formatted(location(shirt), player(team, shirt), shirt == 0))
                    .toList()));
  }

  private static String pass(int index, int team) {
    return """
    {"recipient": {"id": %d, "name": "Player %d-%d"}, "length": %s, "angle": %s,\
     "height": {"id": 1, "name": "Ground Pass"}, "end_location": %s}\
    """
        .formatted(
            id(team, (index + 3) % 11),
            team,
            (index + 3) % 11,
            decimal(1 + index % 40 / 1.7, 6),
            decimal(-3 + index % 60 / 10.3, 7),
            location(index + 5));
  }

  static String frames(Match match, int count) {
    return list(
        IntStream.range(0, count)
            .mapToObj(
                index ->
                    """
                    {"event_uuid": "%s", "visible_area": [0.0, 80.0, %s, 0.0],\
                     "freeze_frame": [{"teammate": true, "actor": true, "keeper": false,\
                     "location": %s}, {"teammate": false, "actor": false, "keeper": true,\
                     "location": %s}]}\
                    """
                        .formatted(
                            eventId(match, index),
                            decimal(60 + index % 40, 3),
                            location(index),
                            location(index + 9)))
            .toList());
  }

  private static String eventId(Match match, int index) {
    return new UUID(match.id() * 0x9E3779B97F4A7C15L, index).toString();
  }

  private static String player(int team, int shirt) {
    return "\"player\": {\"id\": %d, \"name\": \"Player %d-%d\"}"
        .formatted(id(team, shirt), team, shirt);
  }

  private static int id(int team, int shirt) {
    return 10_000 + team * 100 + shirt;
  }

  private static String location(int index) {
    return "["
        + decimal(index * 7 % 1200 / 10.0, 1)
        + ", "
        + decimal(index * 3 % 800 / 10.0, 1)
        + "]";
  }

  private static String decimal(double value, int scale) {
    return String.format(Locale.ROOT, "%." + scale + "f", value);
  }

  private static String list(List<String> entries) {
    return entries.stream().collect(Collectors.joining(",\n", "[", "]"));
  }
}
