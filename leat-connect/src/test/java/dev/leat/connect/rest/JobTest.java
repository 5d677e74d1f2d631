package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Cursor;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are made while one waits: submit, look until it is done, download. */
final class JobTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private void feed(Object... job) {
    api.feed("f", "path", "exports", "body", "{\"kind\":\"all\"}", "job", map(job));
    api.http().on("/exports", Answer.json("{\"id\":7,\"links\":{\"status\":\"/jobs/7\"}}").as(202));
  }

  @Test
  void submitsLooksAndDownloads() throws Exception {
    feed("poll", "jobs/{id}", "download", "$.result.url");
    api.http()
        .on(
            "/jobs/7",
            Answer.json("{\"status\":\"queued\"}"),
            Answer.json("{\"status\":\"running\"}"),
            Answer.json("{\"status\":\"done\",\"result\":{\"url\":\"/files/7.csv\"}}"));
    api.http().on("/files/7.csv", Answer.text("text/csv", "id\n1\n"));
    assertThat(api.walk("f").bodies()).containsExactly("id\n1\n");
    assertThat(api.http().requests())
        .extracting(it -> it.line())
        .containsExactly(
            "POST /exports", "GET /jobs/7", "GET /jobs/7", "GET /jobs/7", "GET /files/7.csv");
  }

  @Test
  void takesTheLastAnswerWhereNothingIsDownloaded() throws Exception {
    feed("poll", "$.links.status", "state", "$.phase", "done", "ok");
    api.http().on("/jobs/7", Answer.json("{\"phase\":\"ok\",\"id\":7}"));
    assertThat(api.walk("f").bodies()).containsExactly("{\"phase\":\"ok\",\"id\":7}");
  }

  @Test
  void statesAreThoseOfTheProviderInAnyCaseAndMayBeTrue() throws Exception {
    feed("poll", "jobs/{id}", "done", List.of("COMPLETED"), "failed", List.of("Broken"));
    api.http().on("/jobs/7", Answer.json("{\"status\":\"COMPLETED\",\"id\":7}"));
    assertThat(api.walk("f").bodies()).hasSize(1);
    api.http().on("/jobs/7", Answer.json("{\"status\":\"Broken\"}"));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("/jobs/7 ended as 'Broken'");
    feed("poll", "jobs/{id}", "state", "$.finished", "done", List.of("true"));
    api.http()
        .on(
            "/jobs/7",
            Answer.json("{\"finished\":false}"),
            Answer.json("{\"finished\":true,\"id\":7}"));
    assertThat(api.walk("f").bodies()).containsExactly("{\"finished\":true,\"id\":7}");
  }

  @Test
  void whatWasKilledWhileItWaitedLooksForItsJobAndSubmitsNoOther() throws Exception {
    feed("poll", "jobs/{id}");
    api.http().on("/jobs/7", Answer.json("{\"status\":\"done\",\"id\":7}"));
    Cursor waiting = api.walk("f").checkpoints().getFirst();
    api.http().forget();
    assertThat(api.walkFrom("f", waiting).bodies())
        .containsExactly("{\"status\":\"done\",\"id\":7}");
    assertThat(api.http().requests()).extracting(it -> it.line()).containsExactly("GET /jobs/7");
  }

  @Test
  void aJobThatTheProviderForgotIsForgotten() throws Exception {
    feed("poll", "jobs/{id}");
    api.http().on("/jobs/7", Answer.json("{\"status\":\"done\",\"id\":7}"));
    Cursor waiting = api.walk("f").checkpoints().getFirst();
    api.http().on("/jobs/7", Answer.json("{}").as(404));
    assertThatThrownBy(() -> api.walkFrom("f", waiting))
        .hasMessageContaining("/jobs/7 answered 404: the job is not known, or no more");
    assertThat(api.checkpoints()).last().extracting(Cursor::text).asString().doesNotContain("jobs");
  }

  @Test
  void endsWhereTheJobFails() {
    feed("poll", "jobs/{id}");
    api.http().on("/jobs/7", Answer.json("{\"status\":\"FAILED\"}"));
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("/jobs/7 ended as 'FAILED'");
  }

  @Test
  void waitsNoLongerThanItMay() {
    feed("poll", "jobs/{id}", "every", "10s", "timeout", "10s");
    api.http().on("/jobs/7", Answer.json("{\"status\":\"running\"}"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("/jobs/7 was not done in time: running");
  }

  @Test
  void saysWhatAnAnswerLacks() {
    feed("poll", "jobs/{job.id}");
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("/exports answered without $.job.id");
  }

  @Test
  void aDownloadAtAnotherHostIsToldNothing() throws Exception {
    try (FakeHttp store = FakeHttp.start()) {
      api.with("auth", map("token", "t0k3n"));
      feed("poll", "jobs/{id}", "download", "$.url");
      String url = store.url("/7.csv?X-Amz-Signature=abc").toString();
      api.http().on("/jobs/7", Answer.json("{\"status\":\"done\",\"url\":\"" + url + "\"}"));
      store.on("/7.csv", Answer.text("text/csv", "id\n1\n"));
      assertThat(api.walk("f").bodies()).containsExactly("id\n1\n");
      assertThat(store.requests().getFirst().header("authorization")).isEmpty();
      assertThat(api.http().requests("/jobs/7").getFirst().header("authorization")).isPresent();
    }
  }
}
