package dev.leat.connect.web;

import static dev.leat.connect.web.Site.map;
import static dev.leat.connect.web.Site.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.api.Offer;
import dev.leat.testkit.http.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a site asks of robots is heeded, unless somebody answers for it. */
final class RobotsTest {
  private static final String FILE =
      """
      # for everybody
      User-agent: *
      Crawl-delay: 3
      Disallow: /private/
      Disallow: /*.cgi$
      Allow: /private/open
      Disallow:

      User-agent: Greedy
      User-agent: Leatherback
      Disallow: /
      """;

  private final Site site = new Site();

  @AfterEach
  void close() {
    site.close();
  }

  private static boolean allows(String file, String path) {
    return RobotRules.parse(file, "leat").allows(path);
  }

  @Test
  void theLongestPathDecides() {
    assertThat(allows(FILE, "/")).isTrue();
    assertThat(allows(FILE, "/private/x")).isFalse();
    assertThat(allows(FILE, "/private/open/x?a=1")).isTrue();
    assertThat(allows(FILE, "/friv/leaders.cgi")).isFalse();
    assertThat(allows(FILE, "/friv/leaders.cgi?month=1")).isTrue();
    assertThat(RobotRules.parse(FILE, "leat").delay()).hasSeconds(3);
    assertThat(allows("User-agent: *\nDisallow: /a\nAllow: /a", "/a")).isTrue();
  }

  @Test
  void theGroupThatNamesARobotIsTheOnlyOneForIt() {
    String own = FILE + "\nuser-agent: LEAT\nallow: /private\ndisallow: /scores";
    assertThat(allows(own, "/private/x")).isTrue();
    assertThat(allows(own, "/scores")).isFalse();
    assertThat(RobotRules.parse(own, "leat").delay()).isZero();
    assertThat(RobotRules.parse(FILE, "greedy").allows("/any")).isFalse();
    assertThat(allows("", "/x")).isTrue();
    assertThat(allows("Disallow: /\n<html>", "/x")).isTrue();
  }

  @Test
  void whatIsForbiddenIsNotAskedFor() throws Exception {
    site.http.on("/robots.txt", Answer.text("text/plain", "User-agent: *\nDisallow: /p"));
    site.http.on("/p", Answer.html(page("A - B")));
    site.feed("p", "path", "p", "table", map("id", "games"));
    assertThatThrownBy(() -> site.visit("p"))
        .isInstanceOfSatisfying(
            LeatException.class,
            it -> {
              assertThat(it.code()).isEqualTo(WebError.WEB_ROBOTS_FORBID);
              assertThat(it.problem())
                  .isEqualTo(site.http.url("/robots.txt") + " forbids " + site.http.url("/p"));
              assertThat(it.remedy())
                  .isEqualTo(
                      "leave that page out; where the site's owner allows it, say so under the"
                          + " source: ignore_robots: who allowed it, and when");
            });
    assertThat(site.asked()).containsExactly("/robots.txt");
  }

  @Test
  void whoAnswersForItMayAskAndIsRemembered() throws Exception {
    site.http.on("/robots.txt", Answer.text("text/plain", "User-agent: *\nDisallow: /"));
    site.http.on("/p", Answer.html(page("A - B")));
    site.with("ignore_robots", "allowed by mail of 2024-10-01");
    site.feed("p", "path", "p", "table", map("id", "games"));
    assertThat(site.visit("p").stored()).hasSize(1);
    assertThat(site.asked()).containsExactly("/p");
    assertThat(site.offers("p").stream().map(Offer::metadata))
        .containsExactly(Map.of("ignored_robots", "allowed by mail of 2024-10-01"));
  }

  @Test
  void starsStandForAnythingAndCostNothing() {
    String rules = "User-agent: *\nDisallow: ";
    assertThat(allows(rules + "/a*b*c$", "/a/b/b/c")).isFalse();
    assertThat(allows(rules + "/a*b*c$", "/a/b/c/d")).isTrue();
    assertThat(allows(rules + "/a*b*c", "/a/b/c/d")).isFalse();
    assertThat(allows(rules + "/ab*ba$", "/aba")).isTrue();
    assertThat(allows(rules + "/a$", "/a/b")).isTrue();
    assertThat(allows(rules + "*/x", "/a/x/y")).isFalse();
    String hostile = "*a".repeat(60) + "*b$";
    assertThat(allows(rules + hostile, "/" + "a".repeat(4_000))).isTrue();
  }
}
