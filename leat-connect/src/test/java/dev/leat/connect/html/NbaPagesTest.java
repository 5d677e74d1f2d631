package dev.leat.connect.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages as a site served them give the tables that were expected of them, cell by cell. */
final class NbaPagesTest {
  private static Path sample(String name) {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    Path file = Path.of(samples, "nba", name);
    assumeTrue(Files.isRegularFile(file), name + " is not among the samples");
    return file;
  }

  private static List<Map<String, String>> expected(String name) throws IOException {
    List<String> lines = Files.readAllLines(sample(name));
    String[] head = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < head.length; i++) {
        row.put(head[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String folded(@Nullable String text) {
    return text == null
        ? ""
        : Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("[^\\x00-\\x7F]", "");
  }

  private static void same(Map<String, String> expected, String column, @Nullable String found) {
    String text = folded(found);
    String wanted = expected.getOrDefault(column, "");
    boolean numbers = text.matches("-?[0-9.]+") && wanted.matches("-?[0-9.]+");
    boolean same =
        numbers ? new BigDecimal(text).compareTo(new BigDecimal(wanted)) == 0 : text.equals(wanted);
    assertThat(same).as("%s of %s: found %s", column, expected, text).isTrue();
  }

  private static Map<String, List<String>> columns(String... pairs) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      columns.put(parts[0], List.of(parts[1]));
    }
    return columns;
  }

  private static GivenSettings table(String id) {
    return Records.settings().with("table", Map.of("id", id));
  }

  @Test
  void boxScores() throws IOException {
    List<Map<String, String>> expected = expected("expected_boxscores_2022-01-10.csv");
    Map<String, List<String>> columns =
        columns(
            "player=player",
            "player_id=player@data-append-csv",
            "team=team_id",
            "location=game_location",
            "opponent=opp_id",
            "outcome=game_result",
            "game=game_result > a@href ~ /boxscores/(\\w+)\\.html",
            "mp=mp",
            "fgm=fg",
            "fga=fga",
            "fgpercent=fg_pct",
            "threepfgmade=fg3",
            "threepattempted=fg3a",
            "threepointpercent=fg3_pct",
            "ft=ft",
            "fta=fta",
            "ftpercent=ft_pct",
            "oreb=orb",
            "dreb=drb",
            "trb=trb",
            "ast=ast",
            "stl=stl",
            "blk=blk",
            "tov=tov",
            "pf=pf",
            "pts=pts",
            "plusminus=plus_minus",
            "gmsc=game_score");
    Records found =
        Records.of(
            Files.readAllBytes(sample("boxscores_2022-01-10.html")),
            table("stats").with("columns", columns));
    assertThat(found.rejects).isEmpty();
    assertThat(found.rows).hasSize(145);
    Map<String, String> codes = Map.of("PHO", "PHX", "CHO", "CHA", "BRK", "BKN");
    for (int i = 0; i < 145; i++) {
      Map<String, @Nullable String> row = found.rows.get(i);
      row.put("location", "@".equals(row.get("location")) ? "A" : "H");
      row.replaceAll((column, text) -> text == null ? null : codes.getOrDefault(text, text));
      for (String column : expected.get(i).keySet()) {
        if (!column.endsWith("date")) {
          same(expected.get(i), column, row.get(column));
        }
      }
    }
    assertThat(found.rows.getFirst())
        .containsEntry("player_id", "embiijo01")
        .containsEntry("game", "202201100HOU")
        .containsEntry("plusminus", "12");
  }

  @Test
  void statisticsPerGame() throws IOException {
    List<Map<String, String>> expected = new ArrayList<>(expected("expected_per_game_2025.csv"));
    expected.removeIf(row -> "League Average".equals(row.get("player")));
    List<String> texts =
        List.of(
            ("player=Player,age=Age,team=Team,pos=Pos,g=G,gs=GS,mp=MP,fg=FG,fga=FGA,fg%=FG%,3p=3P,"
                    + "3pa=3PA,3p%=3P%,2p=2P,2pa=2PA,2p%=2P%,efg%=eFG%,ft=FT,fta=FTA,ft%=FT%,"
                    + "orb=ORB,drb=DRB,trb=TRB,ast=AST,stl=STL,blk=BLK,tov=TOV,pf=PF,pts=PTS")
                .split(","));
    Records found =
        Records.of(
            Files.readAllBytes(sample("per_game_2025.html")),
            Records.settings()
                .with("table", Map.of("caption", "Per Game Table"))
                .with("columns", columns(texts.toArray(String[]::new)))
                .with("drop", Map.of("player", List.of("League Average"))));
    assertThat(found.rows).hasSize(376).hasSameSizeAs(expected);
    for (int i = 0; i < 376; i++) {
      for (Map.Entry<String, @Nullable String> cell : found.rows.get(i).entrySet()) {
        same(expected.get(i), cell.getKey(), cell.getValue());
      }
    }
  }

  @Test
  void contracts() throws IOException {
    List<Map<String, String>> expected = expected("expected_contracts_2026.csv");
    Records found =
        Records.of(
            Files.readAllBytes(sample("contracts_2026.html")),
            Records.settings()
                .with("table", Map.of("header", List.of("Player", "2025-26")))
                .with(
                    "columns",
                    columns(
                        "player=player",
                        "player_id=player@data-append-csv",
                        "season=2025-26@header",
                        "season_salary=2025-26 ~ \\$.*"))
                .with("drop", Map.of("season_salary", List.of(""))));
    Map<String, Map<String, @Nullable String>> byPlayer = new LinkedHashMap<>();
    found.rows.forEach(row -> byPlayer.putIfAbsent(String.valueOf(row.get("player_id")), row));
    assertThat(byPlayer).hasSize(490);
    List<Map<String, @Nullable String>> rows = List.copyOf(byPlayer.values());
    for (int i = 0; i < 490; i++) {
      same(expected.get(i), "season", rows.get(i).get("season"));
      String salary = String.valueOf(rows.get(i).get("season_salary"));
      same(expected.get(i), "season_salary", salary.replaceAll("[$,]", ""));
      String player = folded(rows.get(i).get("player"));
      for (String suffix : Arrays.asList(" Jr.", " Sr.", " III", " II", " IV")) {
        player = player.replace(suffix, "");
      }
      same(expected.get(i), "player", player);
    }
  }
}
