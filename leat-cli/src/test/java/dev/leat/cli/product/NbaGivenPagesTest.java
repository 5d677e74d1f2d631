package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leat.testkit.http.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template nba against pages as the sites served them: the tables that were expected. */
final class NbaGivenPagesTest {
  @TempDir private Path folder;

  private static Path sample(String name) {
    String samples = System.getProperty("leat.samples");
    assumeTrue(samples != null, "-Dleat.samples is not set");
    Path file = Path.of(samples, "nba", name);
    assumeTrue(Files.isRegularFile(file), name + " is not among the samples");
    return file;
  }

  private static Answer page(String name) throws IOException {
    return Answer.html(Files.readString(sample(name), UTF_8));
  }

  @Test
  void theTablesAreThoseThatWereExpectedCellByCell() throws IOException {
    Answer scores = page("boxscores_2022-01-10.html");
    Answer statistics = page("per_game_2025.html");
    Answer contracts = page("contracts_2026.html");
    try (NbaSites sites = new NbaSites(LocalDate.of(2022, 1, 10))) {
      sites.http().on("/friv/dailyleaders.fcgi", scores);
      sites.http().on(sites.seasonPage().replace(".html", "_per_game.html"), statistics);
      sites.http().on("/contracts/players.html", contracts);
      sites.http().under("/boxscores/pbp/", request -> Answer.html(NbaSites.plays()));
      TemplateProject project = sites.aroundOld(TemplateProject.init(folder, "nba"));
      project.leat("run").exits(0);
      Database tables = project.tables("nba.duckdb");
      same(tables, "bbref_player_boxscores", "expected_boxscores_2022-01-10.csv", 145);
      same(tables, "bbref_player_stats_snapshot", "expected_per_game_2025.csv", 376);
      same(tables, "bbref_player_contracts", "expected_contracts_2026.csv", 490);
      assertThat(tables.rows("SELECT day, games, row_count FROM boxscores_per_day"))
          .containsExactly("2022-01-10|7|145");
      assertThat(tables.number("SELECT count(DISTINCT game) FROM bbref_player_pbp"))
          .isEqualTo(tables.number("SELECT count(DISTINCT game) FROM bbref_player_boxscores"));
    }
  }

  /** All rows, whatever their order, but for the day on which the page came. */
  private static void same(Database tables, String table, String name, int count)
      throws IOException {
    List<String> lines = Files.readAllLines(sample(name), UTF_8);
    List<String> columns = new ArrayList<>(List.of(lines.getFirst().split(",", -1)));
    boolean isDated = columns.removeLast().equals("scrape_date");
    if (!isDated) {
      columns = List.of(lines.getFirst().split(",", -1));
    }
    int width = columns.size();
    List<String> expected =
        lines.stream()
            .skip(1)
            .filter(line -> !line.startsWith("League Average,"))
            .map(line -> Stream.of(line.split(",", -1)).limit(width).map(NbaGivenPagesTest::plain))
            .map(cells -> cells.collect(Collectors.joining("|")))
            .toList();
    String select =
        columns.stream()
            .map(column -> "coalesce(CAST(\"" + column + "\" AS VARCHAR), '')")
            .collect(Collectors.joining(", "));
    List<String> found =
        tables.rows("SELECT " + select + " FROM " + table).stream()
            .map(row -> Stream.of(row.split("\\|", -1)).map(NbaGivenPagesTest::plain))
            .map(cells -> cells.collect(Collectors.joining("|")))
            .toList();
    assertThat(found).as(table).hasSize(count).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** A number is the same however many zeros it has. */
  private static String plain(String cell) {
    return cell.matches("-?[0-9]*\\.?[0-9]+")
        ? new BigDecimal(cell).stripTrailingZeros().toPlainString()
        : cell;
  }
}
