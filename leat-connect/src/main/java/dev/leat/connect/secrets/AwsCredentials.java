package dev.leat.connect.secrets;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who asks AWS.
 *
 * <p>Found where AWS's own tools find it, in their order: variables, the shared credentials file,
 * the address that a container names, the metadata service of the machine (its second version).
 */
record AwsCredentials(String id, Secret secret, Optional<Secret> token) {
  private static final String METADATA = "/latest/meta-data/iam/security-credentials/";

  static AwsCredentials find(Function<String, Optional<String>> environment, Door door) {
    return ofVariables(environment)
        .or(() -> ofFile(environment))
        .or(() -> ofContainer(environment, door))
        .or(() -> ofMachine(environment, door))
        .orElseThrow(
            () ->
                new LeatException(
                    SecretsError.SECRET_STORE_CREDENTIALS,
                    "There are no credentials for AWS.",
                    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run on"
                        + " a machine or in a container that has a role."));
  }

  private static Optional<AwsCredentials> of(
      Map<String, String> from, String id, String secret, String token) {
    return from.containsKey(id) && from.containsKey(secret)
        ? Optional.of(
            new AwsCredentials(
                from.get(id),
                Secret.of(from.get(secret)),
                Optional.ofNullable(from.get(token)).map(Secret::of)))
        : Optional.empty();
  }

  private static Optional<AwsCredentials> ofVariables(
      Function<String, Optional<String>> environment) {
    Map<String, String> found = new HashMap<>();
    for (String name : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")) {
      environment.apply(name).ifPresent(value -> found.put(name, value));
    }
    return of(found, "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
  }

  private static Optional<AwsCredentials> ofFile(Function<String, Optional<String>> environment) {
    String home = environment.apply("HOME").orElse(System.getProperty("user.home"));
    Path file =
        environment
            .apply("AWS_SHARED_CREDENTIALS_FILE")
            .map(Path::of)
            .orElse(Path.of(home, ".aws", "credentials"));
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      return of(
          section(Files.readAllLines(file), environment.apply("AWS_PROFILE").orElse("default")),
          "aws_access_key_id",
          "aws_secret_access_key",
          "aws_session_token");
    } catch (IOException unreadable) {
      throw new LeatException(
          SecretsError.SECRET_STORE_CREDENTIALS,
          "The credentials of AWS in " + file + " cannot be read.",
          "Make the file readable; it must be UTF-8 text.",
          unreadable);
    }
  }

  private static Map<String, String> section(List<String> lines, String profile) {
    Map<String, String> values = new HashMap<>();
    boolean inside = false;
    for (String line : lines) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[")) {
        inside = text.equals("[" + profile + "]");
      } else if (inside && equals > 0) {
        values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    return values;
  }

  private static Optional<AwsCredentials> ofContainer(
      Function<String, Optional<String>> environment, Door door) {
    return environment
        .apply("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
        .map(path -> "http://169.254.170.2" + path)
        .or(() -> environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI"))
        .flatMap(
            url -> {
              Map<String, String> headers = new HashMap<>();
              environment
                  .apply("AWS_CONTAINER_AUTHORIZATION_TOKEN")
                  .ifPresent(token -> headers.put("authorization", token));
              return ofAnswer(door, url, headers);
            });
  }

  private static Optional<AwsCredentials> ofMachine(
      Function<String, Optional<String>> environment, Door door) {
    if (environment.apply("AWS_EC2_METADATA_DISABLED").orElse("").equals("true")) {
      return Optional.empty();
    }
    String address =
        environment
            .apply("AWS_EC2_METADATA_SERVICE_ENDPOINT")
            .orElse("http://169.254.169.254")
            .replaceFirst("/+$", "");
    Door near = door.impatient();
    try {
      String token =
          near.ask(
                  new Door.Question(
                      "PUT",
                      URI.create(address + "/latest/api/token"),
                      Map.of("x-aws-ec2-metadata-token-ttl-seconds", "300"),
                      ""))
              .body();
      Map<String, String> headers = Map.of("x-aws-ec2-metadata-token", token);
      String role =
          near.ask(Door.Question.get(URI.create(address + METADATA), headers)).body().strip();
      return ofAnswer(near, address + METADATA + role, headers);
    } catch (LeatException nobodyThere) {
      return Optional.empty();
    }
  }

  private static Optional<AwsCredentials> ofAnswer(
      Door door, String url, Map<String, String> headers) {
    String answer = door.ask(Door.Question.get(URI.create(url), headers)).body();
    return of(JsonTexts.of(answer), "AccessKeyId", "SecretAccessKey", "Token");
  }
}
