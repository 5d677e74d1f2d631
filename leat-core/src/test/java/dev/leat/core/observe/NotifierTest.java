package dev.leat.core.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leat.api.Secret;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NotifierTest {
  private static final Notice.Failed FAILED =
      new Notice.Failed("source 'a'", "FETCH_STATUS", "<b> & \"c\"\nd", "Wait.");
  private static final Notice NOTICE =
      new Notice("shop", "run-1", Instant.parse("2026-11-21T09:12:00Z"), 1, List.of(FAILED));

  private final FakeHttp http = FakeHttp.start();
  private final List<Duration> pauses = new ArrayList<>();
  private final Notifier notifier = new Notifier(pauses::add);

  @AfterEach
  void close() {
    http.close();
  }

  private Secret url() {
    return Secret.of(http.url("/hook").toString());
  }

  @Test
  void eachReaderGetsItsOwnWords() {
    assertThat(NOTICE.body(Notice.Channel.SLACK))
        .isEqualTo(
            "{\"text\":\"1 failure in shop on 2026-11-21 09:12 UTC\\n• source 'a': FETCH_STATUS:"
                + " &lt;b&gt; &amp; \\\"c\\\" d\"}");
    assertThat(NOTICE.body(Notice.Channel.WEBHOOK))
        .startsWith(
            "{\"project\":\"shop\",\"run\":\"run-1\",\"at\":\"2026-11-21T09:12:00Z\",\"exit_code\":1,"
                + "\"count\":1,\"text\":");
  }

  @Test
  void aLongListIsCut() {
    var many = new Notice("p", "r", NOTICE.at(), 1, Collections.nCopies(40, FAILED));
    assertThat(many.text().lines()).hasSize(32).last().isEqualTo("… and 10 more");
  }

  @Test
  void aBusyWebhookIsAskedAgainWhenItLikes() {
    http.on("/hook", Answer.throttled("7"), Answer.status(503), Answer.status(204));
    assertThat(notifier.send(NOTICE, Notice.Channel.SLACK, url())).isEmpty();
    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(2));
  }

  @Test
  void oneThatNeverTakesItIsTold() {
    http.on("/hook", Answer.status(500));
    assertThat(notifier.send(NOTICE, Notice.Channel.TEAMS, url())).contains("HTTP 500 (4 tries)");
    http.close();
    assertThat(notifier.send(NOTICE, Notice.Channel.TEAMS, url()))
        .contains("ConnectException (4 tries)");
  }

  @Test
  void anAnswerThatNeverEndsIsNotWaitedFor() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> trickle(server));
      Secret url = Secret.of("http://127.0.0.1:" + server.getLocalPort() + "/hook");
      assertTimeoutPreemptively(
          Duration.ofSeconds(8),
          () -> assertThat(notifier.send(NOTICE, Notice.Channel.SLACK, url)).isEmpty());
    }
  }

  private static void trickle(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(UTF_8));
      while (!server.isClosed()) {
        out.write('.');
        out.flush();
        socket.getInputStream().skip(socket.getInputStream().available());
        LockSupport.parkNanos(50_000_000);
      }
    } catch (IOException gone) {
      // The other side has had enough, which is what is asked of it.
    }
  }
}
