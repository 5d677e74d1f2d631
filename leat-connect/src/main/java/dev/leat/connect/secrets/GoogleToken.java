package dev.leat.connect.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token to ask Google Cloud with: the one given, one for a service account's key file, or the
 * machine's own.
 */
final class GoogleToken {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String MACHINE =
      "/computeMetadata/v1/instance/service-accounts/default/token";

  private final Function<String, Optional<String>> environment;
  private final Door door;
  private final InstantSource clock;

  GoogleToken(Function<String, Optional<String>> environment, Door door, InstantSource clock) {
    this.environment = environment;
    this.door = door;
    this.clock = clock;
  }

  Secret find() {
    return environment
        .apply("GOOGLE_OAUTH_ACCESS_TOKEN")
        .map(Secret::of)
        .or(() -> environment.apply("GOOGLE_APPLICATION_CREDENTIALS").map(this::ofKeyFile))
        .or(this::ofMachine)
        .orElseThrow(
            () ->
                new LeatException(
                    SecretsError.SECRET_STORE_CREDENTIALS,
                    "There are no credentials for Google Cloud.",
                    "Set GOOGLE_APPLICATION_CREDENTIALS to the key file of a service account, or"
                        + " run on a machine that has one."));
  }

  private Secret ofKeyFile(String path) {
    Map<String, String> key;
    try {
      key = JsonTexts.of(Files.readString(Path.of(path)));
    } catch (IOException unreadable) {
      throw unusable(path, unreadable);
    }
    String address = key.getOrDefault("token_uri", "https://oauth2.googleapis.com/token");
    String account = key.getOrDefault("client_email", "");
    String pem = key.getOrDefault("private_key", "");
    String body =
        "grant_type="
            + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", UTF_8)
            + "&assertion="
            + assertion(path, account, address, pem);
    Door.Reply reply =
        door.ask(
            Door.Question.post(
                URI.create(address),
                Map.of("content-type", "application/x-www-form-urlencoded"),
                body));
    String token = JsonTexts.of(reply.body()).get("access_token");
    if (token == null) {
      throw new LeatException(
          SecretsError.SECRET_STORE_CREDENTIALS,
          "Google refused the service account " + account + ": HTTP " + reply.status() + ".",
          "See that its key in " + path + " is still valid.");
    }
    return Secret.of(token);
  }

  /** A signed statement of who we are, for an hour. */
  private String assertion(String path, String account, String audience, String pem) {
    Instant now = clock.instant();
    String claims =
        "{\"iss\":%s,\"scope\":%s,\"aud\":%s,\"iat\":%d,\"exp\":%d}"
            .formatted(
                JsonTexts.quote(account),
                JsonTexts.quote(SCOPE),
                JsonTexts.quote(audience),
                now.getEpochSecond(),
                now.getEpochSecond() + 3_600);
    String text = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
      signature.update(text.getBytes(UTF_8));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IllegalArgumentException noKey) {
      throw unusable(path, null);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static LeatException unusable(String path, @Nullable IOException cause) {
    return new LeatException(
        SecretsError.SECRET_STORE_CREDENTIALS,
        "The key file " + path + " of GOOGLE_APPLICATION_CREDENTIALS cannot be used.",
        "Name the JSON key file of a service account.",
        cause);
  }

  private Optional<Secret> ofMachine() {
    String host = environment.apply("GCE_METADATA_HOST").orElse("metadata.google.internal");
    try {
      Door.Reply reply =
          door.impatient()
              .ask(
                  Door.Question.get(
                      URI.create("http://" + host + MACHINE), Map.of("metadata-flavor", "Google")));
      return Optional.ofNullable(JsonTexts.of(reply.body()).get("access_token")).map(Secret::of);
    } catch (LeatException nobodyThere) {
      return Optional.empty();
    }
  }
}
