package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Request;
import dev.leat.api.Web;
import dev.leat.core.project.RateLimit;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.ManualPause;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LimitTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void noMinuteHoldsMoreThanTenRequests() throws Exception {
    lab.settings = lab.settings.limit(RateLimit.parse("10/minute").orElseThrow());
    lab.server.under("/", request -> Answer.json("[1]"));

    fetchAll(34, 5);

    List<Instant> times = lab.server.requests().stream().map(Received::at).sorted().toList();
    assertThat(times).hasSize(34);
    for (Instant from : times) {
      Instant to = from.plus(Duration.ofMinutes(1));
      assertThat(times.stream().filter(at -> !at.isBefore(from) && !at.isAfter(to)))
          .hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  void aHostThatAsksForQuietWhileItsLimitIsWaitedForIsLeftAlone() throws Exception {
    ManualClock clock = ManualClock.start();
    ManualPause pause = ManualPause.on(clock);
    URI url = URI.create("http://host/a");
    var gates = new Gates[1];
    gates[0] =
        new Gates(
            clock,
            wait -> {
              if (pause.pauses().size() < 2) {
                gates[0].silence(url, "", Duration.ofMinutes(10).plus(wait));
              }
              pause.pause(wait);
            });
    FetchSettings settings = FetchSettings.of("s").limit(new RateLimit(1, Duration.ofMinutes(1)));
    gates[0].enter(settings, url, "").close();
    gates[0].enter(settings, url, "").close();

    assertThat(pause.pauses()).hasSize(3);
    assertThat(gates[0].queue(settings, url, "")).isLessThanOrEqualTo(Duration.ofMinutes(1));
    Instant before = clock.instant();
    gates[0].silence(url, "", Duration.ofMinutes(5));
    gates[0].enter(FetchSettings.of("s"), url, "").close();
    assertThat(clock.instant()).isEqualTo(before.plus(Duration.ofMinutes(5)));
  }

  @Property(tries = 100)
  void noWindowOfAnyAccountEverHoldsMoreThanTheLimit(
      @ForAll @IntRange(min = 1, max = 5) int requestsMax,
      @ForAll @IntRange(min = 1, max = 3) int accounts,
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 15_000) Integer> gaps)
      throws InterruptedException {
    ManualClock clock = ManualClock.start();
    var gates = new Gates(clock, ManualPause.on(clock)::pause);
    var limit = new RateLimit(requestsMax, Duration.ofMinutes(1));
    FetchSettings settings = FetchSettings.of("s").limit(limit);
    URI url = URI.create("http://host/a");
    Map<String, List<Instant>> left = new HashMap<>();
    int turn = 0;
    for (int gap : gaps) {
      clock.advance(Duration.ofMillis(gap));
      String account = freest(gates, settings, url, turn++, accounts);
      Duration expected = gates.queue(settings, url, account);
      Instant before = clock.instant();
      gates.enter(settings, url, account).close();
      // A window is left a millisecond after its edge.
      assertThat(Duration.between(before, clock.instant()))
          .isBetween(expected, expected.plusMillis(1));
      left.computeIfAbsent(account, name -> new ArrayList<>()).add(clock.instant());
    }
    for (List<Instant> times : left.values()) {
      for (int i = requestsMax; i < times.size(); i++) {
        assertThat(Duration.between(times.get(i - requestsMax), times.get(i)))
            .isGreaterThan(limit.per());
      }
    }
  }

  private static String freest(
      Gates gates, FetchSettings settings, URI url, int turn, int accounts) {
    return IntStream.range(0, accounts)
        .mapToObj(i -> "account " + (turn + i) % accounts)
        .min(Comparator.comparingLong(account -> gates.queue(settings, url, account).toMillis()))
        .orElseThrow();
  }

  @Test
  void accountsOfOneHostHaveLimitsOfTheirOwn() throws Exception {
    Web web = lab.fetcher.web(lab.settings.limit(RateLimit.parse("2/minute").orElseThrow()));
    lab.server.under("/", request -> Answer.json("[1]"));
    Request request = Request.get(lab.server.url("/a"));
    for (int i = 0; i < 4; i++) {
      web.send(request.on(i % 2 == 0 ? "one" : "two"));
    }
    assertThat(lab.pause.pauses()).isEmpty();
    assertThat(web.queue(request.on("one"))).isEqualTo(Duration.ofMinutes(1));
    assertThat(web.queue(request.on("three"))).isZero();
    web.send(request.on("one"));
    assertThat(lab.pause.pauses()).containsExactly(Duration.ofMillis(60_001));
  }

  @Test
  void aQuotaThatIsUsedUpSilencesItsAccountAlone() throws Exception {
    Web web = lab.fetcher.web(lab.settings);
    lab.server.on(
        "/a",
        Answer.json("[]").header("RateLimit", "\"default\";r=0;t=30"),
        Answer.json("[]")
            .header("X-Requests-Available-Minute", "0")
            .header("X-RequestCounter-Reset", "20"),
        Answer.json("[]"));
    Request request = Request.get(lab.server.url("/a"));
    web.send(request.on("one"));
    web.send(request.on("two"));
    assertThat(web.queue(request.on("one"))).isEqualTo(Duration.ofSeconds(30));
    assertThat(web.queue(request.on("two"))).isEqualTo(Duration.ofSeconds(20));
    web.send(request.on("three"));
    assertThat(lab.pause.pauses()).isEmpty();
    web.send(request.on("two"));
    assertThat(lab.pause.pauses()).containsExactly(Duration.ofSeconds(20));
  }

  @Test
  void fourteenRequestsWaitOnceForAMinute() throws Exception {
    lab.settings = lab.settings.limit(RateLimit.parse("10/minute").orElseThrow());
    lab.server.under("/", request -> Answer.json("[1]"));

    fetchAll(14, 1);

    assertThat(lab.pause.pauses()).containsExactly(Duration.ofMillis(60_001));
    assertThat(lab.server.requestCount()).isEqualTo(14);
  }

  @Test
  void repeatsAndRedirectsCountAsRequests() throws Exception {
    lab.settings = lab.settings.limit(RateLimit.parse("2/hour").orElseThrow());
    lab.server
        .on("/a.json", Answer.redirect(lab.server.url("/b.json")))
        .on("/b.json", Answer.status(503), Answer.json("[1]"));

    lab.fetch(lab.json("/a.json"));

    List<Instant> times = lab.server.requests().stream().map(Received::at).toList();
    assertThat(times).hasSize(4);
    assertThat(Duration.between(times.get(0), times.get(2))).isGreaterThan(Duration.ofHours(1));
    assertThat(Duration.between(times.get(1), times.get(3))).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void aThousandFilesNeverHaveMoreThanThreeRequestsInFlight() throws Exception {
    lab.settings = lab.settings.concurrencyMax(3);
    var gate = new CountDownLatch(1);
    lab.server.under("/", request -> Answer.json("[1]").after(gate));

    try (var fanout = new Fanout("test", 1000)) {
      for (int i = 0; i < 1000; i++) {
        String path = "/" + i + ".json";
        fanout.start(() -> fetchQuietly(path));
      }
      while (lab.server.inFlight() < 3) {
        Thread.onSpinWait();
      }
      gate.countDown();
      fanout.join();
    }

    assertThat(lab.server.inFlightMax()).isEqualTo(3);
    assertThat(lab.server.requestCount()).isEqualTo(1000);
    assertThat(lab.landing.streams()).hasSize(1000);
  }

  @Test
  void twoSourcesOfOneHostShareItsSlots() throws Exception {
    var gate = new CountDownLatch(1);
    lab.server.under("/", request -> Answer.json("[1]").after(gate));

    try (var fanout = new Fanout("test", 100)) {
      for (int i = 0; i < 20; i++) {
        String path = "/" + i + ".json";
        FetchSettings settings = FetchSettings.of("source" + i % 2).concurrencyMax(4);
        fanout.start(() -> fetchQuietly(path, settings));
      }
      while (lab.server.inFlight() < 4) {
        Thread.onSpinWait();
      }
      gate.countDown();
      fanout.join();
    }

    assertThat(lab.server.inFlightMax()).isEqualTo(4);
    assertThat(lab.server.requestCount()).isEqualTo(20);
  }

  private void fetchAll(int files, int threads) throws InterruptedException {
    try (var fanout = new Fanout("test", threads)) {
      for (int i = 0; i < files; i++) {
        String path = "/" + i + ".json";
        fanout.start(() -> fetchQuietly(path));
      }
      fanout.join();
    }
  }

  private void fetchQuietly(String path) throws InterruptedException {
    fetchQuietly(path, lab.settings);
  }

  private void fetchQuietly(String path, FetchSettings settings) throws InterruptedException {
    try {
      lab.fetcher.fetch(lab.json(path), Optional.empty(), lab.landing, settings);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
