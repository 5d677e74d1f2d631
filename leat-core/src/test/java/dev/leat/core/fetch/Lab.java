package dev.leat.core.fetch;

import dev.leat.api.Content;
import dev.leat.api.FeedVersion;
import dev.leat.api.KnownFile;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.core.fetch.FetchSettings.Retries;
import dev.leat.core.fetch.FetchSettings.Timeouts;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.ManualPause;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A fetcher, a server and a clock that stands still. */
final class Lab implements AutoCloseable {
  static final FeedVersion EVENTS = new FeedVersion("events", "v1");

  final ManualClock clock = ManualClock.start();
  final ManualPause pause = ManualPause.on(clock);
  final FakeHttp server = FakeHttp.start(clock);
  final Landing landing = new Landing();
  final List<String> retries = new ArrayList<>();
  final AtomicLong received = new AtomicLong();
  FetchSettings settings =
      FetchSettings.of("football")
          .retries(new Retries(5, Duration.ofSeconds(1), Duration.ofMinutes(2)))
          .timeouts(
              new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(10)));

  final Fetcher fetcher =
      new Fetcher(
          clock,
          pause::pause,
          new Progress() {
            @Override
            public void received(String source, long bytes) {
              received.addAndGet(bytes);
            }

            @Override
            public synchronized void retrying(String source, String problem, Duration pause) {
              retries.add(source + ": " + problem);
            }
          },
          new Random(42));

  OfferedFile json(String path) {
    return offered("json", server.url(path));
  }

  static OfferedFile offered(String format, URI url) {
    return OfferedFile.of(EVENTS, format, new Content.Remote(Request.get(url)));
  }

  Fetched fetch(OfferedFile file) throws IOException, InterruptedException {
    return fetcher.fetch(file, Optional.empty(), landing, settings);
  }

  Fetched fetch(OfferedFile file, KnownFile current) throws IOException, InterruptedException {
    return fetcher.fetch(file, Optional.of(current), landing, settings);
  }

  LeatException failure(OfferedFile file) {
    try {
      throw new AssertionError("it came to " + fetch(file));
    } catch (LeatException e) {
      return e;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A URL as messages show it. */
  String url(String path) {
    return server.url(path).toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
