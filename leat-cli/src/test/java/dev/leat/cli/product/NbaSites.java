package dev.leat.cli.product;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Small pages of our own, built as Basketball-Reference, Covers and Reddit build theirs. */
final class NbaSites implements AutoCloseable {
  private final LocalDate day;
  private final int season;
  private final AtomicBoolean played = new AtomicBoolean(true);
  private final AtomicReference<String> salary = new AtomicReference<>("$55,224,526");
  private final AtomicInteger served = new AtomicInteger();
  private final FakeHttp http = FakeHttp.start();

  /** As they are today: there was a game the day before yesterday. */
  NbaSites() {
    this(LocalDate.now(Clock.system(ZoneOffset.UTC)).minusDays(2));
  }

  /** With a game on that day, in the season that was played then. */
  NbaSites(LocalDate day) {
    this.day = day;
    this.season = day.plusDays(2).plusMonths(3).getYear();
    http.under("/", request -> Answer.status(404));
    season();
    players();
    http.on("/friv/dailyleaders.fcgi", this::boxScores);
    http.on("/boxscores/pbp/" + game() + ".html", page(plays()));
    http.on("/sport/basketball/nba/odds", page(odds()));
    http.on("/token", Answer.json("{\"access_token\": \"t0ken-of-a-day\", \"expires_in\": 86400}"));
    http.on(
        "/r/nba/hot",
        Answer.json(
            """
            {"data": {"children": [{"data": {"id": "p1", "title": "Game thread", "score": 7,
              "url": "https://www.reddit.com/r/nba/comments/p1/game_thread/", "num_comments": 3,
              "permalink": "/r/nba/comments/p1/game_thread/", "selftext": ""}}]}}
            """));
    http.on("/comments/p1", Answer.json(comments()));
  }

  /** A page of which a comment is another each time, as on real sites. */
  private FakeHttp.Route page(String html) {
    return request -> bytes(html);
  }

  private Answer bytes(String html) {
    return Answer.html(html + "<!-- made " + served.incrementAndGet() + " -->");
  }

  /** The day with the one game. */
  LocalDate day() {
    return day;
  }

  String game() {
    return day.format(DateTimeFormatter.BASIC_ISO_DATE) + "0BRK";
  }

  /** The page of the season, with two tables of teams. */
  String seasonPage() {
    return "/leagues/NBA_" + season + ".html";
  }

  FakeHttp http() {
    return http;
  }

  TemplateProject around(TemplateProject project) {
    return project
        .with("BBREF_URL", http.url().toString())
        .with("COVERS_URL", http.url().toString())
        .with("REDDIT_URL", http.url().toString())
        .with("REDDIT_TOKEN_URL", http.url("/token").toString())
        .with("REDDIT_CLIENT_ID", "app")
        .with("REDDIT_CLIENT_SECRET", "reddit-s3cret")
        .with("REDDIT_LIMIT", "1000/second")
        .with("NBA_LIMIT", "1000/second")
        .with("NBA_START", day.minusDays(3).toString());
  }

  /** Of an old season: nothing finds it by itself. */
  TemplateProject aroundOld(TemplateProject project) {
    return around(project)
        .with("NBA_SEASON", String.valueOf(season))
        .with("NBA_START", day.minusDays(1).toString());
  }

  /** The box scores are not there yet, though the game was played. */
  void awaiting(boolean stillEmpty) {
    played.set(!stillEmpty);
  }

  /** What the one contract pays this season. */
  void pays(String amount) {
    salary.set(amount);
  }

