package dev.leat.connect.rest;

import dev.leat.api.Request;
import dev.leat.api.Request.Credentials;
import dev.leat.api.Web;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves who is asking: what leat.yaml says, and tokens that are got with it; thread-safe.
 *
 * @param id the same for the same credentials, whoever has them; empty where there are none
 */
record Account(String id, List<Credentials> fixed, List<Login> logins) {
  private static final int ID_BYTES = 8;

  Account {
    fixed = List.copyOf(fixed);
    logins = List.copyOf(logins);
  }

  static Account of(List<Credentials> fixed, List<Login> logins) {
    List<String> all = new ArrayList<>();
    fixed.forEach(each -> all.add(text(each)));
    for (Login login : logins) {
      Request request = login.request();
      all.add(request.url() + "\n" + (request.body() == null ? "" : request.body().text()));
      request.credentials().forEach(each -> all.add(text(each)));
    }
    return new Account(all.isEmpty() ? "" : hash(String.join("\n\n", all)), fixed, logins);
  }

  private static String text(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Basic basic -> "basic " + basic.user() + "\n" + basic.password().reveal();
      case Credentials.Bearer bearer -> "bearer " + bearer.token().reveal();
      case Credentials.Header header -> header.name() + "\n" + header.value().reveal();
      case Credentials.Query query -> query.name() + "=" + query.value().reveal();
    };
  }

  /** Says nothing of the text, and is the same for the same one. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Credentials> credentials(Web web) throws IOException, InterruptedException {
    List<Credentials> all = new ArrayList<>(fixed);
    for (Login login : logins) {
      all.add(login.credentials(web));
    }
    return all;
  }

  /** What goes with its requests, as far as that is known before logging in. */
  Stream<Credentials> kinds() {
    return Stream.concat(fixed.stream(), logins.stream().map(Login::kind));
  }

  Request sign(Call call, List<Credentials> credentials) {
    return call.request(credentials).on(id);
  }

  /** Whether there is a token that can be got anew. */
  boolean renews() {
    return !logins.isEmpty();
  }

  /** Gets other tokens than these, which were rejected. */
  void renew(List<Credentials> rejected) {
    logins.forEach(login -> login.reject(rejected));
  }
}
