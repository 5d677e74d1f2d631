package dev.leat.core.observe;

import dev.leat.api.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Sends notices to webhooks; one that does not take them is told of and changes nothing. */
public final class Notifier {
  /** Waits; a test's pause does not. */
  @FunctionalInterface
  public interface Pause {
    void take(Duration time) throws InterruptedException;
  }

  /**
   * What came of one try.
   *
   * @param status 0 where no answer came
   */
  private record Reply(int status, String text, Optional<Duration> pause) {
    boolean isRefusal() {
      return status != 0 && status != 429 && status < 500;
    }
  }

  private static final int TRIES_MAX = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final Pause pause;

  public Notifier(Pause pause) {
    this.pause = pause;
  }

  /**
   * Sends a message, again where the webhook is busy or away.
   *
   * @return why it was not taken, without the address; empty where it was
   */
  public Optional<String> send(Notice notice, Notice.Channel channel, Secret url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.reveal()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(notice.body(channel)))
            .build();
    String trouble = "";
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      Duration wait = Duration.ZERO;
      for (int tried = 1; tried <= TRIES_MAX; tried++) {
        if (tried > 1) {
          pause.take(wait);
        }
        Reply reply = ask(client, request);
        if (reply.status() / 100 == 2) {
          return Optional.empty();
        }
        trouble = reply.text() + " (" + tried + (tried == 1 ? " try)" : " tries)");
        if (reply.isRefusal()) {
          return Optional.of(trouble);
        }
        wait = reply.pause().orElse(Duration.ofSeconds(1L << (tried - 1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
    return Optional.of(trouble);
  }

  private static Reply ask(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      // The status says all: a body that never ends is not waited for.
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      answer.body().close();
      return new Reply(
          answer.statusCode(),
          "HTTP " + answer.statusCode(),
          answer.headers().firstValue("Retry-After").map(Notifier::seconds));
    } catch (IOException e) {
      return new Reply(0, e.getClass().getSimpleName(), Optional.empty());
    }
  }

  private static Duration seconds(String retryAfter) {
    if (!retryAfter.matches("[0-9]{1,4}")) {
      return WAIT_MAX;
    }
    Duration wished = Duration.ofSeconds(Long.parseLong(retryAfter));
    return wished.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wished;
  }
}