  private void season() {
    String shown = day.format(DateTimeFormatter.ofPattern("EEE, MMM d, yyyy", Locale.US));
    http.on(
        "/leagues/NBA_" + season + "_games-october.html",
        page(
            table(
                "schedule",
                "Date,Start (ET),Visitor/Neutral,PTS,Home/Neutral,PTS,Attend.",
                shown + "|7:30p|Phoenix Suns||Brooklyn Nets||")));
    http.on(
        "/leagues/NBA_" + season + ".html",
        page(
            "<!-- "
                + table(
                    "per_game-opponent",
                    "Rk,Team,G,FG%,3P,3P%,PTS",
                    "1|Brooklyn Nets*|2|.455|12.5|.351|109.5",
                    "|League Average|2|.460|12.0|.350|110.0")
                + " -->"
                + ratings()));
    http.on(
        "/leagues/NBA_" + season + "_transactions.html",
        page(
            """
            <ul class="page_index"><li><span>October 1, 2025</span>
            <p>The <a>Brooklyn Nets</a> signed  <a href="/players/x">Ann</a>.</p>
            <p>The Phoenix Suns waived Bo.</p></li></ul>
            """));
    http.on(
        "/friv/injuries.fcgi",
        page(
            table(
                "injuries",
                "Player,Team,Update,Description",
                "Nikola Jović Jr.@jovicni01|Brooklyn Nets|Sat, Nov 1, 2025|Out (Knee)")));
  }

  private static String ratings() {
    List<String> stats =
        List.of(
            ("ranker,team,age,wins,losses,wins_pyth,losses_pyth,mov,sos,srs,off_rtg,def_rtg,net_rtg,"
                 + "pace,fta_per_fga_pct,fg3a_per_fga_pct,ts_pct,DUMMY,efg_pct,tov_pct,orb_pct,"
                 + "ft_rate,DUMMY2,opp_efg_pct,opp_tov_pct,drb_pct,opp_ft_rate,DUMMY3,arena_name,"
                 + "attendance,attendance_per_g")
                .split(",", -1));
    StringBuilder html = new StringBuilder("<table id=\"advanced-team\"><thead><tr>");
    stats.forEach(name -> html.append("<th data-stat=\"" + name + "\">" + name + "</th>"));
    html.append("</tr></thead><tbody>");
    for (String team : List.of("Phoenix Suns", "League Average")) {
      html.append("<tr>");
      for (String name : stats) {
        String value =
            switch (name) {
              case "team" -> team;
              case "arena_name" -> "Footprint Center";
              default -> name.startsWith("DUMMY") ? "" : "10";
            };
        html.append("<td data-stat=\"" + name + "\">" + value + "</td>");
      }
      html.append("</tr>");
    }
    return html.append("</tbody></table>").toString();
  }

  private void players() {
    http.on(
        "/leagues/NBA_" + season + "_per_game.html",
        page(
            table(
                "per_game_stats",
                "Rk,Player,Age,Team,Pos,G,GS,MP,FG,FGA,FG%,3P,3PA,3P%,2P,2PA,2P%,eFG%,FT,FTA,FT%,"
                    + "ORB,DRB,TRB,AST,STL,BLK,TOV,PF,PTS,Awards",
                "1|Nikola Jokić@jokicni01|30|DEN|C" + "|9.5".repeat(25) + "|",
                "|League Average|||" + "|9.5".repeat(25) + "|")));
    http.on(
        "/leagues/NBA_" + season + "_advanced.html",
        page(
            table(
                    "advanced",
                    "Rk,Player,Age,Team,Pos,G,GS,MP,PER,TS%,3PAr,FTr,ORB%,DRB%,TRB%,AST%,STL%,BLK%,"
                        + "TOV%,USG%,OWS,DWS,WS,WS/48,OBPM,DBPM,BPM,VORP,Awards",
                    "1|Jaren Jackson Jr.@jacksja02|26|MEM|C" + "|1.5".repeat(23) + "|DPOY-3",
                    "|League Average|||" + "|1.5".repeat(23) + "|")
                + table("advanced_post", "Rk,Player,PER,VORP", "1|Somebody@someb01|1.5|2.5")));
    String post =
        shooting().replace("id=\"shooting\"", "id=\"shooting_post\"").replace("581", "99");
    http.on("/leagues/NBA_" + season + "_shooting.html", page(shooting() + post));
    http.on(
        "/contracts/players.html",
        request ->
            bytes(
                table(
                    "player-contracts",
                    "Rk,Player,Tm,2025-26,2026-27,Guaranteed",
                    "1|Nikola Jokić@jokicni01|DEN|" + salary.get() + "|$59,033,114|$114,257,640",
                    "2|Luka Dončić@doncilu01|LAL|$45,999,660|$49,800,000|$95,799,660",
                    "3|Old Man@oldma01|DEN||$1|$1")));
  }

