package dev.leat.connect.secrets;

import dev.leat.api.LeatException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Asks one HTTP API, again where it was only busy; no error of it tells what was sent or came. */
final class Door {
  /** What is sent. */
  record Question(String method, URI url, Map<String, String> headers, String body) {
    static Question get(URI url, Map<String, String> headers) {
      return new Question("GET", url, headers, "");
    }

    static Question post(URI url, Map<String, String> headers, String body) {
      return new Question("POST", url, headers, body);
    }
  }

  /** What came back. */
  record Reply(int status, String body) {}

  /** Waits; a test's pause does not. */
  @FunctionalInterface
  interface Pause {
    void take(Duration time) throws InterruptedException;
  }

  private static final int TRIES_MAX = 3;
  private static final Duration NEAR = Duration.ofSeconds(1);
  private static final Duration WAIT = Duration.ofMillis(500);

  private final String what;
  private final Duration patience;
  private final Pause pause;

  /**
   * @param what such as {@code AWS Secrets Manager}
   */
  Door(String what, Duration patience, Pause pause) {
    this.what = what;
    this.patience = patience;
    this.pause = pause;
  }

  /** The same with less patience, for what is near or not there. */
  Door impatient() {
    return new Door(what, NEAR, pause);
  }

  /** Answers of any status but those that say to come again. */
  Reply ask(Question question) {
    String trouble = "";
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      for (int tried = 1; tried <= TRIES_MAX; tried++) {
        if (tried > 1) {
          pause.take(WAIT.multipliedBy(tried));
        }
        Reply reply = send(client, question);
        if (reply.status() != 0 && reply.status() != 429 && reply.status() < 500) {
          return reply;
        }
        trouble = reply.status() == 0 ? reply.body() : "HTTP " + reply.status();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      trouble = "interrupted";
    }
    throw new LeatException(
        SecretsError.SECRET_STORE_SILENT,
        what + " at " + question.url().getAuthority() + " does not answer: " + trouble + ".",
        "See that this machine can reach it, then run the command again.");
  }

  /** With status 0 and the kind of trouble where no answer came. */
  private Reply send(HttpClient client, Question question) throws InterruptedException {
    try {
      HttpResponse<String> reply = client.send(request(question), BodyHandlers.ofString());
      return new Reply(reply.statusCode(), reply.body());
    } catch (IOException e) {
      return new Reply(0, e.getClass().getSimpleName());
    }
  }

  private HttpRequest request(Question question) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(question.url()).timeout(patience);
    question.headers().forEach(builder::header);
    return builder.method(question.method(), BodyPublishers.ofString(question.body())).build();
  }
}
