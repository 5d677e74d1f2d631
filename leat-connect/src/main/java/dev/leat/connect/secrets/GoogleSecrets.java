package dev.leat.connect.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Google Secret Manager: the latest version of each secret of a project. */
final class GoogleSecrets implements SecretStore {
  private static final URI USUAL = URI.create("https://secretmanager.googleapis.com/");

  private final StoreUrl url;
  private final GoogleToken token;
  private final Door door;

  GoogleSecrets(StoreUrl url, GoogleToken token, Door door) {
    this.url = url;
    this.token = token;
    this.door = door;
  }

  @Override
  public Optional<Secret> find(String name) {
    if (!name.matches("[A-Za-z0-9_-]+")) {
      return Optional.empty();
    }
    URI address =
        url.endpoint()
            .orElse(USUAL)
            .resolve("v1/projects/" + url.host() + "/secrets/" + name + "/versions/latest:access");
    Map<String, String> headers = Map.of("authorization", "Bearer " + token.find().reveal());
    Door.Reply reply = door.ask(Door.Question.get(address, headers));
    Map<String, String> answer = JsonTexts.of(reply.body());
    String data = answer.get("payload.data");
    if (reply.status() == 200 && data != null) {
      return Optional.of(Secret.of(new String(Base64.getMimeDecoder().decode(data), UTF_8)));
    }
    if (reply.status() == 404) {
      return Optional.empty();
    }
    String status = answer.getOrDefault("error.status", "HTTP " + reply.status());
    throw new LeatException(
        SecretsError.SECRET_STORE_REFUSED,
        place(name) + " cannot be read: " + status + ".",
        "Give this account the role Secret Manager Secret Accessor on it.");
  }

  @Override
  public String place(String name) {
    return "'" + name + "' in Google Secret Manager of the project " + url.host();
  }
}
