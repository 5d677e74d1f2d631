package dev.leat.core.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Content;
import dev.leat.api.LeatException;
import dev.leat.api.OfferedFile;
import dev.leat.api.Request;
import dev.leat.api.Request.Credentials;
import dev.leat.api.Secret;
import dev.leat.testkit.http.Answer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RedactionTest {
  private static final String PASSWORD = "p@ss/w0rd";

  private final Lab lab = new Lab();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void hidesParametersByName() {
    assertThat(
            Redaction.BY_NAME.text(
                "http://a/b?season=1&api_key=abc&Access-Token=d%20e&keyword=x&X-Amz-Signature=f#g"))
        .isEqualTo(
            "http://a/b?season=1&api_key=***&Access-Token=***&keyword=x&X-Amz-Signature=***#g");
    assertThat(Redaction.BY_NAME.url(URI.create("http://a/b?token=abc")))
        .isEqualTo(URI.create("http://a/b?token=***"));
    assertThat(Redaction.BY_NAME.text("see postgresql://me:pw@host/db"))
        .isEqualTo("see postgresql://***@host/db");
  }

  @Test
  void sendsEveryKindOfCredentials() throws Exception {
    lab.server.on("/a.json", Answer.json("[1]"));
    Secret secret = Secret.of(PASSWORD);

    lab.fetch(asked("/a.json", new Credentials.Basic("me", secret)));
    lab.fetch(asked("/a.json", new Credentials.Bearer(secret)));
    lab.fetch(asked("/a.json", new Credentials.Header("X-Key", secret)));

    var requests = lab.server.requests();
    assertThat(requests.get(0).header("Authorization")).hasValue("Basic " + packed());
    assertThat(requests.get(1).header("Authorization")).hasValue("Bearer " + PASSWORD);
    assertThat(requests.get(2).header("X-Key")).hasValue(PASSWORD);
  }

  @Test
  void noFailureEverShowsASecret() {
    lab.settings = lab.settings.headers(Map.of("X-Api-Key", Secret.of("k3y-of-mine")));
    var everything = new StringBuilder();

    for (Credentials credentials : credentials()) {
      String sent = credentials instanceof Credentials.Basic ? packed() : PASSWORD;
      String echo = "not you, " + PASSWORD + " (" + sent + ", k3y-of-mine, t0k3n)";
      lab.server
          .on("/401", Answer.text("text/plain", echo).as(401))
          .on("/500", Answer.text("text/plain", echo).as(500))
          .on("/400", Answer.text("text/plain", echo).as(400))
          .on("/html", Answer.html("<p>" + echo))
          .on("/moved", Answer.redirect(302, "ftp://x/?token=t0k3n"))
          .on("/coded", Answer.json("[1]").header("Content-Encoding", "t0k3n"))
          .on("/short", Answer.json("[1,2,3]").truncatedAfter(2));
      for (String path :
          List.of("/401", "/500", "/400", "/html", "/moved", "/coded", "/short", "/404")) {
        everything.append(printed(lab.failure(asked(path + "?token=t0k3n", credentials))));
      }
    }
    everything.append(lab.retries).append(lab.settings).append(credentials());

    assertThat(everything.toString())
        .contains("answered 401: not you, *** (***, ***, ***)", "?token=***")
        .doesNotContain(PASSWORD, packed(), "k3y-of-mine", "t0k3n");
  }

  @Test
  void aSecretThatBeginsLikeAnotherLeavesNothingOfIt() {
    Request request =
        Request.get(URI.create("http://a/b"))
            .as(new Credentials.Header("X-One", Secret.of("s3cret")))
            .as(new Credentials.Header("X-Two", Secret.of("s3cret-and-more")));
    assertThat(Redaction.of(request, Map.of()).text("it was s3cret-and-more, not s3cret"))
        .isEqualTo("it was ***, not ***");
  }

  @Test
  void theUrlThatIsRecordedHoldsNoSecret() throws Exception {
    lab.server.on("/a.json", Answer.json("[1]"));

    var body = (Fetched.Body) lab.fetch(asked("/a.json?season=1&token=t0k3n", null));

    assertThat(body.url()).isEqualTo(lab.server.url("/a.json?season=1&token=***"));
    assertThat(lab.server.requests().getFirst().query()).isEqualTo("season=1&token=t0k3n");
  }

  private static List<Credentials> credentials() {
    Secret secret = Secret.of(PASSWORD);
    return List.of(
        new Credentials.Basic("me", secret),
        new Credentials.Bearer(secret),
        new Credentials.Header("X-Key", secret));
  }

  private static String packed() {
    return Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  }

  private OfferedFile asked(String path, @org.jspecify.annotations.Nullable Credentials who) {
    return OfferedFile.of(
        Lab.EVENTS, "json", new Content.Remote(Request.get(lab.server.url(path)).as(who)));
  }

  private static String printed(LeatException failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text + failure.remedy();
  }
}
