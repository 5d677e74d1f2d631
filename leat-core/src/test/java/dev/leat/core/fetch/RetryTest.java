package dev.leat.core.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Blame;
import dev.leat.api.LeatException;
import dev.leat.core.fetch.FetchSettings.Retries;
import dev.leat.core.fetch.FetchSettings.Timeouts;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryTest {
  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void waitsAsLongAsItWasAskedTo() throws Exception {
    Answer busy = Answer.throttled("2");
    lab.server.on("/a.json", busy, busy, Answer.json("[1]"));

    assertThat(lab.fetch(lab.json("/a.json"))).isInstanceOf(Fetched.Body.class);

    List<Instant> times = lab.server.requests().stream().map(Received::at).toList();
    assertThat(times).hasSize(3);
    assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThanOrEqualTo(seconds(2));
    assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThanOrEqualTo(seconds(2));
    assertThat(lab.retries)
        .containsExactly(
            "football: " + lab.url("/a.json") + " answered 429",
            "football: " + lab.url("/a.json") + " answered 429");
  }

  @Test
  void givesUpAfterTheLastTry() {
    lab.server.on("/a.json", Answer.text("text/plain", "out of order").as(500));

    LeatException failure = lab.failure(lab.json("/a.json"));

    assertThat(failure.problem())
        .isEqualTo(
            "source 'football': " + lab.url("/a.json") + " answered 500: out of order (5 tries)");
    assertThat(failure.remedy())
        .isEqualTo("run again later; what has landed is kept and not fetched again");
    assertThat(failure.code()).isEqualTo(FetchError.SOURCE_UNAVAILABLE);
    assertThat(failure.blame()).isEqualTo(Blame.SOURCE);
    assertThat(lab.server.requests()).hasSize(5);
    assertThat(lab.pause.pauses()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void triesAgainAfter(int status) throws Exception {
    lab.server.on("/a.json", Answer.status(status), Answer.json("[1]"));

    assertThat(lab.fetch(lab.json("/a.json"))).isInstanceOf(Fetched.Body.class);
    assertThat(lab.server.requests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 422, 501})
  void doesNotTryAgainAfter(int status) {
    lab.server.on("/a.json", Answer.status(status), Answer.json("[1]"));

    assertThat(lab.failure(lab.json("/a.json")).problem()).endsWith("answered " + status);
    assertThat(lab.server.requests()).hasSize(1);
  }

  @Test
  void understandsADateAndTheResetHeadersInUse() throws Exception {
    Instant start = ManualClock.START;
    assertWait(Answer.throttled("Mon, 05 Jan 2026 08:00:07 GMT"), 7);
    assertWait(reset("X-RateLimit-Reset", lab.clock.instant().getEpochSecond() + 9), 9);
    assertWait(reset("X-RateLimit-Reset", lab.clock.instant().toEpochMilli() + 5_000), 5);
    assertWait(reset("RateLimit-Reset", 11), 11);
    assertWait(reset("X-RateLimit-Reset", 3).as(403).header("X-RateLimit-Remaining", "0"), 3);
    assertThat(lab.clock.instant()).isAfter(start.plusSeconds(34));
  }

  @Test
  void doesNotWaitLongerThanItHasPatience() {
    lab.server.on("/a.json", Answer.throttled("121"));

    assertThat(lab.failure(lab.json("/a.json")).problem())
        .isEqualTo(
            "source 'football': "
                + lab.url("/a.json")
                + " answered 429 and wants to be left alone for 121 s");
    assertThat(lab.server.requests()).hasSize(1);
    assertThat(lab.pause.pauses()).isEmpty();
  }

  @Test
  void othersLeaveAHostAloneThatAskedForIt() throws Exception {
    lab.settings = lab.settings.retries(new Retries(1, Duration.ZERO, seconds(60)));
    lab.server.on("/a.json", Answer.throttled("30")).on("/b.json", Answer.json("[1]"));

    lab.failure(lab.json("/a.json"));
    lab.fetch(lab.json("/b.json"));

    assertThat(lab.server.requests("/b.json").getFirst().at())
        .isEqualTo(ManualClock.START.plusSeconds(30));
  }

  @Test
  void aResetInTheMiddleOfABodyStartsAFreshStream() throws Exception {
    Answer whole = Answer.generated(300_000);
    lab.server.on("/a.bin", whole.resetsAfter(100_000), whole.resetsAfter(10), whole);

    lab.fetch(Lab.offered("bin", lab.server.url("/a.bin")));

    assertThat(lab.landing.last().size()).isEqualTo(300_000);
    assertThat(lab.landing.streams().subList(0, lab.landing.streams().size() - 1))
        .allMatch(stream -> stream.isClosed);
    assertThat(lab.server.requests()).hasSize(3);
    assertThat(lab.retries).allMatch(line -> line.contains(" broke off: "));
  }

  @Test
  void aTruncatedBodyIsNoticedAndTriedAgain() throws Exception {
    Answer whole = Answer.generated(300_000);
    lab.server.on("/a.bin", whole.truncatedAfter(100_000), whole);
    lab.server.on("/b.bin", whole.chunked().truncatedAfter(100_000), whole.chunked());

    lab.fetch(Lab.offered("bin", lab.server.url("/a.bin")));
    assertThat(lab.landing.last().size()).isEqualTo(300_000);
    assertThat(lab.retries)
        .containsExactly(
            "football: " + lab.url("/a.bin") + " broke off after 100000 of 300000 bytes");

    lab.landing.last().close();
    lab.fetch(Lab.offered("bin", lab.server.url("/b.bin")));
    assertThat(lab.landing.last().size()).isEqualTo(300_000);
  }

  @Test
  void aServerThatNeverStopsBreakingOffFailsTheTask() {
    lab.server.on("/a.json", Answer.json("[1,2,3]").truncatedAfter(3));

    assertThat(lab.failure(lab.json("/a.json")).problem())
        .isEqualTo(
            "source 'football': " + lab.url("/a.json") + " broke off after 3 of 7 bytes (5 tries)");
    assertThat(lab.landing.streams()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereFailsTheTask() {
    // A port that servers of tests are never given.
    URI nowhere = URI.create("http://127.0.0.1:1/a.json");

    assertThat(lab.failure(Lab.offered("json", nowhere)).problem())
        .isEqualTo("source 'football': " + nowhere + " does not accept connections (5 tries)");
    assertThat(lab.pause.pauses()).hasSize(4);
  }

  @Test
  void aSilentServerFailsInTimeWhileOthersGoOn() throws Exception {
    lab.settings =
        lab.settings
            .timeouts(new Timeouts(seconds(5), Duration.ofMillis(200), seconds(60)))
            .retries(new Retries(2, Duration.ZERO, Duration.ZERO));
    lab.server
        .on("/hang.json", Answer.hang())
        .on("/stall.bin", Answer.generated(100_000).stallsAfter(10))
        .on("/well.json", Answer.json("[1]"));
    var failures = new ConcurrentHashMap<String, LeatException>();

    try (var fanout = new Fanout("test", 3)) {
      fanout.start(() -> failures.put("hang", lab.failure(lab.json("/hang.json"))));
      fanout.start(
          () ->
              failures.put("stall", lab.failure(Lab.offered("bin", lab.server.url("/stall.bin")))));
      assertThat(lab.fetch(lab.json("/well.json"))).isInstanceOf(Fetched.Body.class);
      fanout.join();
    }

    String end = " sent nothing for 200 ms (2 tries)";
    assertThat(failures)
        .hasEntrySatisfying(
            "hang",
            failure -> {
              assertThat(failure.blame()).isEqualTo(Blame.SOURCE);
              assertThat(failure.problem())
                  .isEqualTo("source 'football': " + lab.url("/hang.json") + end);
            })
        .hasEntrySatisfying(
            "stall",
            failure ->
                assertThat(failure.problem())
                    .isEqualTo("source 'football': " + lab.url("/stall.bin") + end));
    assertThat(lab.server.requests("/hang.json")).hasSize(2);
  }

  @Test
  void aServerThatDripsForEverFailsInTime() {
    lab.settings =
        lab.settings.timeouts(new Timeouts(seconds(5), seconds(5), Duration.ofMillis(200)));
    lab.server.on("/a.bin", Answer.generated(10_000).dripping(1, Duration.ofMillis(10)));

    assertThat(lab.failure(Lab.offered("bin", lab.server.url("/a.bin"))).problem())
        .isEqualTo(
            "source 'football': "
                + lab.url("/a.bin")
                + " was not complete after 200 ms and there is no time for another try"
                + " (200 ms in all)");
  }

  @Test
  void aServerThatDripsItsHeadForEverFailsInTime() throws IOException {
    lab.settings =
        lab.settings.timeouts(new Timeouts(seconds(5), seconds(5), Duration.ofMillis(300)));
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread dripping = Threads.startVirtual("test", () -> drip(server));
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/a.bin");

      assertThat(lab.failure(Lab.offered("bin", url)).problem())
          .isEqualTo(
              "source 'football': "
                  + url
                  + " was not complete after 300 ms and there is no time for another try"
                  + " (300 ms in all)");
      dripping.interrupt();
    }
  }

  /** A head that goes on for half a minute, always with something new within a moment. */
  private static void drip(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(US_ASCII));
      for (int i = 0; i < 1_500; i++) {
        Thread.sleep(20);
        client.getOutputStream().write('x');
      }
    } catch (IOException | InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void pausesCountTowardsTheTotalTime() {
    lab.settings = lab.settings.timeouts(new Timeouts(seconds(5), seconds(5), seconds(10)));
    lab.server.on("/a.json", Answer.throttled("4"));

    assertThat(lab.failure(lab.json("/a.json")).problem())
        .isEqualTo(
            "source 'football': "
                + lab.url("/a.json")
                + " answered 429 and there is no time for another try (10 s in all)");
    assertThat(lab.server.requests()).hasSizeBetween(2, 3);
  }

  @Test
  void anInterruptEndsAFetchAtOnce() throws Exception {
    lab.server.on("/a.json", Answer.hang());
    var thrown = new AtomicReference<Throwable>();
    Thread thread =
        Threads.startVirtual(
            "test",
            () -> {
              try {
                lab.fetch(lab.json("/a.json"));
              } catch (InterruptedException | IOException e) {
                thrown.set(e);
              }
            });
    while (lab.server.inFlight() == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();

    assertThat(thrown.get())
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted while " + lab.url("/a.json") + " was fetched");
    assertThat(lab.server.requests()).hasSize(1);
  }

  @Test
  void aSettingThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> new Retries(0, Duration.ZERO, Duration.ZERO))
        .hasMessage("there is at least one try, and no pause is negative");
    assertThatThrownBy(() -> new Timeouts(Duration.ZERO, seconds(1), seconds(1)))
        .hasMessage("a timeout must be positive");
    assertThatThrownBy(() -> FetchSettings.of("a").concurrencyMax(0))
        .hasMessage("a limit must be positive");
  }

  private static Answer reset(String header, long value) {
    return Answer.status(429).header(header, String.valueOf(value));
  }

  private void assertWait(Answer busy, long seconds) throws IOException, InterruptedException {
    lab.server.forget();
    lab.server.on("/a.json", busy, Answer.json("[1]"));
    lab.fetch(lab.json("/a.json"));
    List<Received> requests = lab.server.requests();
    assertThat(Duration.between(requests.get(0).at(), requests.get(1).at()))
        .isBetween(seconds(seconds), seconds(seconds + 1));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
