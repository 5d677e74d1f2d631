package dev.leat.connect.web;

import static dev.leat.connect.web.Site.map;
import static dev.leat.connect.web.Site.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.api.Pages;
import dev.leat.testkit.http.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages are asked for politely, and again until they are ready; what is none is not stored. */
final class VisitTest {
  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  private void refuses(Answer answer, String message) {
    site.http.on("/p", answer);
    site.feed("p", "path", "p", "table", map("id", "games"));
    assertThatThrownBy(() -> site.visit("p"))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void storesAPageAsItCame() throws Exception {
    site.http.on("/p", Answer.html("<p>any\r\n thing").etag("v1"));
    site.feed("p", "path", "p");
    Site.Visited visited = site.visit("p");
    assertThat(visited.stored()).containsExactly("<p>any\r\n thing");
    assertThat(visited.end())
        .isInstanceOfSatisfying(
            Pages.End.Complete.class,
            it ->
                assertThat(List.of(String.valueOf(it.etag()), String.valueOf(it.format())))
                    .containsExactly("\"v1\"", "html"));
  }

  @Test
  void storesNoPageThatKeepsRobotsOut() {
    String challenge =
        "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};"
            + "</script></body></html>";
    String refused = "/p answered a page that keeps robots out: 'Just a moment...'";
    refuses(Answer.html(challenge), refused);
    refuses(Answer.html(challenge).as(403).header("cf-mitigated", "challenge"), refused);
    refuses(
        Answer.html("<title>Rate Limited Request (429 error)</title>"),
        "/p answered that there are too many requests: 'Rate Limited Request (429 error)'");
    refuses(Answer.html("<title>Forbidden</title>").as(403), "/p answered 403: 'Forbidden'");
    refuses(Answer.html(" \n"), "/p answered nothing at all");
  }

  @Test
  void aNumberInATitleKeepsNoPageOut() throws Exception {
    site.http.on("/p", Answer.html("<title>Player 429 Stats</title>" + page("A - B")));
    site.feed("p", "path", "p", "table", map("id", "games"));
    assertThat(site.visit("p").stored()).hasSize(1);
  }

  @Test
  void aPageWhoseHeaderChangedIsReadyAndStored() throws Exception {
    site.feed(
        "p",
        "path",
        "p",
        "table",
        map("id", "games"),
        "columns",
        map("game", "game"),
        "ready",
        map("every", "10m"));
    String other = page("A - B").replace("game<", "match<");
    site.http.on("/p", Answer.html(other));
    assertThat(site.visit("p").stored()).containsExactly(other);
    site.http.on("/p", Answer.html(page().replace("game<", "match<")));
    assertThatThrownBy(() -> site.visit("p")).hasMessageContaining("is not ready");
  }

  @Test
  void aPageThatLosesItsPlaceIsAnotherPage() throws Exception {
    site.http.on("/p", Answer.html(page("A - B")), Answer.html("<p>We are down</p>"));
    site.feed("p", "path", "p", "table", map("id", "games", "optional", "true"));
    var there = (Pages.End.Complete) site.visit("p").end();
    assertThatThrownBy(() -> site.visitAfter("p", there))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("/p had a table with id 'games' and is without it now");
  }

  @Test
  void aMonthWithoutAPageIsAbsent() throws Exception {
    site.http.on("/games-june.html", Answer.status(404));
    site.http.on("/games-april.html", Answer.html(page("A - B")));
    site.feed(
        "schedule",
        "each",
        map("list", "[\"april\", \"june\"]"),
        "path",
        "games-{month}.html",
        "table",
        map("id", "games"),
        "on_status",
        map("404", "skip"));
    List<Site.Visited> visited = List.of(visit(0), visit(1));
    assertThat(visited.getFirst().stored()).hasSize(1);
    assertThat(visited.getLast().end()).isEqualTo(new Pages.End.Absent("answered 404"));
  }

  private Site.Visited visit(int dataset) throws Exception {
    return site.visit(site.offers("schedule").get(dataset));
  }

  @Test
  void asksAgainUntilAPageIsReady() throws Exception {
    var games = List.of(page(), "<p>soon</p>", page("A - B")).iterator();
    site.http.on(
        "/p",
        request -> {
          site.clock.advance(Duration.ofMinutes(10));
          return Answer.html(games.next());
        });
    site.feed(
        "p",
        "path",
        "p",
        "table",
        map("id", "games"),
        "ready",
        map("every", "10m", "timeout", "1h"));
    assertThat(site.visit("p").stored()).containsExactly(page("A - B"));
    assertThat(site.asked()).containsExactly("/robots.txt", "/p", "/p", "/p");
  }

  @Test
  void saysThatAPageIsNotReadyWhenTimeIsUp() {
    site.http.on(
        "/p",
        request -> {
          site.clock.advance(Duration.ofMinutes(10));
          return Answer.html(page("A - B"));
        });
    site.feed(
        "p",
        "path",
        "p",
        "table",
        map("id", "games"),
        "ready",
        map("least", "2", "every", "10m", "timeout", "30m"));
    assertThatThrownBy(() -> site.visit("p"))
        .isInstanceOfSatisfying(
            LeatException.class,
            it -> {
              assertThat(it.code().toString()).isEqualTo("REST_PAGE_NOT_READY");
              assertThat(it.problem()).endsWith("/p is not ready: it has fewer than 2 records");
              assertThat(it.remedy())
                  .isEqualTo(
                      "it is asked for again by the next run; raise 'timeout' under 'ready' of the"
                          + " feed 'p' to wait longer within one");
            });
    assertThat(site.asked()).containsExactly("/robots.txt", "/p", "/p", "/p");
  }

  @Test
  void onlyDaysWithGamesAreAskedForAndOnlyWhenTheyAreOver() throws Exception {
    site.http.on(
        "/schedule",
        Answer.html(
            page("Fri, Nov 1, 2024", "Fri, Nov 1, 2024", "Sun, Nov 3, 2024", "2024-11-04")));
    site.feed("schedule", "path", "schedule", "table", map("id", "games"));
    site.feed(
        "scores",
        "path",
        "scores/{date:yyyy}/{date:MMMM|lower}-{date:d}.html",
        "table",
        map("id", "games"),
        "window",
        map("start", "2024-10-28", "if", "schedule.game"),
        "ready",
        map("after", "5h", "deadline", "2d"));
    assertThat(site.urls("scores"))
        .containsExactly(
            "window_start=2024-11-01 scores/2024/november-1.html",
            "window_start=2024-11-03 scores/2024/november-3.html");
    site.http.on("/scores/2024/november-1.html", Answer.html(page()));
    site.http.on("/scores/2024/november-3.html", Answer.html(page()));
    assertThat(site.visit(site.offers("scores").getFirst()).end())
        .isInstanceOfSatisfying(
            Pages.End.GivenUp.class,
            it -> {
              assertThat(it.rest())
                  .isEqualTo(new Pages.End.Absent("was not ready by 2024-11-04T00:00:00Z"));
              assertThat(it.why().problem())
                  .endsWith(
                      "november-1.html was not ready by 2024-11-04T00:00:00Z: it has fewer than 1"
                          + " records; it counts as missing");
            });
    assertThatThrownBy(() -> site.visit(site.offers("scores").getLast()))
        .hasMessageContaining("is not ready");
  }

  @Test
  void aPageIsAskedForByWhatStandsInAnother() throws Exception {
    String scores =
        """
        <table id="stats"><tr><th data-stat="player">Player</th><th data-stat="result"></th></tr>
        <tr><td data-stat="player">Ann</td>
          <td data-stat="result"><a href="/boxscores/202206160BOS.html">L</a></td></tr>
        <tr><td data-stat="player">Bob</td>
          <td data-stat="result"><a href="/boxscores/202206160BOS.html">W</a></td></tr></table>
        """;
    site.http.on("/scores", Answer.html(scores));
    site.feed(
        "scores",
        "path",
        "scores",
        "table",
        map("id", "stats"),
        "columns",
        map("player", "player", "game", "result > a@href ~ /boxscores/(\\w+)\\.html"));
    site.feed(
        "plays", "each", "scores", "path", "boxscores/pbp/{game}.html", "table", map("id", "pbp"));
    assertThat(site.urls("plays"))
        .containsExactly("game=202206160BOS boxscores/pbp/202206160BOS.html");
    site.http.on("/scores", Answer.html(scores.replace("data-stat=\"result\"", "data-stat=\"r\"")));
    assertThatThrownBy(() -> site.urls("plays"))
        .hasMessageContaining(
            "the feed 'scores' cannot be read: the table with id 'stats' has no column 'result >"
                + " a@href ~ /boxscores/(\\w+)\\.html'; it has player, r");
    site.http.on("/scores", Answer.html("<table id=stats><tr><th>player<th>result</table>"));
    assertThat(site.urls("plays")).isEmpty();
  }
}