  private static String shooting() {
    String over =
        "<tr><th colspan=7></th><th colspan=6>% of FGA by Distance</th>"
            + "<th colspan=6>FG% by Distance</th><th colspan=2>% of FG Ast'd</th>"
            + "<th colspan=2>Dunks</th><th colspan=2>Corner 3s</th><th colspan=2>Heaves</th></tr>";
    String names =
        "Rk,Player,Team,GS,MP,FG%,Dist.,2P,0-3,3-10,10-16,16-3P,3P,2P,0-3,3-10,10-16,16-3P,3P,2P,"
            + "3P,%FGA,#,%3PA,3P%,Att.,#";
    return table(
            "shooting",
            names,
            "1|Cade Cunningham@cunnica01|2TM|9|581|.446|12.8" + "|.25".repeat(20),
            "1|Cade Cunningham@cunnica01|DET|4|300|.446|11.8" + "|.25".repeat(20))
        .replaceFirst("<thead>", "<thead>" + over)
        .replace(
            "<th>Att.</th><th>#</th>",
            "<th data-stat=fg3a_heave>Att.</th><th data-stat=fg3_heave>Md.</th>");
  }

  private Answer boxScores(Received request) {
    boolean ours =
        played.get()
            && request.query().contains("day=" + day.getDayOfMonth() + "&")
            && request.query().contains("month=" + day.getMonthValue() + "&");
    return bytes(
        "<table id=\"stats\"><thead><tr>"
            + BOX.stream()
                .map(it -> "<th data-stat=\"" + it + "\">" + it + "</th>")
                .collect(Collectors.joining())
            + "</tr></thead><tbody>"
            + (ours ? box("Nikola Jović@jovicni01", "BRK", "PHO", "") : "")
            + (ours ? box("Kevin Durant@duranke01", "PHO", "BRK", "@") : "")
            + "</tbody></table>");
  }

  private static final List<String> BOX =
      List.of(
          ("ranker,player,team_id,game_location,opp_id,game_result,mp,fg,fga,fg_pct,fg3,fg3a,fg3_pct,"
               + "ft,fta,ft_pct,orb,drb,trb,ast,stl,blk,tov,pf,pts,plus_minus,game_score")
              .split(",", -1));

  private String box(String player, String team, String opponent, String location) {
    StringBuilder row = new StringBuilder("<tr>");
    for (String name : BOX) {
      String cell =
          switch (name) {
            case "player" -> player;
            case "team_id" -> team;
            case "opp_id" -> opponent;
            case "game_location" -> location;
            case "mp" -> "31:05";
            case "game_result" -> "<a href=\"/boxscores/" + game() + ".html\">W</a>";
            default -> "4";
          };
      row.append(cell("td data-stat=\"" + name + "\"", cell));
    }
    return row.append("</tr>").toString();
  }

  /** The plays of the one game. */
  static String plays() {
    return """
    <table id="pbp"><tr class="thead" id="q1"><th colspan="6">1st Q</th></tr>
    <tr class="thead"><th>Time</th><th>Phoenix</th><th></th><th>Score</th><th></th><th>Brooklyn</th></tr>
    <tr><td>12:00.0</td><td colspan="5">Jump ball: A vs. B</td></tr>
    <tr><td>11:40.0</td><td>K. Durant makes 2-pt jump shot</td><td>+2</td><td>2-0</td><td></td><td></td></tr>
    <tr><td>11:20.0</td><td></td><td></td><td>2-0</td><td></td><td>N. Jović misses</td></tr>
    <tr><td>11:02.0</td><td></td><td></td><td>2-3</td><td>+3</td><td>N. Jović makes 3-pt jump shot</td></tr>
    <tr class="thead" id="q2"><th colspan="6">2nd Q</th></tr>
    <tr class="thead"><th>Time</th><th>Phoenix</th><th></th><th>Score</th><th></th><th>Brooklyn</th></tr>
    <tr><td>12:00.0</td><td colspan="5">Start of 2nd quarter</td></tr>
    <tr><td>11:02.0</td><td></td><td></td><td>2-6</td><td>+3</td><td>N. Jović makes 3-pt jump shot</td></tr>
    <tr class="thead" id="q5"><th colspan="6">1st OT</th></tr>
    <tr class="thead"><th>Time</th><th>Phoenix</th><th></th><th>Score</th><th></th><th>Brooklyn</th></tr>
    <tr><td>4:02.0</td><td></td><td></td><td>2-7</td><td>+1</td><td>N. Jović makes free throw</td></tr>
    </table>
    """;
  }

