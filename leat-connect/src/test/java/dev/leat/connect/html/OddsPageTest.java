package dev.leat.connect.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three tables of odds, in which a bookmaker's column is known by its logo alone. */
final class OddsPageTest {
  private static final String GAME = "Time (ET) Game Open ~ ^Today, \\S+ ";
  private static final List<String> OWN =
      List.of(
          "Today, 19:30 HOU OKC +206;+201 -312;+235 -240",
          "Today, 19:30 HOU OKC +6.5;+5.5 +101 -5.5 -145;+6.5 -102 -6.5 -104",
          "Today, 19:30 HOU OKC o 226;;o 227.5 -102 u 227.5 +101");

  private static String page(List<List<String[]>> tables) {
    StringBuilder html = new StringBuilder();
    for (int table = 0; table < tables.size(); table++) {
      html.append("<table id=t").append(table).append("><tr><th>Time (ET) &nbsp;Game Open</th>");
      html.append("<th><img alt=BetMGM></th><th><a><img alt=\"DraftKings\"></a></th></tr>");
      for (String[] row : tables.get(table)) {
        html.append("<tr>");
        for (int i = 0; i < 3; i++) {
          html.append("<td>").append(row[i].replace("  ", "&nbsp;<br> ")).append("</td>");
        }
        html.append("</tr>");
      }
      html.append("</table>");
    }
    return html.toString();
  }

  private static List<Map<String, @Nullable String>> rows(
      String page, int table, String name, String value) throws IOException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    columns.put("at", List.of("Time (ET) Game Open ~ ^Today, (\\d+:\\d+)"));
    columns.put("away", List.of(GAME + "([A-Z]{2,3})"));
    columns.put("home", List.of(GAME + "[A-Z]{2,3} ([A-Z]{2,3})"));
    columns.put(name, List.of("DraftKings ~ " + value));
    GivenSettings settings =
        Records.settings()
            .with("table", Map.of("id", "t" + table))
            .with("columns", columns)
            .with("drop", Map.of("at", List.of("")));
    return Records.of(page, settings).rows;
  }

  /** Team, spread, total and moneyline: away, then home, of each game of today. */
  private static List<String> odds(String page) throws IOException {
    List<String> odds = new ArrayList<>();
    var money = rows(page, 0, "money", "^(\\S+)");
    var moneyHome = rows(page, 0, "money", "(\\S+)$");
    var spread = rows(page, 1, "spread", "^(\\S+)");
    var spreadHome = rows(page, 1, "spread", "^\\S+ \\S+ (\\S+)");
    var total = rows(page, 2, "total", "o (\\S+)");
    for (int i = 0; i < money.size(); i++) {
      String all = "," + total.get(i).get("total") + ",";
      String at = "," + money.get(i).get("at");
      odds.add(
          money.get(i).get("away")
              + ","
              + signed(spread.get(i).get("spread"))
              + all
              + money.get(i).get("money")
              + at);
      odds.add(
          money.get(i).get("home")
              + ","
              + signed(spreadHome.get(i).get("spread"))
              + all
              + moneyHome.get(i).get("money")
              + at);
    }
    return odds;
  }

  private static String signed(@Nullable String spread) {
    return spread == null || spread.startsWith("-") ? "" + spread : "+" + spread;
  }

  @Test
  void aBookmakerIsKnownByItsLogo() throws IOException {
    String page = page(OWN.stream().map(row -> List.<String[]>of(row.split(";", -1))).toList());
    assertThat(odds(page)).containsExactly("HOU,+6.5,227.5,235,19:30", "OKC,-6.5,227.5,-240,19:30");
    assertThatThrownBy(() -> odds(page.replace("DraftKings", "Caesars")))
        .hasMessage(
            "the table with id 't0' has no column 'DraftKings ~ ^(\\S+)'; it has Time (ET) Game"
                + " Open, BetMGM, Caesars");
  }

  @Test
  void theRecordedOddsAreAsExpected() throws IOException {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    Path folder = Path.of(samples, "nba");
    assumeTrue(Files.isDirectory(folder), "there are no pages among the samples");
    List<List<String[]>> tables = new ArrayList<>();
    for (int table = 0; table < 3; table++) {
      List<String[]> rows = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("odds_raw_" + table + ".csv"))) {
        if (line.startsWith("\"")) {
          int end = line.indexOf('"', 1);
          String[] rest = line.substring(end + 2).split(",", -1);
          rows.add(new String[] {line.substring(1, end), rest[0], rest[1]});
        }
      }
      tables.add(rows);
    }
    List<String> expected = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("expected_odds.csv"))) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("team")) {
        expected.add(
            String.join(",", List.of(cells).subList(0, 4)) + "," + cells[5].substring(11, 16));
      }
    }
    assertThat(odds(page(tables))).hasSize(4).isEqualTo(expected);
  }
}
