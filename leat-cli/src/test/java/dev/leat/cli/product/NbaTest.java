package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template nba, against sites of our own. */
final class NbaTest {
  private static final List<String> BASKETBALL =
      List.of(
          "bbref_league_schedule",
          "bbref_player_boxscores",
          "bbref_player_pbp",
          "bbref_player_stats_snapshot",
          "bbref_team_adv_stats_snapshot",
          "bbref_team_opponent_shooting_stats",
          "bbref_player_adv_stats",
          "bbref_player_shooting_stats",
          "bbref_player_injuries",
          "bbref_league_transactions",
          "bbref_player_contracts",
          "draftkings_game_odds");

  private static final String CONTRACTS =
      "SELECT player, season_salary, CAST(created_at = modified_at AS VARCHAR)"
          + " FROM bbref_player_contracts ORDER BY player";

  @TempDir private Path folder;
  private NbaSites sites = new NbaSites();

  @AfterEach
  void close() {
    sites.close();
  }

  @Test
  void threeRunsMakeTheTablesOnce() {
    TemplateProject project = sites.around(TemplateProject.init(folder, "nba"));
    Cli.Answer first = project.leat("run").exits(0);
    Database tables = project.tables("nba.duckdb");
    tablesAreThose(tables);
    assertThat(sites.http().requests("/boxscores/pbp/" + sites.game() + ".html")).hasSize(1);
    assertThat(sites.http().requests("/friv/dailyleaders.fcgi")).hasSize(1);
    assertThat(first.err())
        .contains("the flag playoffs is off")
        .contains("The feed 'boxscores' has nothing to ask for on ")
        .contains(": 'schedule' names no such day.");
    assertThat(months())
        .containsExactlyInAnyOrder(
            "october", "november", "december", "january", "february", "march", "april");
    LocalDate today = LocalDate.now(Clock.system(ZoneOffset.UTC));
    assertThat(
            new Database("jdbc:duckdb:")
                .text(
                    "SELECT count(*) FROM read_parquet('"
                        + project.folder()
                        + "/lake/boxscores/validated/year=*/month=*/boxscores-*.parquet')"))
        .isEqualTo("2");
    assertThat(
            project.folder().resolve("lake/reddit_comment_data/validated/year=" + today.getYear()))
        .isDirectory();

    Map<String, List<String>> before = content(tables);
    sites.http().forget();
    project.leat("flag", "set", "playoffs", "on").exits(0);
    project.leat("flag", "set", "opp_stats", "off").exits(0);
    sites.pays("$1");
    Cli.Answer second = project.leat("run").exits(0);
    assertThat(second.err())
        .contains("Loaded bbref_player_contracts: 0 inserted, 1 updated, 1 unchanged, 0 deleted");
    assertThat(months()).containsExactlyInAnyOrder("april", "may", "june");
    assertThat(sites.http().requests(sites.seasonPage())).hasSize(1);
    assertThat(tables.rows(CONTRACTS))
        .containsExactly("Luka Doncic|45999660|true", "Nikola Jokic|1|false");
    Map<String, List<String>> after = content(tables);
    List<String> paid = after.remove("bbref_player_contracts");
    List<String> due = Objects.requireNonNull(before.remove("bbref_player_contracts"));
    assertThat(after).isEqualTo(before);
    assertThat(paid).as("the other contract").contains(due.getFirst());
    assertThat(whenItCame(tables)).containsExactly("1|1");

    String plays = "/boxscores/pbp/" + sites.game() + ".html";
    assertThat(sites.http().requests(plays)).as("plays of a day that is over").isEmpty();

    sites.http().forget();
    project.leat("backfill", "bbref", "--date", sites.day().toString()).exits(0);
    assertThat(sites.http().requests("/friv/dailyleaders.fcgi")).hasSize(1);
    assertThat(sites.http().requests("/boxscores/pbp/" + sites.game() + ".html")).hasSize(1);
    assertThat(months()).isEmpty();
    before.put("bbref_player_contracts", paid);
    assertThat(content(tables)).isEqualTo(before);
    project.leat("load", "--replay", "--table", "bbref_player_contracts").exits(0);
    assertThat(tables.rows(CONTRACTS))
        .containsExactly("Luka Doncic|45999660|true", "Nikola Jokic|1|false");
  }

  /** How many times rows of contracts came, and how many of them changed since. */
  private static List<String> whenItCame(Database tables) {
    return tables.rows(
        "SELECT count(DISTINCT created_at), count(*) FILTER (WHERE modified_at > created_at)"
            + " FROM bbref_player_contracts");
  }

  /** Of the schedule, those that were asked for. */
  private List<String> months() {
    return sites.http().requests().stream()
        .map(it -> it.path())
        .filter(path -> path.contains("_games-"))
        .map(path -> path.replaceAll(".*-|\\.html", ""))
        .toList();
  }

