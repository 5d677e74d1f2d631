package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.project.RateLimit;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
