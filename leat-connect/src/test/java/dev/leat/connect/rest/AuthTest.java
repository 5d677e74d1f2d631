package dev.leat.connect.rest;

import static dev.leat.connect.rest.Api.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.Pages;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to say who is asking. */
final class AuthTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private Received asked(Object... auth) throws Exception {
    api.with("auth", map(auth)).feed("f", "path", "list");
    api.http().on("/list", Answer.json("[]"));
    api.walk("f");
    return api.http().requests("/list").getLast();
  }

  @Test
  void sendsABearer() throws Exception {
    assertThat(asked("token", "abc").header("authorization")).contains("Bearer abc");
  }

  @Test
  void sendsBasic() throws Exception {
    assertThat(asked("type", "basic", "user", "me", "password", "p@ss").header("authorization"))
        .contains("Basic bWU6cEBzcw==");
  }

  @Test
  void sendsAHeader() throws Exception {
    assertThat(
            asked("type", "header", "name", "X-Auth-Token", "value", "abc").header("x-auth-token"))
        .contains("abc");
  }

  @Test
  void sendsAParameterThatNoAddressShows() throws Exception {
    assertThat(asked("type", "query", "name", "api_key", "value", "a&b").query())
        .isEqualTo("api_key=a%26b");
    assertThat(api.pages("f").url().toString()).doesNotContain("api_key");
  }

  @Test
  void accountsTakeTurnsAndWhatIsNobodysGoesWithEach() throws Exception {
    api.with(
        "auth",
        List.of(
            map("type", "header", "name", "X-App", "value", "app"),
            map("account", "one", "token", "first"),
            map("account", "two", "token", "second")));
    api.feed(
        "f", "path", "list", "records", "$.items[*]", "page", map("type", "page", "param", "p"));
    api.http()
        .on(
            "/list",
            Api.items(1, 1, ""),
            Api.items(2, 2, ""),
            Api.items(3, 3, ""),
            Api.items(1, 0, ""));
    api.walk("f");
    assertThat(api.http().requests())
        .extracting(it -> it.header("authorization").orElse("") + it.header("x-app").orElse(""))
        .containsExactly(
            "Bearer firstapp", "Bearer secondapp", "Bearer firstapp", "Bearer secondapp");
  }

  @Test
  void sendsSeveral() throws Exception {
    api.with(
        "auth",
        List.of(
            map("type", "header", "name", "Key-Id", "value", "id"),
            map("type", "header", "name", "Key-Secret", "value", "secret")));
    api.feed("f", "path", "list");
    api.http().on("/list", Answer.json("[]"));
    api.walk("f");
    assertThat(api.http().requests().getFirst().headers())
        .containsEntry("key-id", "id")
        .containsEntry("key-secret", "secret");
  }

  @Test
  void dropsACredentialThatANextAddressRepeats() throws Exception {
    api.with("auth", map("type", "query", "name", "api_key", "value", "abc"));
    api.feed("f", "path", "list", "page", map("next", "next"));
    api.http()
        .on(
            "/list",
            Answer.json("{\"next\":\"/list?page=2&api_key=abc\"}"),
            Answer.json("{\"next\":null}"));
    Api.Walked walked = api.walk("f");
    assertThat(api.asked()).containsExactly("/list?api_key=abc", "/list?page=2&api_key=abc");
    assertThat(walked.checkpoints().toString()).doesNotContain("abc");
  }

  @Test
  void dropsATokenOfALoginThatANextAddressRepeats() throws Exception {
    api.with(
        "auth",
        map("type", "login", "path", "in", "token_path", "$.t", "as", "query", "name", "sid"));
    api.feed("f", "path", "list", "page", map("next", "next"));
    api.http().on("/in", Answer.json("{\"t\":\"abc\"}"));
    api.http()
        .on(
            "/list",
            Answer.json("{\"next\":\"/list?page=2&sid=abc\"}"),
            Answer.json("{\"next\":null}"));
    Api.Walked walked = api.walk("f");
    assertThat(api.asked()).containsExactly("/in", "/list?sid=abc", "/list?page=2&sid=abc");
    assertThat(walked.checkpoints().toString()).doesNotContain("abc");
  }

  private void oauth(Object... more) {
    var auth = map(more);
    auth.put("type", "oauth2");
    auth.put("token_url", api.http().url("/token"));
    api.with("auth", auth).feed("f", "path", "list", "page", map("param", "page", "total", "n"));
  }

  @Test
  void getsATokenOnceForAllRequests() throws Exception {
    oauth("client_id", "me", "client_secret", "s3cret", "scope", "read");
    api.http().on("/token", Answer.json("{\"access_token\":\"t1\",\"expires_in\":3600}"));
    api.http().on("/list", Answer.json("{\"n\":2,\"x\":1}"), Answer.json("{\"n\":2,\"x\":2}"));
    api.walk("f");
    Received token = api.http().requests("/token").getFirst();
    assertThat(token.bodyText()).isEqualTo("grant_type=client_credentials&scope=read");
    assertThat(token.header("authorization")).contains("Basic bWU6czNjcmV0");
    assertThat(api.http().requests("/token")).hasSize(1);
    assertThat(api.http().requests("/list"))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.header("authorization")).contains("Bearer t1"));
  }

  @Test
  void sendsTheClientInTheBodyWhereTheProviderWantsItThere() throws Exception {
    oauth("client_id", "me", "client_secret", "s", "client_in", "body", "params", map("aud", "x"));
    api.http().on("/token", Answer.json("{\"access_token\":\"t1\"}"));
    api.http().on("/list", Answer.json("{\"n\":1}"));
    api.walk("f");
    assertThat(api.http().requests("/token").getFirst().bodyText())
        .isEqualTo("grant_type=client_credentials&aud=x&client_id=me&client_secret=s");
  }

  @Test
  void getsATokenForARefreshToken() throws Exception {
    oauth("grant", "refresh_token", "refresh_token", "r/1", "client_id", "me");
    api.http().on("/token", Answer.json("{\"access_token\":\"t1\"}"));
    api.http().on("/list", Answer.json("{\"n\":1}"));
    api.walk("f");
    assertThat(api.http().requests("/token").getFirst().bodyText())
        .isEqualTo("grant_type=refresh_token&refresh_token=r%2F1&client_id=me");
  }

  @Test
  void keepsTheRefreshTokenThatComesInPlaceOfTheLast(@TempDir Path folder) throws Exception {
    Path tokens = folder.resolve("kept/tokens");
    oauth("grant", "refresh_token", "refresh_token", "r1", "tokens", tokens.toString());
    api.http().on("/token", Answer.json("{\"access_token\":\"t1\",\"refresh_token\":\"r2\"}"));
    api.http().on("/list", Answer.json("{\"n\":1}"));
    api.walk("f");
    Path kept;
    try (var files = Files.list(tokens)) {
      kept = files.toList().getFirst();
    }
    assertThat(kept).content().isEqualTo("r2\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");

    // Another process has been there since, between this one's look and the provider's answer.
    api.http()
        .on(
            "/token",
            request -> {
              if (request.bodyText().endsWith("=r2")) {
                write(kept, "r3");
                return Answer.json("{\"error\":\"invalid_grant\"}").as(400);
              }
              return Answer.json("{\"access_token\":\"t2\",\"refresh_token\":\"r4\"}");
            });
    api.http().forget();
    api.walk("f");
    assertThat(api.http().requests("/token"))
        .extracting(Received::bodyText)
        .containsExactly(
            "grant_type=refresh_token&refresh_token=r2",
            "grant_type=refresh_token&refresh_token=r3");
    assertThat(kept).content().isEqualTo("r4\n");

    // A crash of long ago left the file empty.
    write(kept, "");
    api.http().forget();
    api.walk("f");
    assertThat(api.http().requests("/token"))
        .extracting(Received::bodyText)
        .containsExactly("grant_type=refresh_token&refresh_token=r1");
    try (var files = Files.list(tokens)) {
      assertThat(files).containsExactly(kept);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void getsATokenForAPassword() throws Exception {
    oauth("grant", "password", "user", "u", "password", "p", "client_id", "me");
    api.http().on("/token", Answer.json("{\"access_token\":\"t1\"}"));
    api.http().on("/list", Answer.json("{\"n\":1}"));
    api.walk("f");
    assertThat(api.http().requests("/token").getFirst().bodyText())
        .isEqualTo("grant_type=password&username=u&password=p&client_id=me");
  }

  @Test
  void getsAnotherTokenOnceWhereOneIsRejected() throws Exception {
    oauth("client_id", "me", "client_secret", "s");
    api.http()
        .on(
            "/token",
            Answer.json("{\"access_token\":\"old\"}"),
            Answer.json("{\"access_token\":\"new\"}"));
    api.http()
        .on(
            "/list",
            it ->
                it.header("authorization").orElse("").equals("Bearer new")
                    ? Answer.json("{\"n\":1}")
                    : Answer.status(401));
    api.walk("f");
    assertThat(api.http().requests("/token")).hasSize(2);
    api.http().on("/list", Answer.status(401)).forget();
    assertThatThrownBy(() -> api.walk("f")).hasMessageContaining("401");
    assertThat(api.http().requests("/list")).hasSize(2);
  }

  @Test
  void getsAnotherTokenBeforeAStatusIsTakenForWhatTheFeedSays() throws Exception {
    oauth("client_id", "me", "client_secret", "s");
    api.feed("f", "path", "list", "on_status", map("401", "skip"));
    api.http()
        .on(
            "/token",
            Answer.json("{\"access_token\":\"old\"}"),
            Answer.json("{\"access_token\":\"new\"}"));
    api.http()
        .on(
            "/list",
            it ->
                it.header("authorization").orElse("").equals("Bearer new")
                    ? Answer.json("{\"n\":1}")
                    : Answer.status(401));
    assertThat(api.walk("f").bodies()).containsExactly("{\"n\":1}");
    api.http().on("/list", Answer.status(401)).forget();
    assertThat(api.walk("f").end()).isEqualTo(new Pages.End.Absent("answered 401"));
    assertThat(api.http().requests("/list")).hasSize(2);
  }

  @Test
  void getsAnotherTokenBeforeOneExpires() throws Exception {
    var clock = ManualClock.start();
    api.at(clock);
    oauth("client_id", "me", "client_secret", "s");
    var count = new AtomicInteger();
    api.http()
        .on(
            "/token",
            it ->
                Answer.json(
                    "{\"access_token\":\"t" + count.incrementAndGet() + "\",\"expires_in\":60}"));
    api.http()
        .on(
            "/list",
            it -> {
              clock.advance(Duration.ofSeconds(31));
              return Answer.json("{\"n\":3,\"x\":" + count.get() + "}");
            });
    api.walk("f");
    assertThat(api.http().requests("/list"))
        .extracting(it -> it.header("authorization").orElse(""))
        .containsExactly("Bearer t1", "Bearer t2", "Bearer t3");
  }

  @Test
  void logsInAndUsesTheAnswer() throws Exception {
    api.with(
        "auth",
        map(
            "type", "login",
            "path", "session",
            "body", "{\"user\":\"me\",\"password\":\"pw\"}",
            "token_path", "$.data.session",
            "as", "header",
            "name", "X-Session",
            "prefix", "S "));
    api.feed("f", "path", "list");
    api.http().on("/session", Answer.json("{\"data\":{\"session\":\"abc\"}}"));
    api.http().on("/list", Answer.json("[]"));
    api.walk("f");
    assertThat(api.http().requests("/session").getFirst().bodyText())
        .isEqualTo("{\"user\":\"me\",\"password\":\"pw\"}");
    assertThat(api.http().requests("/list").getFirst().header("x-session")).contains("S abc");
  }

  @Test
  void saysWhereNoTokenCame() {
    oauth("client_id", "me", "client_secret", "s");
    api.http().on("/token", Answer.json("{\"error\":\"hush\"}"));
    assertThatThrownBy(() -> api.walk("f"))
        .hasMessageContaining("to the login has no token in $.access_token")
        .hasMessageNotContaining("hush");
  }

  @Test
  void refusesAnEmptySecret() {
    api.with("auth", map("token", "")).feed("f", "path", "list");
    assertThatThrownBy(api::open)
        .hasMessageContaining("'token' is missing or empty, which auth of type bearer needs");
  }
}
