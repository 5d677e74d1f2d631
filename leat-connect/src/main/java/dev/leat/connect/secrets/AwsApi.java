package dev.leat.connect.secrets;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secrets Manager or the parameter store: two services of AWS that are asked alike. */
final class AwsApi implements SecretStore {
  /** What differs between the two. */
  enum Kind {
    SECRETS(
        "AWS Secrets Manager",
        "secretsmanager",
        "secretsmanager.GetSecretValue",
        "ResourceNotFoundException"),
    PARAMETERS("the AWS parameter store", "ssm", "AmazonSSM.GetParameter", "ParameterNotFound");

    private final String title;
    private final String service;
    private final String target;
    private final String absent;

    Kind(String title, String service, String target, String absent) {
      this.title = title;
      this.service = service;
      this.target = target;
      this.absent = absent;
    }

    String title() {
      return title;
    }

    private String body(String id) {
      return switch (this) {
        case SECRETS -> "{\"SecretId\":" + JsonTexts.quote(id) + "}";
        case PARAMETERS -> "{\"Name\":" + JsonTexts.quote(id) + ",\"WithDecryption\":true}";
      };
    }

    private @Nullable String value(Map<String, String> answer) {
      return answer.get(this == SECRETS ? "SecretString" : "Parameter.Value");
    }
  }

  private final Kind kind;
  private final StoreUrl url;
  private final Function<String, Optional<String>> environment;
  private final Door door;
  private final InstantSource clock;

  AwsApi(
      Kind kind,
      StoreUrl url,
      Function<String, Optional<String>> environment,
      Door door,
      InstantSource clock) {
    this.kind = kind;
    this.url = url;
    this.environment = environment;
    this.door = door;
    this.clock = clock;
  }

  @Override
  public Optional<Secret> find(String name) {
    AwsCredentials credentials = AwsCredentials.find(environment, door);
    URI endpoint =
        url.endpoint()
            .or(() -> environment.apply("AWS_ENDPOINT_URL").map(URI::create))
            .orElseGet(
                () -> URI.create("https://" + kind.service + "." + url.host() + ".amazonaws.com/"));
    String body = kind.body(id(name));
    Map<String, String> headers =
        new AwsSignature(credentials, url.host(), kind.service)
            .headers(
                "POST",
                endpoint,
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", kind.target),
                body,
                clock.instant());
    Door.Reply reply = door.ask(Door.Question.post(endpoint, headers, body));
    Map<String, String> answer = JsonTexts.of(reply.body());
    String value = kind.value(answer);
    if (reply.status() == 200 && value != null) {
      return Optional.of(Secret.of(value));
    }
    String type = answer.getOrDefault("__type", "HTTP " + reply.status()).replaceFirst(".*#", "");
    if (type.equals(kind.absent)) {
      return Optional.empty();
    }
    throw new LeatException(
        SecretsError.SECRET_STORE_REFUSED,
        place(name) + " cannot be read: " + type + ".",
        "See that "
            + credentials.id()
            + " may read it, that it is text, and that it is in "
            + url.host()
            + ".");
  }

  /** A parameter in a folder has a slash before it. */
  private String id(String name) {
    String id = url.prefix() + name;
    return kind == Kind.PARAMETERS && id.contains("/") && !id.startsWith("/") ? "/" + id : id;
  }

  @Override
  public String place(String name) {
    return "'" + id(name) + "' in " + kind.title() + " of " + url.host();
  }
}
