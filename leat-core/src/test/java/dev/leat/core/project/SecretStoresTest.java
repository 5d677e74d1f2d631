package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Secret;
import dev.leat.api.SecretStore;
import dev.leat.api.SecretStoreType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets are found, in which order, and what is said of one that is nowhere. */
final class SecretStoresTest {
  @TempDir private Path folder;

  private ProjectFolder project(String secrets, String password) {
    return new ProjectFolder(folder)
        .yaml(
            secrets
                + "sources:\n  s: {type: statsbomb, user: me, password: \""
                + password
                + "\"}\n");
  }

  private static Optional<Secret> password(ProjectFolder project) {
    return project.load().sources().getFirst().settings().secret("password");
  }

  @Test
  void theEnvironmentWinsThenDotEnvThenTheFileThatAVariableNames() {
    ProjectFolder project = project("", "${secret:TOKEN}");
    project.file("token.txt", "from-file\n").variable("TOKEN_FILE", "token.txt");
    assertThat(password(project)).contains(Secret.of("from-file"));
    project.file(".env", "TOKEN=from-dot-env\n");
    assertThat(password(project)).contains(Secret.of("from-dot-env"));
    project.variable("TOKEN", "from-environment");
    assertThat(password(project)).contains(Secret.of("from-environment"));
  }

  @Test
  void storesAreAskedInTheirOrder() throws IOException {
    Files.createDirectories(folder.resolve("mounted/team"));
    Files.writeString(folder.resolve("mounted/team/TOKEN"), "from-folder\n");
    Files.writeString(folder.resolve("outside"), "not in the folder");
    String stores = "secrets: ['env:', 'file:mounted', 'command:printf {name}-printed']\n";
    assertThat(password(project(stores, "${secret:team/TOKEN}")))
        .contains(Secret.of("from-folder"));
    assertThat(password(project(stores, "${secret:OTHER}"))).contains(Secret.of("OTHER-printed"));
    assertThat(password(project(stores, "${secret:../outside}")))
        .contains(Secret.of("../outside-printed"));
  }

