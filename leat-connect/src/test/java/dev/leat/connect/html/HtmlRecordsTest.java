package dev.leat.connect.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.testkit.source.GivenSettings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pages as sites write them, good and bad. */
final class HtmlRecordsTest {
  private static final String STATS =
      """
      <table id="stats"><caption>2 Players Table</caption>
      <thead><tr><th data-stat="rk">Rk</th><th data-stat="player">Player</th>
        <th data-stat="pts">PTS</th></tr></thead>
      <tbody>
      <tr><th data-stat="rk">1</th><td data-stat="player" data-append-csv="ann01">Ann</td>
        <td data-stat="pts">.5</td></tr>
      <tr class="thead"><th>Rk</th><th>Player</th><th>PTS</th></tr>
      <tr><th data-stat="rk">2</th><td data-stat="player" data-append-csv="bob01">Bob</td>
        <td data-stat="pts">+7</td></tr>
      <tr><th></th><td data-stat="player">League Average</td><td data-stat="pts">3</td></tr>
      </tbody><tfoot><tr><td>all</td><td></td><td>10</td></tr></tfoot></table>
      """;

  private static GivenSettings table(String how, Object value) {
    return Records.settings().with("table", Map.of(how, value));
  }

  private static GivenSettings stats() {
    return table("id", "stats");
  }

