package dev.leat.connect.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leat.api.LeatException;
import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.http.Received;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secret stores of clouds, each against a server that says what the cloud's manual says. */
final class CloudSecretsTest {
  private static final String VALUE = "p@ss/w \"quoted\"";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));

  @TempDir private Path folder;
  private final FakeHttp http = FakeHttp.start();
  private final Map<String, String> environment = new TreeMap<>();
  private final Door door = new Door("The store", Duration.ofSeconds(5), time -> {});

  @AfterEach
  void close() {
    http.close();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name));
  }

  private void signedIn() {
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  }

  private SecretStore aws(AwsApi.Kind kind, String url) {
    return new AwsApi(
        kind, StoreUrl.parse(url + "?endpoint=" + http.url(), ""), this::variable, door, CLOCK);
  }

  private SecretStore google() {
    StoreUrl url = StoreUrl.parse("vault+gcp://shop?endpoint=" + http.url(), "");
    return new GoogleSecrets(url, new GoogleToken(this::variable, door, CLOCK), door);
  }

  /** The first example of AWS's own test suite for Signature Version 4. */
  @Test
  void requestsAreSignedAsAwsWantsIt() {
    signedIn();
    AwsCredentials credentials = AwsCredentials.find(this::variable, door);
    Map<String, String> headers =
        new AwsSignature(credentials, "us-east-1", "service")
            .headers(
                "GET", URI.create("https://example.amazonaws.com/"), Map.of(), "", CLOCK.instant());
    assertThat(headers.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void secretsManagerIsAskedByPrefixAndName() {
    signedIn();
    environment.put("AWS_SESSION_TOKEN", "a-session");
    http.on("/", Answer.json("{\"Name\":\"x\",\"SecretString\":" + JsonTexts.quote(VALUE) + "}"));
    SecretStore store = aws(AwsApi.Kind.SECRETS, "vault+aws://eu-west-1/leat");

    assertThat(store.find("db")).contains(Secret.of(VALUE));
    Received request = http.requests().getFirst();
    assertThat(request.bodyText()).isEqualTo("{\"SecretId\":\"leat/db\"}");
    assertThat(request.header("x-amz-target")).contains("secretsmanager.GetSecretValue");
    assertThat(request.header("x-amz-security-token")).contains("a-session");
    assertThat(request.header("authorization").orElseThrow())
        .contains("/20150830/eu-west-1/secretsmanager/aws4_request")
        .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target");
    assertThat(store.place("db")).isEqualTo("'leat/db' in AWS Secrets Manager of eu-west-1");
  }

  @Test
  void parametersAreDecrypted() {
    signedIn();
    http.on("/", Answer.json("{\"Parameter\":{\"Tags\":[1],\"Value\":\"v\"},\"Other\":\"w\"}"));
    assertThat(aws(AwsApi.Kind.PARAMETERS, "aws-parameters://eu-west-1/leat/").find("db"))
        .contains(Secret.of("v"));
    assertThat(http.requests().getFirst().bodyText())
        .isEqualTo("{\"Name\":\"/leat/db\",\"WithDecryption\":true}");
  }

  @Test
  void whatAwsDoesNotHaveIsAbsentAndARefusalIsAnError() {
    signedIn();
    http.on(
        "/",
        Answer.json("{\"__type\":\"ResourceNotFoundException\"}").as(400),
        Answer.json("{\"__type\":\"com.amazon#AccessDeniedException\",\"Message\":\"no\"}")
            .as(400));
    SecretStore store = aws(AwsApi.Kind.SECRETS, "vault+aws://eu-west-1");
    assertThat(store.find("db")).isEmpty();
    LeatException refused = catchThrowableOfType(LeatException.class, () -> store.find("db"));
    assertThat(refused.code()).isEqualTo(SecretsError.SECRET_STORE_REFUSED);
    assertThat(refused)
        .hasMessage(
            "'db' in AWS Secrets Manager of eu-west-1 cannot be read: AccessDeniedException.");
  }

  @Test
  void aBusyStoreIsAskedAgainAndADeadOneIsSaid() {
    signedIn();
    http.on("/", Answer.status(503), Answer.json("{\"SecretString\":\"v\"}"));
    assertThat(aws(AwsApi.Kind.SECRETS, "vault+aws://r").find("db")).contains(Secret.of("v"));
    http.on("/", Answer.status(500));
    SecretStore dead = aws(AwsApi.Kind.SECRETS, "vault+aws://r");
    assertThat(catchThrowableOfType(LeatException.class, () -> dead.find("db")))
        .hasMessage("The store at " + http.host() + " does not answer: HTTP 500.");
  }

  @Test
  void credentialsOfAwsComeFromFilesContainersAndMachinesToo() throws IOException {
    http.on("/", Answer.json("{\"SecretString\":\"v\"}"));
    SecretStore store = aws(AwsApi.Kind.SECRETS, "vault+aws://r");

    String token = "/latest/api/token";
    String roles = "/latest/meta-data/iam/security-credentials/";
    String machine = "{\"AccessKeyId\":\"M\",\"SecretAccessKey\":\"s\",\"Token\":\"t\"}";
    http.on(token, Answer.text("text/plain", "imds"))
        .on(roles, Answer.text("text/plain", "role\n"))
        .on(roles + "role", Answer.json(machine));
    environment.put("HOME", folder.toString());
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", http.url().toString());
    assertThat(store.find("db")).isPresent();
    assertThat(http.requests(roles + "role").getFirst().header("x-aws-ec2-metadata-token"))
        .contains("imds");

    http.on("/role", Answer.json(machine.replace("\"M\"", "\"C\"")));
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", http.url("/role").toString());
    assertThat(store.find("db")).isPresent();

    Files.createDirectories(folder.resolve(".aws"));
    Files.writeString(
        folder.resolve(".aws/credentials"),
        "[default]\naws_access_key_id = D\n[p]\naws_access_key_id=P\naws_secret_access_key = s\n");
    environment.put("AWS_PROFILE", "p");
    assertThat(store.find("db")).isPresent();
    assertThat(http.requests("/"))
        .extracting(request -> request.header("authorization").orElseThrow().substring(17, 30))
        .containsExactly("Credential=M/", "Credential=C/", "Credential=P/");

    environment.clear();
    environment.put("HOME", folder.resolve("none").toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    assertThat(catchThrowableOfType(LeatException.class, () -> store.find("db")))
        .hasMessage("There are no credentials for AWS.");
  }

  @Test
  void googleIsAskedWithATokenOfItsMachine() {
    String path = "/computeMetadata/v1/instance/service-accounts/default/token";
    http.on(path, Answer.json("{\"access_token\":\"t0ken\",\"expires_in\":3599}"));
    environment.put("GCE_METADATA_HOST", http.host());
    String data = Base64.getEncoder().encodeToString(VALUE.getBytes(UTF_8));
    http.on(
        "/v1/projects/shop/secrets/db/versions/latest:access",
        Answer.json("{\"name\":\"n\",\"payload\":{\"data\":\"" + data + "\"}}"));

    assertThat(google().find("db")).contains(Secret.of(VALUE));
    assertThat(http.requests().getLast().header("authorization")).contains("Bearer t0ken");
    assertThat(google().find("other")).isEmpty();
    assertThat(google().find("no/name")).isEmpty();
  }

  @Test
  void googleTakesASignedStatementOfAServiceAccount() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2_048);
    KeyPair pair = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8))
                .encodeToString(pair.getPrivate().getEncoded())
                .replace("\n", "\\n")
            + "\\n-----END PRIVATE KEY-----\\n";
    Files.writeString(
        folder.resolve("key.json"),
        "{\"client_email\":\"leat@shop\",\"private_key\":\"%s\",\"token_uri\":\"%s\"}"
            .formatted(pem, http.url("/token")));
    environment.put("GOOGLE_APPLICATION_CREDENTIALS", folder.resolve("key.json").toString());
    http.on("/token", Answer.json("{\"access_token\":\"from-account\"}"));
    http.under(
        "/v1/", request -> Answer.json("{\"error\":{\"status\":\"PERMISSION_DENIED\"}}").as(403));

    assertThat(catchThrowableOfType(LeatException.class, () -> google().find("db")))
        .hasMessage(
            "'db' in Google Secret Manager of the project shop cannot be read: PERMISSION_DENIED.");
    String body = http.requests("/token").getFirst().bodyText();
    List<String> parts = List.of(body.substring(body.indexOf("assertion=") + 10).split("\\."));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((parts.get(0) + "." + parts.get(1)).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts.get(2)))).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(parts.get(1)), UTF_8))
        .contains("\"iss\":\"leat@shop\"")
        .contains("\"iat\":1440938160,\"exp\":1440941760");
    assertThat(http.requests().getLast().header("authorization")).contains("Bearer from-account");
  }

  @Test
  void urlsThatLackSomethingAreRefused() {
    assertThat(
            catchThrowableOfType(
                LeatException.class,
                () -> new AwsSecretsType().open("vault+aws:", name -> Optional.empty())))
        .hasMessage("'vault+aws:' is no secret store.");
  }
}