  @Test
  void aSecretIsWhatTheProjectSaysThatItIs() throws IOException {
    assertThat(
            password(
                project("", "${secret:DB#token:token}").variable("DB", "{\"token\": \"t-1\"}")))
        .contains(Secret.of("t-1"));
    Files.writeString(folder.resolve("key.pem"), "key");
    for (String fitting :
        List.of(
            "user:ada lovelace",
            "password:p@ss w/rd",
            "connection:postgresql://db/shop",
            "path:key.pem",
            "url:https://api.example/v1")) {
      String kind = fitting.substring(0, fitting.indexOf(':'));
      String value = fitting.substring(fitting.indexOf(':') + 1);
      assertThat(password(project("", "${secret:IT:" + kind + "}").variable("IT", value)))
          .contains(Secret.of(value));
    }
    assertThat(project("", "${secret:IT:token}").variable("IT", "two words").complaint())
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml:2:44: The secret IT is there, and it is no token.
            Correct what is stored: it must be one line without spaces.\
            """);
    for (String unfit : List.of("user:a\nb", "connection:shop", "path:no.pem", "url:ftp://x/y")) {
      String kind = unfit.substring(0, unfit.indexOf(':'));
      assertThat(
              project("", "${secret:IT:" + kind + "}")
                  .variable("IT", unfit.substring(unfit.indexOf(':') + 1))
                  .complaint())
          .contains("The secret IT is there, and it is no " + kind + ".");
    }
    assertThat(project("", "${secret:IT:url}").complaint())
        .isEqualTo(
            """
            PROJECT_REFERENCE_MISSING
            leat.yaml:2:44: The url IT is not there. It was looked for in: the environment and\
             .env (IT or IT_FILE), /run/secrets/IT.
            Put it there, or name another store in 'secrets'.\
            """);
    assertThat(project("", "${secret:IT:tokn}").complaint())
        .contains("'tokn' is not what a secret can be.")
        .contains("token");
  }

  @Test
  void fieldsOfJsonSecretsAreNamed() {
    ProjectFolder project =
        project("", "${secret:DB#password}")
            .variable(
                "DB",
                "{\"tags\": [{\"password\": \"no\"}], \"port\": 1, \"password\": \"p@ss/w\"}");
    assertThat(password(project)).contains(Secret.of("p@ss/w"));
    assertThat(project("", "${secret:DB#pasword}").variable("DB", "{}").complaint())
        .isEqualTo(
            """
            PROJECT_REFERENCE_MISSING
            leat.yaml:2:44: The secret DB has no field 'pasword'.
            Correct the name behind #; the secret must be a JSON object with such a field.\
            """);
  }

  @Test
  void partsOfAConnectionMayHoldAnyCharacter() {
    Project project =
        new ProjectFolder(folder)
            .yaml(
                "catalog:"
                    + " postgresql://${secret:DB#user}:${secret:DB#password}@${secret:DB#host}:5432/leat\n")
            .variable("DB", "{\"user\":\"a:b\",\"password\":\"p@ss/w?#%41\",\"host\":\"db\"}")
            .load();
    assertThat(project.catalog())
        .isInstanceOfSatisfying(
            Location.Server.class,
            server -> {
              assertThat(server.user()).isEqualTo("a:b");
              assertThat(server.password()).isEqualTo(Secret.of("p@ss/w?#%41"));
              assertThat(server.host()).isEqualTo("db");
            });
    assertThat(project.redactor().redact("p%40ss%2Fw%3F%23%2541 p@ss/w?#%41")).isEqualTo("*** ***");
  }

  @Test
  void missingOnesAreToldTogetherWithWhereTheyWereLookedFor() {
    ProjectFolder project =
        new ProjectFolder(folder)
            .variable("B_FILE", "nowhere/b")
            .yaml(
                """
                secrets: ["env:", "file:mounted", "command:false"]
                bucket: ${secret:A}
                sources:
                  s: {type: statsbomb, user: me, password: "${secret:B}"}
                """);
    assertThat(project.complaint())
        .isEqualTo(
            """
            PROJECT_REFERENCE_MISSING
            leat.yaml has 2 mistakes:
              leat.yaml:2:9: The secret A is not there. It was looked for in: the environment and .env (A or \
            A_FILE), %1$s/mounted/A, the command 'false A' (exit code 1). Put it there, or name another store \
            in 'secrets'.
              leat.yaml:4:44: The secret B is not there. It was looked for in: %1$s/nowhere/b (which B_FILE \
            names), %1$s/mounted/B, the command 'false B' (exit code 1). Put it there, or name another store \
            in 'secrets'.
            Correct them, then run the command again.\
            """
                .formatted(folder));
  }

  @Test
  void aPluginMayBringAStoreWhichIsAskedOncePerName() {
    var asked = new ArrayList<String>();
    var type = new FakeStoreType(asked);
    ProjectFolder project =
        new ProjectFolder(folder)
            .with(type)
            .variable("REGION", "north")
            .yaml(
                """
                secrets: fake://${env:REGION}
                bucket: ${secret:A#x}
                sources:
                  s: {type: statsbomb, user: "${secret:A#y}", password: "${secret:A#x}"}
                """);
    assertThat(password(project)).contains(Secret.of("one"));
    assertThat(asked).containsExactly("fake://north A");
  }

  @Test
  void aStoreOfNoKindIsAMistake() {
    assertThat(project("secrets: hashicorp://x\n", "x").complaint())
        .isEqualTo(
            """
            CONNECTOR_UNKNOWN
            leat.yaml:1:10: There is no kind of secret store 'hashicorp://x'.
            Write one of: env:, file:FOLDER, command:PROGRAM ARGUMENTS.\
            """);
  }

  /** Keeps one JSON secret under every name. */
  private record FakeStoreType(List<String> asked) implements SecretStoreType {
    @Override
    public String scheme() {
      return "fake";
    }

    @Override
    public SecretStore open(String url, Function<String, Optional<String>> environment) {
      return new SecretStore() {
        @Override
        public Optional<Secret> find(String name) {
          asked.add(url + " " + name);
          return Optional.of(Secret.of("{\"x\":\"one\",\"y\":\"two\"}"));
        }

        @Override
        public String place(String name) {
          return url;
        }
      };
    }
  }
}