  private void tablesAreThose(Database tables) {
    String day = sites.day().toString();
    assertThat(tables.rows("SELECT away_team, home_team, proper_date FROM bbref_league_schedule"))
        .containsExactly("Phoenix Suns|Brooklyn Nets|" + day);
    assertThat(
            tables.rows(
                "SELECT player, player_id, team, location, opponent, outcome, mp, pts, date"
                    + " FROM bbref_player_boxscores ORDER BY player"))
        .containsExactly(
            "Kevin Durant|duranke01|PHX|A|BKN|W|31:05|4|" + day,
            "Nikola Jovic|jovicni01|BKN|H|PHX|W|31:05|4|" + day);
    assertThat(
            tables.rows(
                "SELECT hometeam, awayteam, date, timequarter, numberperiod, awayscore, homescore,"
                    + " scoreaway, scorehome, marginscore FROM bbref_player_pbp"
                    + " ORDER BY numberperiod, scorehome, timequarter DESC"))
        .containsExactly(
            "BKN|PHX|" + day + "|4:02.0|1st Overtime|null|+1|2|7|5",
            "BKN|PHX|" + day + "|12:00.0|1st Quarter|null|null|0|0|0",
            "BKN|PHX|" + day + "|11:40.0|1st Quarter|+2|null|2|0|-2",
            "BKN|PHX|" + day + "|11:02.0|1st Quarter|null|+3|2|3|1",
            "BKN|PHX|" + day + "|12:00.0|2nd Quarter|null|null|2|3|1",
            "BKN|PHX|" + day + "|11:02.0|2nd Quarter|null|+3|2|6|4");
    tablesOfTheSeasonAreThose(tables);
    tablesBesideTheGamesAreThose(tables);
  }

  private static void tablesOfTheSeasonAreThose(Database tables) {
    assertThat(tables.rows("SELECT player, \"fg%\", \"3p\" FROM bbref_player_stats_snapshot"))
        .containsExactly("Nikola Jokic|9.5|9.5");
    assertThat(
            tables.rows(
                "SELECT team, team_code, \"ft/fga_opp\" FROM bbref_team_adv_stats_snapshot"))
        .containsExactly("Phoenix Suns|PHX|10");
    assertThat(
            tables.rows(
                "SELECT team, team_code, fg_percent_opp, threep_made_opp, ppg_opp"
                    + " FROM bbref_team_opponent_shooting_stats"))
        .containsExactly("Brooklyn Nets|BKN|0.455|12.5|109.5");
    assertThat(tables.rows("SELECT player, team, \"ws/48\", awards FROM bbref_player_adv_stats"))
        .containsExactly("Jaren Jackson|MEM|1.5|DPOY-3");
    assertThat(
            tables.rows(
                "SELECT player, mp, avg_shot_distance, fg_pct_0_3, heaves_makes FROM"
                    + " bbref_player_shooting_stats"))
        .containsExactly("Cade Cunningham|581|12.8|0.25|0.25");
  }

  private static void tablesBesideTheGamesAreThose(Database tables) {
    assertThat(tables.rows("SELECT player, player_id, team_code FROM bbref_player_injuries"))
        .containsExactly("Nikola Jovic|jovicni01|BKN");
    assertThat(tables.rows("SELECT date, transaction FROM bbref_league_transactions ORDER BY 2"))
        .containsExactly(
            "2025-10-01|The Brooklyn Nets signed Ann.", "2025-10-01|The Phoenix Suns waived Bo.");
    assertThat(tables.rows("SELECT player, season, season_salary FROM bbref_player_contracts"))
        .contains("Nikola Jokic|2025-26|55224526");
    assertThat(
            tables.rows(
                "SELECT team, spread, total, moneyline,"
                    + " strftime(datetime1 AT TIME ZONE 'America/New_York', '%H:%M')"
                    + " FROM draftkings_game_odds ORDER BY team"))
        .containsExactly(
            "BOS|null|210.5|null|22:30",
            "GSW|0.0|226.0|100|22:00",
            "HOU|+6.5|227.5|235|19:30",
            "MIA|null|210.5|null|22:30",
            "OKC|-6.5|227.5|-240|19:30");
    assertThat(tables.rows("SELECT title, reddit_url FROM reddit_posts"))
        .containsExactly("Game thread|https://www.reddit.com/r/nba/comments/p1/game_thread/");
    assertThat(
            tables.rows(
                "SELECT author, comment, score, CAST(edited AS VARCHAR), sentiment,"
                    + " sentiment_version, CAST(md5_pk = md5(author || comment || url) AS VARCHAR)"
                    + " FROM reddit_comments"))
        .containsExactly("ada|I love it!|9|true|1|vader-2014/1|true");
  }

  private static String whole(String table) {
    return "SELECT COLUMNS(lambda c: c NOT IN ('_leat_file', '_leat_row')) FROM "
        + table
        + " ORDER BY ALL";
  }