  private static String odds() {
    return line("moneyline", "+201 -312", "+235 -240", "-167 +115", "EVEN -120")
        + line(
            "spread",
            "+5.5 +101 -5.5 -145",
            "+6.5 -102 -6.5 -104",
            "PK -110 PK -110",
            "PK -110 PK -110")
        + line("total", "", "o 227.5 -102 u 227.5 +101", "", "o 226 -108 u 226 +103")
            .replace(
                "<tr><td>Oct 22,",
                "<tr><td>Today, 10:30 PM MIA BOS -1 +1</td><td></td><td>o 210.5 -110 u 210.5"
                    + " -110</td></tr><tr><td>Oct 22,");
  }

  private static String line(String name, String... lines) {
    return """
    <div id="%s-table"><table><thead><tr><th>Time (ET) &nbsp;Game Open</th><th><img alt="BetMGM"></th>
    <th><a><img alt="DraftKings"></a></th></tr></thead><tbody>
    <tr><td>Today,&nbsp;19:30 HOU OKC +206 -255</td><td>%s</td><td>%s</td></tr>
    <tr><td>Today, 22:00 GS XYZ +148 -176</td><td>%s</td><td>%s</td></tr>
    <tr><td>Oct 22, 19:00 CLE NY +148</td><td>1</td><td>1</td></tr></tbody></table></div>
    """
        .formatted(name, lines[0], lines[1], lines[2], lines[3]);
  }

  private static String comments() {
    return """
    [{"data": {"children": [{"kind": "t3", "data": {"id": "p1", "title": "Game thread"}}]}},
     {"data": {"children": [
      {"kind": "t1", "data": {"id": "c1", "author": "ada", "body": "I love it!", "score": 3,
        "edited": false, "permalink": "/r/nba/comments/p1/game_thread/c1/"}},
      {"kind": "t1", "data": {"id": "c2", "author": "ada", "body": "I love it!", "score": 9,
        "edited": 1650891943.0, "permalink": "/r/nba/comments/p1/game_thread/c2/"}},
      {"kind": "t1", "data": {"id": "c3", "author": "[deleted]", "body": "[deleted]", "score": 1,
        "edited": false, "permalink": "/r/nba/comments/p1/game_thread/c3/"}},
      {"kind": "more", "data": {"id": "m", "count": 7, "children": ["q"]}}]}}]
    """;
  }

  /** A table whose rows are given as cells between bars, a cell's key behind an at sign. */
  private static String table(String id, String head, String... rows) {
    String names =
        Arrays.stream(head.split(",", -1)).map(it -> cell("th", it)).collect(Collectors.joining());
    String body =
        Arrays.stream(rows)
            .map(
                row ->
                    Arrays.stream(row.split("\\|", -1))
                        .map(it -> cell("td", it))
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
            .collect(Collectors.joining());
    return "<table id=\"%s\"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>"
        .formatted(id, names, body);
  }

  private static String cell(String tag, String text) {
    int at = text.matches("[^<@]+@[a-z0-9]+") ? text.indexOf('@') : -1;
    String key = at < 0 ? "" : " data-append-csv=\"" + text.substring(at + 1) + "\"";
    String shown = at < 0 ? text : text.substring(0, at);
    return "<" + tag + key + ">" + shown + "</" + tag.split(" ", 2)[0] + ">";
  }

  @Override
  public void close() {
    http.close();
  }
}
