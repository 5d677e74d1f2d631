package dev.leat.connect.secrets;

import dev.leat.api.SecretStore;
import dev.leat.api.SecretStoreType;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** {@code vault+aws://REGION/PREFIX}: AWS Secrets Manager. */
public final class AwsSecretsType implements SecretStoreType {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public String scheme() {
    return "vault+aws";
  }

  @Override
  public SecretStore open(String url, Function<String, Optional<String>> environment) {
    return new AwsApi(
        AwsApi.Kind.SECRETS,
        StoreUrl.parse(url, "vault+aws://eu-west-1/prefix"),
        environment,
        new Door(AwsApi.Kind.SECRETS.title(), PATIENCE, Thread::sleep),
        InstantSource.system());
  }
}
