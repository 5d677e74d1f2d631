package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Content;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.api.Secret;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RedirectTest {
  private static final Request.Credentials BEARER =
      new Request.Credentials.Bearer(Secret.of("t0ps3cret"));

  private final Lab lab = new Lab();
  private final FakeHttp elsewhere = FakeHttp.start();

  @AfterEach
  void close() {
    lab.close();
    elsewhere.close();
  }

  @Test
  void credentialsFollowARedirectWithinTheirHost() throws Exception {
    lab.server.on("/a.json", Answer.redirect(307, "b.json")).on("/b.json", Answer.json("[1]"));

    var body = (Fetched.Body) lab.fetch(asked("/a.json"));

    assertThat(lab.landing.text()).isEqualTo("[1]");
    assertThat(lab.server.requests("/b.json").getFirst().header("Authorization"))
        .hasValue("Bearer t0ps3cret");
    assertThat(body.url()).isEqualTo(lab.server.url("/a.json"));
  }

  @Test
  void credentialsAndHeadersStayBehindWhenTheHostChanges() throws Exception {
    lab.settings = lab.settings.headers(Map.of("X-Api-Key", Secret.of("k3y-of-mine")));
    lab.server.on("/a.json", Answer.redirect(elsewhere.url("/b.json")));
    elsewhere.on("/b.json", Answer.json("[1]"));

    lab.fetch(asked("/a.json"));

    Received home = lab.server.requests().getFirst();
    assertThat(home.header("Authorization")).hasValue("Bearer t0ps3cret");
    assertThat(home.header("X-Api-Key")).hasValue("k3y-of-mine");
    Received away = elsewhere.requests().getFirst();
    assertThat(away.headers()).doesNotContainKeys("authorization", "x-api-key", "x-team");
    assertThat(away.header("Accept-Language")).hasValue("nl");
    assertThat(away.headers().values()).noneMatch(value -> value.contains("cret"));
  }

  @Test
  void credentialsStayDroppedOnTheWayBack() throws Exception {
    lab.server.on("/a.json", Answer.redirect(elsewhere.url("/b.json")));
    lab.server.on("/c.json", Answer.json("[1]"));
    elsewhere.on("/b.json", Answer.redirect(lab.server.url("/c.json")));

    lab.fetch(asked("/a.json"));

    assertThat(lab.server.requests("/c.json").getFirst().header("Authorization")).isEmpty();
  }

  @Test
  void aHostThatWantsDroppedCredentialsSaysWhatToDo() {
    lab.server.on("/a.json", Answer.redirect(elsewhere.url("/b.json")));
    elsewhere.on("/b.json", Answer.status(401));

    LeatException failure = lab.failure(asked("/a.json"));

    assertThat(failure.code()).isEqualTo(FetchError.CREDENTIALS_REJECTED);
    assertThat(failure.remedy())
        .isEqualTo(
            "credentials are not sent to http://"
                + elsewhere.host()
                + ", where a redirect led: write the redirect's target as the source's url");
  }

  @Test
  void redirectsHaveAnEnd() throws Exception {
    for (int i = 0; i < 5; i++) {
      lab.server.on("/" + i, Answer.redirect(lab.server.url("/" + (i + 1))));
    }
    lab.server.on("/5", Answer.json("[1]")).on("/round", Answer.redirect(302, "/round"));

    assertThat(lab.fetch(lab.json("/0"))).isInstanceOf(Fetched.Body.class);
    lab.server.forget();
    LeatException failure = lab.failure(lab.json("/round"));

    assertThat(failure.problem())
        .isEqualTo("source 'football': " + lab.url("/round") + " redirects more than 5 times");
    assertThat(failure.remedy())
        .isEqualTo("ask the provider for the file's real URL and write that in leat.yaml");
    assertThat(lab.server.requests()).hasSize(6);
  }

  @Test
  void unsafeRedirectsAreRefused() {
    lab.server
        .on("/file", Answer.redirect(302, "file:///etc/passwd"))
        .on("/user", Answer.redirect(302, "http://me:hidden@localhost/x"))
        .on("/none", Answer.status(302))
        .on("/bad", Answer.redirect(302, "http://["));

    assertThat(lab.failure(lab.json("/file")).problem())
        .isEqualTo(
            "source 'football': file:///etc/passwd is not a URL that begins with http:// or"
                + " https://");
    assertThat(lab.failure(lab.json("/user")).problem())
        .isEqualTo("source 'football': http://***@localhost/x has a user or a password in it");
    assertThat(lab.failure(lab.json("/none")).problem())
        .isEqualTo("source 'football': " + lab.url("/none") + " redirects without saying where");
    assertThat(lab.failure(lab.json("/bad")).problem())
        .isEqualTo(
            "source 'football': "
                + lab.url("/bad")
                + " redirects to 'http://[', which is not a URL");
  }

  @Test
  void encryptionIsNeverLost() {
    OfferedFile file = Lab.offered("json", URI.create("https://example.test/a.json"));
    var origin = new Job.Origin("https://example.test/a.json", Redaction.BY_NAME);
    var job = new Job(file, Optional.empty(), lab.landing, lab.settings, origin);
    Hop hop = Hop.first(job, URI.create("https://example.test/a.json"));

    assertThatThrownBy(() -> hop.next(job, "http://example.test/a.json?token=abc"))
        .hasMessage(
            "source 'football': https://example.test/a.json redirects from https to"
                + " 'http://example.test/a.json?token=***', which is not encrypted");
    assertThat(hop.next(job, "/b.json").isHome()).isTrue();
    assertThat(hop.next(job, "https://EXAMPLE.test:443/b.json").isHome()).isTrue();
    assertThat(hop.next(job, "https://example.test:8443/b.json").isHome()).isFalse();
    assertThat(hop.next(job, "https://other.test/b c.json").url())
        .isEqualTo(URI.create("https://other.test/b%20c.json"));
  }

  @Test
  void aUrlWithAPasswordIsRefusedBeforeItIsAsked() {
    URI url = URI.create("http://me:hidden@" + lab.server.host() + "/a.json");

    LeatException failure = lab.failure(Lab.offered("json", url));

    assertThat(failure.code()).isEqualTo(FetchError.URL_REFUSED);
    assertThat(failure.problem())
        .isEqualTo(
            "source 'football': http://***@"
                + lab.server.host()
                + "/a.json has a user or a password in it");
    assertThat(failure.remedy())
        .isEqualTo("give them as the source's credentials, where they are kept secret");
    assertThat(lab.server.requests()).isEmpty();
  }

  private OfferedFile asked(String path) {
    Request request =
        Request.get(lab.server.url(path))
            .header("X-Team", "1")
            .header("Accept-Language", "nl")
            .as(BEARER);
    return OfferedFile.of(Lab.EVENTS, "json", new Content.Remote(request));
  }
}