  private static Map<String, List<String>> columns(String... pairs) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      columns.put(pairs[i], List.of(pairs[i + 1]));
    }
    return columns;
  }

  private static List<String> rows(String page, GivenSettings settings) throws IOException {
    return Records.of(page, settings).rows.stream().map(Object::toString).toList();
  }

  @Test
  void bindsCellsByWhatTheySayTheyAre() throws IOException {
    GivenSettings settings = stats().with("drop", Map.of("player", List.of("League *")));
    assertThat(rows(STATS, settings))
        .containsExactly("{rk=1, player=Ann, pts=0.5}", "{rk=2, player=Bob, pts=7}");
    String moved =
        STATS
            .replace(
                "<td data-stat=\"player\" data-append-csv=\"ann01\">Ann</td>\n"
                    + "  <td data-stat=\"pts\">.5</td>",
                "<td data-stat=\"pts\">.5</td><td data-stat=\"player\">Ann</td>")
            .replace(
                "<th data-stat=\"player\">Player</th>\n  <th data-stat=\"pts\">PTS</th>",
                "<th data-stat=\"pts\">PTS</th><th data-stat=\"player\">Player</th>");
    assertThat(moved).isNotEqualTo(STATS);
    assertThat(rows(moved, settings))
        .containsExactly("{rk=1, pts=0.5, player=Ann}", "{rk=2, pts=7, player=Bob}");
  }

  @Test
  void takesAttributesHeadersAndPlacesAsColumns() throws IOException {
    GivenSettings settings =
        stats()
            .with(
                "columns",
                columns(
                    "id", "player@data-append-csv",
                    "letter", "Player ~ ^(.)",
                    "what", "pts@header",
                    "table", "^table caption",
                    "at", "@row",
                    "right", "player[+1]",
                    "none", "?nothing"))
            .with("drop", Map.of("rk", List.of("")));
    assertThat(rows(STATS, settings))
        .containsExactly(
            "{id=ann01, letter=A, what=PTS, table=2 Players Table, at=0, right=0.5, none=null}",
            "{id=bob01, letter=B, what=PTS, table=2 Players Table, at=1, right=7, none=null}");
  }

  @Test
  void findsATableByIdCaptionHeaderAndInComments() throws IOException {
    String page = "<table id=\"other\"><tr><th>A</th></tr><tr><td>1</td></tr></table>" + STATS;
    for (GivenSettings settings :
        List.of(
            stats(),
            table("caption", "* Players Table"),
            table("header", List.of("Player", "PTS")),
            table("css", "table:has(caption)"))) {
      GivenSettings ids = settings.with("columns", columns("id", "?player@data-append-csv"));
      assertThat(rows(page, ids)).startsWith("{id=ann01}", "{id=bob01}");
      assertThat(rows("<p>x</p><!-- " + STATS + " -->", ids)).startsWith("{id=ann01}");
    }
  }

  @Test
  void aPageThatIsAnotherOneThanWasAgreedIsUnreadable() {
    GivenSettings agreed = stats().with("columns", columns("player", "player", "points", "pts"));
    assertThatThrownBy(() -> Records.of(STATS.replace("pts", "points"), agreed))
        .hasMessage("the table with id 'stats' has no column 'pts'; it has rk, player, points");
    assertThatThrownBy(() -> Records.of("<p>No games</p>", agreed))
        .hasMessage("the page has no table with id 'stats'");
    assertThatThrownBy(() -> Records.of(STATS + STATS.replace("Ann", "Eve"), agreed))
        .hasMessage("the page has 2 of a table with id 'stats', and they are not the same");
    assertThatThrownBy(() -> Records.of("", agreed))
        .hasMessage("the page has no table with id 'stats'");
    String twice = "<table id=\"stats\"><tr><th>A<th>A</tr><tr><td>1<td>2</tr></table>";
    assertThatThrownBy(() -> Records.of(twice, stats()))
        .hasMessage("the table with id 'stats' has several columns called 'A'");
    assertThatThrownBy(() -> Records.of(twice, stats().with("columns", columns("a", "A"))))
        .hasMessage("several of its columns are called 'A'");
  }

  @Test
  void theSameTableTwiceIsOne() throws IOException {
    assertThat(rows(STATS + STATS, stats())).hasSize(3);
  }

  @Test
  void aPageMayBeWithoutATableThatIsOptional() throws IOException {
    GivenSettings settings =
        Records.settings().with("table", Map.of("id", "stats", "optional", "true"));
    assertThat(rows("<p>No games</p>", settings)).isEmpty();
  }

  @Test
  void flattensHeadersOfTwoLinesAndSpansOfCells() throws IOException {
    String page =
        """
        <table><thead>
        <tr><th></th><th colspan="2">FG%</th><th></th><th><img alt="DraftKings" src="d"></th></tr>
        <tr><th>Player</th><th>0-3</th><th>3-10</th><th>&nbsp;</th><th></th></tr></thead>
        <tr><td rowspan="2">Ann</td><td>1</td><td>2</td><td></td><td>+6.5</td></tr>
        <tr><td colspan="2">both</td><td></td><td>PK</td></tr></table>
        """;
    assertThat(rows(page, table("css", "table")))
        .containsExactly(
            "{Player=Ann, FG% 0-3=1, FG% 3-10=2, DraftKings=+6.5}",
            "{Player=Ann, FG% 0-3=both, FG% 3-10=both, DraftKings=PK}");
    GivenSettings book =
        table("css", "table").with("columns", columns("odds", "DraftKings", "far", "3-10"));
    assertThat(rows(page, book)).containsExactly("{odds=+6.5, far=2}", "{odds=PK, far=both}");
  }

  @Test
  void rowsBelowAMarkerSaySo() throws IOException {
    String page =
        """
        <table id="pbp"><tr class="thead"><th colspan="3">1st Q</th></tr>
        <tr class="thead"><th>Time</th><th>Score</th><th>Boston</th></tr>
        <tr><td>12:00.0</td><td colspan="2">Jump ball</td></tr>
        <tr class="thead"><th colspan="3">2nd Q</th></tr>
        <tr class="thead"><th>Time</th><th>Score</th><th>Boston</th></tr>
        <tr><td>11:40.0</td><td>2-0</td><td>scores</td></tr></table>
        """;
    GivenSettings settings =
        table("id", "pbp")
            .with(
                "columns",
                columns(
                    "quarter",
                    "@section",
                    "time",
                    "Time",
                    "home",
                    "Score[+1]@header",
                    "what",
                    "Score[+1]"));
    assertThat(rows(page, settings))
        .containsExactly(
            "{quarter=1st Q, time=12:00.0, home=Boston, what=Jump ball}",
            "{quarter=2nd Q, time=11:40.0, home=Boston, what=scores}");
  }

  @Test
  void aRowThatCannotBeBoundIsRejectedAlone() throws IOException {
    String page =
        """
        <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>
        <tr><td>lost</td></tr><tr><td>3</td><td>4</td></table>
        """;
    Records records = Records.of(page, table("css", "table"));
    assertThat(records.rows.toString()).isEqualTo("[{A=1, B=2}, {A=3, B=4}]");
    assertThat(records.rejects)
        .containsExactly("1 lost: the row has 1 cells, the header of the table has 2");
    Records foreign =
        Records.of(STATS.replace("<td data-stat=\"pts\">+7", "<td data-stat=\"ast\">+7"), stats());
    assertThat(foreign.rejects)
        .containsExactly("1 2 Bob +7: the cell 'ast' of the row has no column in the header");
  }

  @Test
  void readsElementsAndWhatIsAroundThem() throws IOException {
    String page =
        """
        <ul class="page_index"><li><span>October 1</span><p>Signed <a href="/p/1">Ann</a>.</p>
        <p>Waived Bob.</p></li><li><span>October 2</span><p>Traded Eve.</p></li></ul>
        """;
    GivenSettings settings =
        Records.settings()
            .with("select", Map.of("css", "ul.page_index > li > p"))
            .with("columns", columns("date", "^li span", "what", ".", "player", "a@href ~ (\\d+)"));
    assertThat(rows(page, settings))
        .containsExactly(
            "{date=October 1, what=Signed Ann., player=1}",
            "{date=October 1, what=Waived Bob., player=null}",
            "{date=October 2, what=Traded Eve., player=null}");
    assertThatThrownBy(() -> Records.of(page.replace("span", "b"), settings))
        .hasMessage("no element 'ul.page_index > li > p' has '^li span'");
    assertThatThrownBy(() -> Records.of(page.replace("page_index", "index"), settings))
        .hasMessage("the page has no element 'ul.page_index > li > p'");
  }

  @Test
  void readsJsonOfScriptsDigitForDigit() throws IOException {
    String page =
        """
        <script type="application/ld+json">[{"@type": "Event",
          "price": 1.10}, {"@type": "Event"}]</script>
        <script id="__NEXT_DATA__" type="application/json">{"props": {"games": [{"id": 1}]}}</script>
        """;
    assertThat(
            Records.of(page, Records.settings().with("json", Map.of("script", "ld+json")))
                .documents)
        .containsExactly("{\"@type\":\"Event\",\"price\":1.10}", "{\"@type\":\"Event\"}");
    Map<String, String> next = Map.of("script", "__NEXT_DATA__", "records", "$.props.games[*]");
    assertThat(Records.of(page, Records.settings().with("json", next)).documents)
        .containsExactly("{\"id\":1}");
    assertThatThrownBy(
            () -> Records.of(page.replace("games", "g"), Records.settings().with("json", next)))
        .hasMessage("the script 'script#__NEXT_DATA__' has no records at $.props.games[*]");
    assertThatThrownBy(
            () -> Records.of(page.replace("}]}}", "}]"), Records.settings().with("json", next)))
        .hasMessageStartingWith("the script 'script#__NEXT_DATA__' holds no valid JSON: ");
  }

  @Test
  void readsLettersWhateverThePageClaims() throws IOException {
    String page =
        "<meta charset=\"CLAIM\"><table><tr><th>Player</th></tr>"
            + "<tr><td>Nikola Jokić, Dončić, Šarić &amp; Müller</td></tr></table>";
    GivenSettings settings = table("css", "table");
    byte[] utf8 = page.replace("CLAIM", "iso-8859-1").getBytes(StandardCharsets.UTF_8);
    assertThat(Records.of(utf8, settings).rows.toString())
        .isEqualTo("[{Player=Nikola Jokić, Dončić, Šarić & Müller}]");
    String western = page.replace("Nikola Jokić, Dončić, Šarić", "Dennis Schröder – “é”");
    Charset windows = Charset.forName("windows-1252");
    assertThat(Records.of(western.replace("CLAIM", "utf-8").getBytes(windows), settings).rows)
        .hasToString("[{Player=Dennis Schröder – “é” & Müller}]");
    byte[] eastern = page.replace("CLAIM", "iso-8859-2").getBytes(Charset.forName("iso-8859-2"));
    assertThat(Records.of(eastern, settings).rows.toString())
        .isEqualTo("[{Player=Nikola Jokić, Dončić, Šarić & Müller}]");
  }

  @Test
  void readsBrokenMarkupAsBrowsersDo() throws IOException {
    String page = "<table id=stats><tr><th>A<th>B<tr><td>1<td><b>2<tr><td>3<td>4</b></tabl";
    assertThat(rows(page, stats())).containsExactly("{A=1, B=2}", "{A=3, B=4}");
  }
}
