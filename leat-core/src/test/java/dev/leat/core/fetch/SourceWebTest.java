package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.api.Request;
import dev.leat.api.Web;
import dev.leat.core.project.RateLimit;
import dev.leat.testkit.http.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that a source sends itself, such as those of pages, heed every limit. */
final class SourceWebTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  private Web web() {
    return lab.fetcher.web(lab.settings);
  }

  private Request page(int number) {
    return Request.get(lab.server.url("/list?page=" + number));
  }

  @Test
  void noMinuteHoldsMoreThanTenOfFourteen() throws Exception {
    lab.settings = lab.settings.limit(RateLimit.parse("10/minute").orElseThrow());
    lab.server.on("/list", Answer.json("[]"));
    Instant start = lab.clock.instant();
    for (int number = 1; number <= 14; number++) {
      web().send(page(number));
    }
    List<Instant> times = lab.server.requests().stream().map(it -> it.at()).toList();
    assertThat(times).hasSize(14);
    for (int i = 10; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 10), times.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
    assertThat(Duration.between(start, lab.clock.instant())).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void waitsAsLongAsItIsTold() throws Exception {
    lab.server.on("/list", Answer.throttled("7"), Answer.json("[1]"));
    Instant start = lab.clock.instant();
    assertThat(web().send(page(1)).body()).isEqualTo("[1]".getBytes(StandardCharsets.UTF_8));
    assertThat(Duration.between(start, lab.clock.instant()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void heedsAQuotaThatIsUsedUp() throws Exception {
    lab.server.on(
        "/list",
        Answer.json("[]").header("X-RateLimit-Remaining", "0").header("X-RateLimit-Reset", "30"),
        Answer.json("[]"));
    Instant start = lab.clock.instant();
    web().send(page(1));
    web().send(page(2));
    assertThat(Duration.between(start, lab.clock.instant()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void asksAgainWhereAStatusMeansNotYet() throws Exception {
    lab.server.on("/list", Answer.status(202), Answer.status(202), Answer.json("[]"));
    var rules = new Web.Rules(Set.of(), Set.of(202));
    assertThat(web().send(page(1), rules).status()).isEqualTo(200);
    assertThat(lab.server.requests()).hasSize(3);
  }

  @Test
  void handsOverTheStatusesThatAreWanted() throws Exception {
    lab.server.on("/list", Answer.json("{\"no\":1}").as(404));
    assertThat(web().send(page(1), new Web.Rules(Set.of(404), Set.of())).status()).isEqualTo(404);
    assertThatThrownBy(() -> web().send(page(1)))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("answered 404: {\"no\":1}");
  }

  @Test
  void waitsForAQuotaAsLongAsTheProjectLetsIt() throws Exception {
    lab.settings =
        lab.settings.retries(
            new FetchSettings.Retries(5, Duration.ofSeconds(1), Duration.ofMinutes(16)));
    lab.server.on(
        "/list",
        Answer.json("[]")
            .header("X-RateLimit-Remaining", "0.0")
            .header("X-RateLimit-Reset", "899.5"),
        Answer.json("[]"));
    Instant start = lab.clock.instant();
    web().send(page(1));
    web().send(page(2));
    assertThat(Duration.between(start, lab.clock.instant()))
        .isBetween(Duration.ofSeconds(900), Duration.ofSeconds(901));
    assertThat(lab.server.requests()).hasSize(2);
    assertThat(lab.retries).isEmpty();
  }
}
