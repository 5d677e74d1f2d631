package dev.leat.core.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Secret;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
}