  /** Every row of every table, with its load; its page is the newest that has it. */
  private static Map<String, List<String>> content(Database tables) {
    Map<String, List<String>> content = new TreeMap<>();
    for (String table : BASKETBALL) {
      content.put(table, tables.rows(whole(table)));
      assertThat(content.get(table)).as(table).isNotEmpty();
    }
    content.put("reddit_comments", tables.rows(whole("reddit_comments")));
    return content;
  }

  @Test
  void redditMayFailOrBeOffAndDbtWaitsForWhatIsWell() throws IOException {
    TemplateProject project = sites.around(TemplateProject.init(folder, "nba"));
    Path yaml = project.folder().resolve("leat.yaml");
    QuickstartTest.change(yaml, "# notices:\n#   - {to", "notices:\n  - {to");
    QuickstartTest.change(yaml, "${env:WEBHOOK_URL}", sites.http().url("/hook").toString());
    QuickstartTest.change(
        yaml,
        "# commands:\n#   dbt:\n#     run: [dbt, build]\n#     after: ",
        "commands:\n  dbt:\n    run: [sh, -c, \"echo built > dbt.txt\"]\n    after: ");
    sites.http().on("/hook", Answer.status(200));
    sites.http().on("/token", Answer.status(401));
    sites.awaiting(true);
    Cli.Answer early = project.leat("run").exits(1);
    assertThat(early.err())
        .contains("REST_PAGE_NOT_READY", "is not ready: it has fewer than 1 records")
        .contains("Skipped command dbt: ");
    assertThat(project.folder().resolve("dbt.txt")).doesNotExist();
    assertThat(sites.http().requests("/hook")).hasSize(1);
    assertThat(sites.http().requests("/hook").getFirst().bodyText())
        .contains("reddit")
        .doesNotContain("bbref", "NOT_READY");

    sites.http().forget();
    sites.http().on("/hook", Answer.status(500));
    sites.awaiting(false);
    Cli.Answer failed = project.leat("run").exits(1);
    Database tables = project.tables("nba.duckdb");
    for (String table : BASKETBALL) {
      assertThat(tables.number("SELECT count(*) FROM " + table)).as(table).isPositive();
    }
    assertThat(project.folder().resolve("dbt.txt")).exists();
    assertThat(failed.out() + failed.err()).doesNotContain("reddit-s3cret");
    assertThat(sites.http().requests("/hook")).hasSize(4);

    sites.http().on("/hook", Answer.status(200));
    sites.http().forget();
    project.leat("flag", "set", "reddit_posts", "off").exits(0);
    project.leat("run").exits(0);
    assertThat(sites.http().requests("/hook")).isEmpty();
    assertThat(sites.http().requests("/token")).isEmpty();
  }

  @Test
  void anOldSeasonGoesToASchemaOfPostgresWithoutRedditAndThenWithIt() {
    sites.close();
    sites = new NbaSites(LocalDate.of(2018, 10, 18));
    CatalogPlace.Found found = CatalogPlace.POSTGRES.make(folder);
    TemplateProject project =
        sites
            .aroundOld(TemplateProject.init(folder, "nba"))
            .with("NBA_DATABASE", found.address() + "?schema=bronze");
    project.leat("flag", "set", "reddit_posts", "off").exits(0);
    project.leat("run").exits(0);
    for (String table : BASKETBALL) {
      assertThat(found.database().number("SELECT count(*) FROM bronze." + table))
          .as(table)
          .isPositive();
    }
    assertThat(sites.http().requests("/token")).isEmpty();
    assertThat(found.database().rows("SELECT DISTINCT date FROM bronze.bbref_player_boxscores"))
        .containsExactly("2018-10-18");
    project.leat("flag", "set", "reddit_posts", "on").exits(0);
    project.leat("run").exits(0);
    assertThat(
            found
                .database()
                .rows(
                    "SELECT team, spread, total, moneyline FROM bronze.draftkings_game_odds"
                        + " ORDER BY team"))
        .containsExactly(
            "BOS|null|210.5|null",
            "GSW|0.0|226.0|100",
            "HOU|+6.5|227.5|235",
            "MIA|null|210.5|null",
            "OKC|-6.5|227.5|-240");
    assertThat(
            found
                .database()
                .number(
                    "SELECT count(*) FROM bronze.reddit_comments"
                        + " WHERE md5_pk = md5(concat(author, comment, url))"))
        .isEqualTo(1);
    assertThat(
            found.database().rows("SELECT player, \"fg%\" FROM bronze.bbref_player_stats_snapshot"))
        .containsExactly("Nikola Jokic|9.5");
    assertThat(found.database().number("SELECT count(*) FROM bronze.bbref_player_pbp"))
        .isEqualTo(6);
    assertThat(
            found
                .database()
                .rows(
                    "SELECT count(*), count(DISTINCT created_at), count(DISTINCT modified_at) FROM"
                        + " bronze.bbref_player_contracts"))
        .containsExactly("2|1|1");
  }
}
