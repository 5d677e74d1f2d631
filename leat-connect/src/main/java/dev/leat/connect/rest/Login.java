package dev.leat.connect.rest;

import static dev.leat.connect.rest.RestError.REST_LOGIN_FAILED;

import dev.leat.api.LeatException;
import dev.leat.api.Request;
import dev.leat.api.Secret;
import dev.leat.api.Web;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A token that one request brings and many use, until it expires or is rejected; thread-safe. */
final class Login {
  /**
   * How to get a token and what to do with it.
   *
   * @param request that asks for it
   * @param token where it is in the answer
   * @param lifetime where its seconds of life are in the answer
   * @param use makes it a credential
   * @param renewal where the request changes with every answer
   */
  record Rule(
      Request request,
      JsonPath token,
      Optional<JsonPath> lifetime,
      Function<Secret, Request.Credentials> use,
      Optional<Renewal> renewal) {}

  /** What is asked with a refresh token that an answer may replace. */
  record Renewal(KeptToken kept, Function<Secret, Request> ask) {
    private static final JsonPath NEXT = JsonPath.parse("$.refresh_token");

    Web.Answer send(Web web) throws IOException, InterruptedException {
      Secret token = kept.newest();
      try {
        return sent(web, ask.apply(token));
      } catch (LeatException refused) {
        // Another process may have got the next one meanwhile.
        Secret other = kept.newest();
        if (other.reveal().equals(token.reveal())) {
          throw refused;
        }
        return sent(web, ask.apply(other));
      }
    }

    void keepNext(@Nullable Object document) {
      Json.find(document, NEXT)
          .filter(next -> !next.isBlank() && !next.equals(kept.newest().reveal()))
          .ifPresent(next -> kept.keep(Secret.of(next)));
    }
  }

  /** OAuth says so of credentials that are not, or no more, good. */
  private static final Web.Rules REFUSED = new Web.Rules(Set.of(400), Set.of());

  /** A token is not used in its last moments. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final JsonPath ERROR = JsonPath.parse("$.error");

  private record Held(Request.Credentials credentials, @Nullable Instant until) {
    boolean isAlive(Instant now) {
      return until == null || now.isBefore(until);
    }
  }

  private final Rule rule;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Held held;

  Login(Rule rule) {
    this.rule = rule;
  }

  /** What is sent to log in. */
  Request request() {
    return rule.request();
  }

  /** What a token is sent as; this one is empty. */
  Request.Credentials kind() {
    return rule.use().apply(Secret.of(""));
  }

  Request.Credentials credentials(Web web) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      Held current = held;
      if (current == null || !current.isAlive(web.now())) {
        current = ask(web);
        held = current;
      }
      return current.credentials();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets its token where it is among those that were rejected. */
  void reject(List<Request.Credentials> rejected) {
    lock.lock();
    try {
      Held current = held;
      if (current != null && rejected.contains(current.credentials())) {
        held = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Held ask(Web web) throws IOException, InterruptedException {
    Optional<Renewal> renewal = rule.renewal();
    Web.Answer answer = renewal.isPresent() ? renewal.get().send(web) : sent(web, rule.request());
    Object document = document(answer);
    renewal.ifPresent(it -> it.keepNext(document));
    String token =
        Json.find(document, rule.token())
            .orElseThrow(() -> failed("has no token in " + rule.token(), null));
    Instant until =
        rule.lifetime()
            .flatMap(path -> Json.find(document, path))
            .filter(text -> text.matches("[0-9]{1,9}(\\.[0-9]+)?"))
            .map(text -> web.now().plusSeconds(Long.parseLong(text.replaceFirst("\\..*", ""))))
            .map(end -> end.minus(MARGIN))
            .orElse(null);
    return new Held(rule.use().apply(Secret.of(token)), until);
  }

  private static Web.Answer sent(Web web, Request request)
      throws IOException, InterruptedException {
    Web.Answer answer = web.send(request, REFUSED);
    if (REFUSED.take().contains(answer.status())) {
      throw new LeatException(
          REST_LOGIN_FAILED,
          "the login at " + request.url() + " was refused with status 400" + reason(answer),
          "give the credentials anew that 'auth' in leat.yaml names: they may have expired, or"
              + " were given to another program meanwhile");
    }
    return answer;
  }

  /** The code that OAuth has for it; of other words nothing is told. */
  private static String reason(Web.Answer answer) {
    try {
      return Json.find(Json.parse(new String(answer.body(), StandardCharsets.UTF_8)), ERROR)
          .filter(code -> code.matches("[a-z_]{1,40}"))
          .map(code -> ": " + code)
          .orElse("");
    } catch (JacksonException broken) {
      return "";
    }
  }

  private @Nullable Object document(Web.Answer answer) {
    try {
      return Json.parse(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (JacksonException broken) {
      throw failed("is no JSON", broken);
    }
  }

  /** Never with the answer's own words: they may be a token. */
  private LeatException failed(String what, @Nullable Throwable cause) {
    return new LeatException(
        REST_LOGIN_FAILED,
        "the answer of " + rule.request().url() + " to the login " + what,
        "check 'auth' in leat.yaml against the provider's manual",
        cause);
  }
}
