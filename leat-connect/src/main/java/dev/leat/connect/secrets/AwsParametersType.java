package dev.leat.connect.secrets;

import dev.leat.api.SecretStore;
import dev.leat.api.SecretStoreType;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** {@code aws-parameters://REGION/PREFIX}: the parameter store of AWS Systems Manager. */
public final class AwsParametersType implements SecretStoreType {
  @Override
  public String scheme() {
    return "aws-parameters";
  }

  @Override
  public SecretStore open(String url, Function<String, Optional<String>> environment) {
    return new AwsApi(
        AwsApi.Kind.PARAMETERS,
        StoreUrl.parse(url, "aws-parameters://eu-west-1/prefix"),
        environment,
        new Door(AwsApi.Kind.PARAMETERS.title(), AwsSecretsType.PATIENCE, Thread::sleep),
        InstantSource.system());
  }
}
