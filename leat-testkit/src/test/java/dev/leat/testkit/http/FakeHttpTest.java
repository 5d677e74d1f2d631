package dev.leat.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.testkit.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FakeHttpTest {
  private final ManualClock clock = ManualClock.start();
  private final FakeHttp server = FakeHttp.start(clock);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void remembersWhatItWasAsked() throws Exception {
    server.on("/a b", Answer.json("{}"));
    clock.advance(Duration.ofSeconds(5));

    HttpResponse<String> response = ask("/a%20b?c=%26", "X-One", "1");

    assertThat(response.body()).isEqualTo("{}");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    Received received = server.requests("/a b").getFirst();
    assertThat(received.line()).isEqualTo("GET /a b?c=%26");
    assertThat(received.header("X-One")).hasValue("1");
    assertThat(received.at()).isEqualTo(ManualClock.START.plusSeconds(5));
  }

  @Test
  void answersInSequenceAndRepeatsTheLast() throws Exception {
    server.on("/x", Answer.throttled("2"), Answer.status(503), Answer.json("1"));

    assertThat(ask("/x").headers().firstValue("retry-after")).hasValue("2");
    assertThat(ask("/x").statusCode()).isEqualTo(503);
    assertThat(ask("/x").body()).isEqualTo("1");
    assertThat(ask("/x").body()).isEqualTo("1");
    assertThat(server.requestCount()).isEqualTo(4);
  }

  @Test
  void prefersExactPathsThenLongerFolders() throws Exception {
    server
        .under("/", request -> Answer.json("0"))
        .under("/a/", request -> Answer.json("1"))
        .on("/a/b", Answer.json("2"));

    assertThat(ask("/z").body()).isEqualTo("0");
    assertThat(ask("/a/z").body()).isEqualTo("1");
    assertThat(ask("/a/b").body()).isEqualTo("2");
  }

  @Test
  void answersNotFoundWithoutARoute() throws Exception {
    assertThat(ask("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aValidatorThatHoldsBecomesNotModified() throws Exception {
    server.on("/x", Answer.json("1").etag("v1").lastModified(ManualClock.START));

    assertThat(ask("/x", "If-None-Match", "\"v1\"").statusCode()).isEqualTo(304);
    assertThat(ask("/x", "If-None-Match", "\"v0\"").statusCode()).isEqualTo(200);
    String date = "Mon, 5 Jan 2026 08:00:00 GMT";
    assertThat(ask("/x").headers().firstValue("last-modified")).hasValue(date);
    assertThat(ask("/x", "If-Modified-Since", date).statusCode()).isEqualTo(304);
    assertThat(ask("/x", "If-Modified-Since", "Sun, 4 Jan 2026 08:00:00 GMT").statusCode())
        .isEqualTo(200);
  }

  @Test
  void servesFilesGeneratedChunkedAndCompressedBodies(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "on disk");
    server
        .on("/file", Answer.file(file))
        .on("/generated", Answer.generated(3_000_000))
        .on("/chunked", Answer.generated(1_500_000).chunked())
        .on("/gzip", Answer.json("[1,2]").gzipped());

    assertThat(ask("/file").body()).isEqualTo("on disk");
    assertThat(ask("/generated").body()).hasSize(3_000_000).startsWith("000000000000000\n");
    assertThat(ask("/chunked").body()).hasSize(1_500_000);
    byte[] packed =
        client
            .send(HttpRequest.newBuilder(server.url("/gzip")).build(), BodyHandlers.ofByteArray())
            .body();
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
        .isEqualTo("[1,2]".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void breaksBodiesOnDemand() {
    server
        .on("/reset", Answer.generated(100_000).resetsAfter(10))
        .on("/short", Answer.generated(100_000).truncatedAfter(10));

    assertThatThrownBy(() -> ask("/reset")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ask("/short")).isInstanceOf(IOException.class);
  }

  @Test
  void hangsUntilItIsClosed() throws Exception {
    server.on("/hang", Answer.hang()).on("/stall", Answer.generated(100).stallsAfter(10));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var hanging = threads.submit(() -> ask("/hang"));
      var stalling = threads.submit(() -> ask("/stall"));
      while (server.inFlight() < 2) {
        Thread.onSpinWait();
      }
      assertThat(hanging.isDone() || stalling.isDone()).isFalse();

      server.close();

      assertThatThrownBy(hanging::get).hasCauseInstanceOf(IOException.class);
      assertThatThrownBy(stalling::get).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void dripsAndRedirects() throws Exception {
    server
        .on("/drip", Answer.json("0123456789").dripping(3, Duration.ofMillis(1)))
        .on("/moved", Answer.redirect(server.url("/drip")));

    assertThat(ask("/drip").body()).isEqualTo("0123456789");
    assertThat(ask("/moved").headers().firstValue("location"))
        .hasValue(server.url("/drip").toString());
  }

  @Test
  void countsRequestsThatAreBeingAnswered() throws Exception {
    var gate = new CountDownLatch(1);
    server.under("/", request -> Answer.json("1").after(gate));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 5).mapToObj(i -> threads.submit(() -> ask("/" + i))).toList();
      while (server.inFlight() < 5) {
        Thread.onSpinWait();
      }
      gate.countDown();
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().body()).isEqualTo("1");
      }
    }

    assertThat(server.inFlightMax()).isEqualTo(5);
    server.forget();
    assertThat(server.inFlightMax()).isZero();
    assertThat(server.requests()).isEmpty();
  }

  private HttpResponse<String> ask(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.url(path)).timeout(Duration.ofSeconds(3));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
