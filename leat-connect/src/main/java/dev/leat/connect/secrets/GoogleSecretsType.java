package dev.leat.connect.secrets;

import dev.leat.api.SecretStore;
import dev.leat.api.SecretStoreType;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** {@code vault+gcp://PROJECT}: Google Secret Manager. */
public final class GoogleSecretsType implements SecretStoreType {
  @Override
  public String scheme() {
    return "vault+gcp";
  }

  @Override
  public SecretStore open(String url, Function<String, Optional<String>> environment) {
    var door = new Door("Google Secret Manager", AwsSecretsType.PATIENCE, Thread::sleep);
    return new GoogleSecrets(
        StoreUrl.parse(url, "vault+gcp://my-project"),
        new GoogleToken(environment, door, InstantSource.system()),
        door);
  }
}
