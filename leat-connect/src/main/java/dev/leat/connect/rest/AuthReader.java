package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Request.Credentials;
import dev.leat.api.Secret;
import dev.leat.api.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code auth:}. */
final class AuthReader {
  private static final String REFRESH = "refresh_token";

  private final Settings source;

  AuthReader(Settings source) {
    this.source = source;
  }

  /** What names no account goes with each. */
  Access read() {
    List<Settings> all = source.sections("auth");
    Set<String> names = new LinkedHashSet<>();
    all.forEach(auth -> auth.text("account").ifPresent(names::add));
    if (names.isEmpty()) {
      return new Access(List.of(account(all)));
    }
    List<Account> accounts = new ArrayList<>();
    for (String name : names) {
      accounts.add(
          account(
              all.stream()
                  .filter(auth -> auth.text("account").filter(it -> !it.equals(name)).isEmpty())
                  .toList()));
    }
    return new Access(accounts);
  }

  private Account account(List<Settings> sections) {
    List<Credentials> fixed = new ArrayList<>();
    List<Login> logins = new ArrayList<>();
    for (Settings auth : sections) {
      switch (auth.text("type").orElseThrow()) {
        case "basic" -> fixed.add(new Credentials.Basic(user(auth), secret(auth, "password")));
        case "header" ->
            fixed.add(new Credentials.Header(text(auth, "name"), prefixed(auth, "value")));
        case "query" -> fixed.add(new Credentials.Query(text(auth, "name"), secret(auth, "value")));
        case "oauth2" -> logins.add(new Login(oauthRule(auth)));
        case "login" -> logins.add(new Login(rule(auth, login(auth), Optional.empty())));
        default -> fixed.add(new Credentials.Bearer(secret(auth, "token")));
      }
    }
    return Account.of(fixed, logins);
  }

  private static String user(Settings auth) {
    return text(auth, "user");
  }

  private static String text(Settings auth, String option) {
    return auth.text(option)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> missing(auth, option));
  }

  private static Secret secret(Settings auth, String option) {
    return auth.secret(option)
        .filter(secret -> !secret.isEmpty())
        .orElseThrow(() -> missing(auth, option));
  }

  private static RuntimeException missing(Settings auth, String option) {
    String type = auth.text("type").orElseThrow();
    return auth.invalid(
        option,
        "'" + option + "' is missing or empty, which auth of type " + type + " needs.",
        "Write '" + option + ": ${env:NAME}', and set that variable.");
  }

  private static Secret prefixed(Settings auth, String option) {
    Secret value = secret(auth, option);
    return auth.text("prefix").map(it -> Secret.of(it + value.reveal())).orElse(value);
  }

  private static Login.Rule oauthRule(Settings auth) {
    if (!auth.text("grant").equals(Optional.of(REFRESH))) {
      return rule(auth, oauth(auth, Optional.empty()), Optional.empty());
    }
    Secret given = secret(auth, REFRESH);
    Request request = oauth(auth, Optional.of(given));
    String id =
        Account.hash(
            String.join(
                "\n", request.url().toString(), auth.text("client_id").orElse(""), given.reveal()));
    var kept = new KeptToken(auth.path("tokens").orElseThrow().resolve(id), given);
    return rule(
        auth,
        request,
        Optional.of(new Login.Renewal(kept, token -> oauth(auth, Optional.of(token)))));
  }

  private static Request oauth(Settings auth, Optional<Secret> refresh) {
    Map<String, List<String>> form = new LinkedHashMap<>();
    List<Secret> secrets = new ArrayList<>();
    String grant = auth.text("grant").orElseThrow();
    form.put("grant_type", List.of(grant));
    refresh.ifPresent(token -> hide(form, secrets, REFRESH, token));
    if (grant.equals("password")) {
      form.put("username", List.of(user(auth)));
      hide(form, secrets, "password", secret(auth, "password"));
    }
    auth.text("scope").ifPresent(scope -> form.put("scope", List.of(scope)));
    auth.namedTexts("params").forEach(form::put);
    Optional<Secret> client = auth.secret("client_secret").filter(it -> !it.isEmpty());
    boolean inBody = auth.text("client_in").equals(Optional.of("body"));
    Optional<Credentials> basic = Optional.empty();
    if (client.isPresent() && !inBody) {
      basic = Optional.of(new Credentials.Basic(text(auth, "client_id"), client.get()));
    } else {
      auth.text("client_id").ifPresent(id -> form.put("client_id", List.of(id)));
      client.ifPresent(secret -> hide(form, secrets, "client_secret", secret));
    }
    URI url = auth.url("token_url").orElseThrow(() -> missing(auth, "token_url"));
    return new Call("POST", url, Map.of(), Map.of(), new Call.Body.Form(form), secrets)
        .request(basic.stream().toList());
  }

  /** A form spells it in its own way, so that spelling is hidden too. */
  private static void hide(
      Map<String, List<String>> form, List<Secret> secrets, String name, Secret secret) {
    form.put(name, List.of(secret.reveal()));
    secrets.add(secret);
    secrets.add(Secret.of(Call.encode(secret.reveal())));
  }

  private Request login(Settings auth) {
    URI url = Address.below(source.url("url").orElseThrow(), text(auth, "path"));
    Call.Body body =
        auth.json("body")
            .<Call.Body>map(json -> new Call.Body.Json(Json.parse(json)))
            .orElseGet(Call.Body.None::new);
    String method = body instanceof Call.Body.None ? "GET" : "POST";
    return new Call(method, url, Map.of(), Map.of(), body, List.of()).request(List.of());
  }

  private static Login.Rule rule(Settings auth, Request request, Optional<Login.Renewal> renewal) {
    return new Login.Rule(
        request,
        FeedReader.path(auth, "token_path").orElseThrow(),
        FeedReader.path(auth, "expires_path"),
        use(auth),
        renewal);
  }

  private static Function<Secret, Credentials> use(Settings auth) {
    String prefix = auth.text("prefix").orElse("");
    return switch (auth.text("as").orElseThrow()) {
      case "header" -> {
        String name = text(auth, "name");
        yield token -> new Credentials.Header(name, Secret.of(prefix + token.reveal()));
      }
      case "query" -> {
        String name = text(auth, "name");
        yield token -> new Credentials.Query(name, token);
      }
      default -> Credentials.Bearer::new;
    };
  }
}
