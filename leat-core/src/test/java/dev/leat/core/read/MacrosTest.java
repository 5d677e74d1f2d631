package dev.leat.core.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MacrosTest {
  @TempDir private static Path folder;
  private static Workbench workbench;

  @BeforeAll
  static void open() {
    workbench = Workbench.open(Workbench.Settings.in(folder));
    Set<String> all = Macros.all().stream().map(macro -> macro.name()).collect(Collectors.toSet());
    Macros.define(workbench, all);
  }

  @AfterAll
  static void close() {
    workbench.close();
  }

  private static String sql(String expression, String... parameters) {
    return String.valueOf(
        workbench
            .query("SELECT (" + expression + ")::varchar", row -> row.getString(1), parameters)
            .getFirst());
  }

  @ParameterizedTest
  @CsvSource({
    "Jonas Valančiūnas, Jonas Valanciunas",
    "Nikola Jokić, Nikola Jokic",
    "Luka Dončić, Luka Doncic",
    "Ñandú Šćžøå, Nandu Sczoa",
    "Đorđe Łukasz þór æß, Dorde Lukasz thor aess",
    "D’Angelo Russell, D'Angelo Russell",
    "Ömer Aşık, Omer Asik",
    "'Kristaps Porziņģis', Kristaps Porzingis",
    "Plain, Plain"
  })
  void foldsAccents(String name, String folded) {
    assertThat(sql("fold_accents(?)", name)).isEqualTo(folded);
    String apart = Normalizer.normalize(name, Normalizer.Form.NFD);
    assertThat(sql("fold_accents(?)", apart)).isEqualTo(folded);
  }

  @ParameterizedTest
  @CsvSource({
    "Jaren Jackson Jr., Jaren Jackson",
    "Tim Hardaway Jr, Tim Hardaway",
    "'Larry Nance, Jr.', Larry Nance",
    "Marvin Bagley III, Marvin Bagley",
    "Robert Williams II, Robert Williams",
    "Lonnie Walker IV, Lonnie Walker",
    "Xavier Tillman Sr., Xavier Tillman",
    "Robert Woodard V, Robert Woodard",
    "Victor Oladipo, Victor Oladipo",
    "IV, IV"
  })
  void stripsSuffixes(String name, String stripped) {
    assertThat(sql("strip_suffix(?)", name)).isEqualTo(stripped);
  }

  @Test
  void collapsesEveryWhiteSpace() {
    assertThat(sql("collapse_space(?)", " a\u00a0\u2009b\t\n c\u3000")).isEqualTo("a b c");
    assertThat(sql("collapse_space(NULL)")).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "'$59,606,817', 59606817.00",
    "'$1,000.5', 1000.50",
    "€ 12, 12.00",
    "-£3, -3.00",
    "'1,00', null",
    "n/a, null",
    "'', null",
    "$, null"
  })
  void parsesMoney(String text, String amount) {
    assertThat(sql("parse_money(?)", text)).isEqualTo(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "+206, 206",
    "-240, -240",
    "EVEN, 100",
    "even, 100",
    "100, 100",
    "PK, null",
    "+6.5, null",
    "'', null"
  })
  void parsesOdds(String text, String odds) {
    assertThat(sql("parse_odds(?)", text)).isEqualTo(odds);
  }

  @ParameterizedTest
  @CsvSource({
    "'+16.0 -112 -16.0 -108', '[16.0, -16.0]'",
    "'+6.5\u00a0-102  -6.5 -104', '[6.5, -6.5]'",
    "'PK -110 PK -110', '[0.0, 0.0]'",
    "'3 +100 -3 -120', '[3.0, -3.0]'",
    "'-112 -108', '[]'"
  })
  void parsesSpreads(String text, String spreads) {
    assertThat(sql("parse_spreads(?)", text)).isEqualTo(spreads);
  }

  @Test
  void firstSpread() {
    assertThat(sql("parse_spread('-2.5 -108 +2.5 +107')")).isEqualTo("-2.5");
    assertThat(sql("parse_spread('no line')")).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-10-22, 2025, 2024-25",
    "2025-06-22, 2025, 2024-25",
    "2025-10-01, 2026, 2025-26",
    "1999-11-02, 2000, 1999-00"
  })
  void tellsSeasons(String day, String year, String label) {
    assertThat(sql("season_year(?, 10)", day)).isEqualTo(year);
    assertThat(sql("season_label(?, 10)", day)).isEqualTo(label);
    assertThat(sql("season_year(?, 1)", day)).isEqualTo(day.substring(0, 4));
  }

  @Test
  void keysAreThoseOfPostgres() {
    String url =
        "https://www.reddit.com/r/nba/comments/ubkeiw/james_alexander_i_think_this_whole_nets/";
    assertThat(sql("md5_key([?, ?, ?])", "cosmicdave86", "Hah. No way.", url))
        .isEqualTo("41b96f29ea2e52b6f371f96c66cb44dd");
    assertThat(sql("md5_key(['a', NULL, 'b'])")).isEqualTo(sql("md5('ab')"));
    assertThat(sql("md5_key(['Dončić', ''])")).isEqualTo(sql("md5('Dončić')"));
  }

  @ParameterizedTest
  @CsvSource({
    "PHO, PHX",
    "CHO, CHA",
    "BRK, BKN",
    "BK, BKN",
    "BKN, BKN",
    "GS, GSW",
    "NY, NYK",
    "SA, SAS",
    "NO, NOP",
    "UTAH, UTA",
    "WSH, WAS",
    "Miami Heat*, MIA",
    "Miami Heat, MIA",
    " lal , LAL",
    "LA Clippers, LAC",
    "Philadelphia 76ers*, PHI",
    "SEA, SEA",
    "Seattle SuperSonics*, SEA",
    "NJN, NJN",
    "NOH, NOH",
    "NOK, NOK",
    "VAN, VAN",
    "CHH, CHH",
    "Charlotte Bobcats, CHA",
    "WSB, WSB",
    "XYZ, null",
    "'', null",
    "BKNN, null"
  })
  void knowsTeamsBySeveralNames(String name, String code) {
    assertThat(sql("nba_team(?)", name)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings =
          "ATL BOS BKN CHA CHI CLE DAL DEN DET GSW HOU IND LAC LAL MEM MIA MIL MIN NOP NYK OKC ORL"
              + " PHI PHX POR SAC SAS TOR UTA WAS")
  void everyTeamIsItsOwnCode(String codes) {
    List<String> all = List.of(codes.split(" ", -1));
    assertThat(all).hasSize(30).allSatisfy(it -> assertThat(sql("nba_team(?)", it)).isEqualTo(it));
  }
}
