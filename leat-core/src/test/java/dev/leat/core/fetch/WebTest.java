package dev.leat.core.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.LeatException;
import dev.leat.api.Request;
import dev.leat.api.Request.Body;
import dev.leat.api.Request.Credentials;
import dev.leat.api.Secret;
import dev.leat.api.Web;
import dev.leat.api.Web.Rules;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A source's own requests. */
final class WebTest {
  private final Lab lab = new Lab();
  private final Web web = lab.fetcher.web(lab.settings);

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aBodyIsSentAndTheAnswerComesWhole() throws Exception {
    lab.server.on("/graphql", Answer.json("{\"data\":1}").header("X-Cost", "3").gzipped());
    Request request =
        Request.post(lab.server.url("/graphql"), Body.json("{\"query\":\"{x}\"}"))
            .header("X-Client", "leat");

    Web.Answer answer = web.send(request);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-cost")).contains("3");
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"data\":1}");
    Received got = lab.server.requests().getFirst();
    assertThat(got.line()).isEqualTo("POST /graphql");
    assertThat(got.bodyText()).isEqualTo("{\"query\":\"{x}\"}");
    assertThat(got.header("content-type")).contains("application/json");
    assertThat(got.header("x-client")).contains("leat");
  }

  @Test
  void severalCredentialsAreSentTogether() throws Exception {
    lab.server.on("/bars", Answer.json("[]"));

    web.send(
        Request.get(lab.server.url("/bars?day=1"))
            .as(new Credentials.Header("APCA-API-KEY-ID", Secret.of("key-1")))
            .as(new Credentials.Header("APCA-API-SECRET-KEY", Secret.of("secret-1")))
            .as(new Credentials.Query("token", Secret.of("a b&c"))));

    Received got = lab.server.requests().getFirst();
    assertThat(got.header("apca-api-key-id")).contains("key-1");
    assertThat(got.header("apca-api-secret-key")).contains("secret-1");
    assertThat(got.line()).isEqualTo("GET /bars?day=1&token=a+b%26c");
  }

  @Test
  void anErrorNamesTheRequestAndNoSecret() {
    lab.server.on("/token", Answer.text("text/plain", "bad hunter22 for a+b%26c").as(400));
    Request request =
        Request.post(
                lab.server.url("/token"),
                new Body(
                    "application/x-www-form-urlencoded",
                    "password=hunter22",
                    List.of(Secret.of("hunter22"))))
            .as(new Credentials.Query("sid", Secret.of("a b&c")));

    LeatException failure = catchThrowableOfType(LeatException.class, () -> web.send(request));

    assertThat(failure.code()).isEqualTo(FetchError.REQUEST_REFUSED);
    assertThat(failure.problem())
        .isEqualTo(
            "source 'football': POST " + lab.url("/token") + " answered 400: bad *** for ***");
  }

  @Test
  void credentialsStayAtTheHostThatWasAsked() throws Exception {
    lab.server.on("/here", Answer.redirect(lab.server.url("/there")));
    lab.server.on("/there", Answer.json("[]"));

    web.send(
        Request.get(lab.server.url("/here")).as(new Credentials.Query("t", Secret.of("value"))));

    assertThat(lab.server.requests("/there").getFirst().line()).isEqualTo("GET /there?t=value");
  }

  @Test
  void aRedirectedBodyIsSentAgainOnlyWhereTheProviderSaysSo() throws Exception {
    lab.server.on("/old", Answer.redirect(302, "/new")).on("/kept", Answer.redirect(307, "/new"));
    lab.server.on("/new", Answer.json("[]"));

    assertThatThrownBy(() -> web.send(Request.post(lab.server.url("/old"), Body.json("{}"))))
        .hasMessageContaining("redirects a request that has a body");
    web.send(Request.post(lab.server.url("/kept"), Body.json("{}")));

    assertThat(lab.server.requests("/new").getFirst().line()).isEqualTo("POST /new");
  }

  @Test
  void aBodyNeverFollowsARedirectToAnotherHost() {
    try (FakeHttp elsewhere = FakeHttp.start()) {
      elsewhere.on("/token", Answer.json("{}"));
      lab.server.on("/token", Answer.redirect(307, elsewhere.url("/token").toString()));
      Body body = new Body("text/plain", "hunter22", List.of(Secret.of("hunter22")));

      LeatException failure =
          catchThrowableOfType(
              LeatException.class, () -> web.send(Request.post(lab.server.url("/token"), body)));

      assertThat(failure.code()).isEqualTo(FetchError.REDIRECT_REFUSED);
      assertThat(failure.problem())
          .isEqualTo(
              "source 'football': POST "
                  + lab.url("/token")
                  + " redirects a request that has a body to another host, http://"
                  + elsewhere.host());
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aRejectionOfARequestWithABodyIsHeard() throws Exception {
    lab.server.on("/x", Answer.text("text/plain", "bad token").as(401));
    Request request = Request.post(lab.server.url("/x"), Body.json("{}"));

    LeatException failure = catchThrowableOfType(LeatException.class, () -> web.send(request));

    assertThat(failure.code()).isEqualTo(FetchError.CREDENTIALS_REJECTED);
    assertThat(failure.problem()).contains("answered 401: bad token");
    assertThat(web.send(request, new Rules(Set.of(401), Set.of())).status()).isEqualTo(401);
    assertThat(lab.server.requests("/x")).hasSize(2);
  }

  @Test
  void whatLiesElsewhereIsToldNothingOfTheSource() throws Exception {
    lab.server.on("/file", Answer.text("text/csv", "id"));
    Map<String, Secret> headers =
        Map.of("X-Api-Key", Secret.of("k3y-of-mine"), "User-Agent", Secret.of("me"));

    lab.fetcher.web(lab.settings.headers(headers)).visit(lab.server.url("/file"));

    Received got = lab.server.requests("/file").getFirst();
    assertThat(got.headers()).doesNotContainKey("x-api-key").containsEntry("user-agent", "me");
  }

  @Test
  void aStatusMayBeWantedOrMeanNotYet() throws Exception {
    lab.server.on("/job", Answer.status(202), Answer.status(202), Answer.json("{}"));
    lab.server.on("/gone", Answer.text("text/plain", "no such team").as(404));

    Web.Answer done =
        web.send(Request.get(lab.server.url("/job")), new Rules(Set.of(), Set.of(202)));
    Web.Answer gone =
        web.send(Request.get(lab.server.url("/gone")), new Rules(Set.of(404), Set.of()));

    assertThat(done.status()).isEqualTo(200);
    assertThat(lab.server.requests("/job")).hasSize(3);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(new String(gone.body(), UTF_8)).isEqualTo("no such team");
    assertThatThrownBy(() -> web.send(Request.get(lab.server.url("/gone"))))
        .isInstanceOf(LeatException.class)
        .hasMessageContaining("answered 404: no such team");
  }

  @Test
  void aQuotaThatIsUsedUpIsWaitedFor() throws Exception {
    lab.server.on(
        "/x",
        Answer.json("[]").header("X-Rate-Limit-Remaining", "0").header("X-Rate-Limit-Reset", "40"),
        Answer.json("[]"));

    web.send(Request.get(lab.server.url("/x")));
    web.send(Request.get(lab.server.url("/x")));

    List<Received> got = lab.server.requests("/x");
    assertThat(Duration.between(got.getFirst().at(), got.getLast().at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aRejectedTokenEndsTheSource() {
    lab.server.on("/x", Answer.text("text/plain", "bad token").as(401));

    LeatException failure =
        catchThrowableOfType(
            LeatException.class, () -> web.send(Request.get(lab.server.url("/x"))));

    assertThat(failure.code()).isEqualTo(FetchError.CREDENTIALS_REJECTED);
    assertThat(failure.code().endsSource()).isTrue();
  }
}
