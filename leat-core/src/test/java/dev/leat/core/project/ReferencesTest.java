package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.Secret;
import dev.leat.api.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReferencesTest {
  @TempDir private Path folder;

  @Test
  void valuesComeFromTheEnvironmentTheDotEnvFileAndFiles() {
    Settings settings =
        new ProjectFolder(folder)
            .file(
                ".env",
                """
                \uFEFF# what the team shares, written by an editor that marks UTF-8
                export LEAT_USER=from-file # the user
                LEAT_BOTH=from-file
                QUOTED='a # b'
                ESCAPED="a \\"b\\""
                """)
            .file("password.txt", "pa$$w0rd\n")
            .variable("LEAT_BOTH", "from-environment")
            .yaml(
                """
                sources:
                  s:
                    type: statsbomb
                    user: ${env:LEAT_USER}
                    password: ${file:password.txt}
                    page_size: ${env:SIZE:25}
                    tags:
                      - ${env:LEAT_BOTH}
                      - ${env:NONE:}
                      - a:${env:LEAT_USER}:${env:NONE:http://x/y}
                      - $${env:X}
                      - ${env:QUOTED}
                      - ${env:ESCAPED}
                """)
            .load()
            .sources()
            .getFirst()
            .settings();

    assertThat(settings.text("user")).contains("from-file");
    assertThat(settings.secret("password")).contains(Secret.of("pa$$w0rd"));
    assertThat(settings.integer("page_size")).contains(25L);
    assertThat(settings.texts("tags"))
        .containsExactly(
            "from-environment", "", "a:from-file:http://x/y", "${env:X}", "a # b", "a \"b\"");
  }

  @Test
  void whatIsMissingIsSaidTogether() {
    String complaint =
        new ProjectFolder(folder)
            .yaml(
                """
                store: ${env:STORE}
                sources:
                  s:
                    type: statsbomb
                    user: ${env:LEAT_USER}
                    password: ${file:secret/password.txt}
                    page_size: ${env:SIZE}
                    mode: ${vault:x}
                    tags: ["${env:1X}", "${open", "${X}"]
                """)
            .complaint();

    assertThat(complaint)
        .isEqualTo(
            """
            PROJECT_INVALID
            leat.yaml has 8 mistakes:
              leat.yaml:1:8: The variable STORE is set neither in the environment nor in %1$s/.env. Set \
            it, or write ${env:STORE:default}.
              leat.yaml:5:11: The variable LEAT_USER is set neither in the environment nor in %1$s/.env. \
            Set it, or write ${env:LEAT_USER:default}.
              leat.yaml:6:15: The file %1$s/secret/password.txt is not there. Create it with the value in \
            it, or correct the path.
              leat.yaml:7:16: The variable SIZE is set neither in the environment nor in %1$s/.env. Set it, \
            or write ${env:SIZE:default}.
              leat.yaml:8:11: '${vault:x}' is no reference. Write ${env:NAME}, ${env:NAME:default}, \
            ${secret:NAME} or ${file:PATH}, or $${ for the characters themselves.
              leat.yaml:9:12: '1X' cannot be the name of a variable. Use letters, digits and underscores.
              leat.yaml:9:25: '${open' has no closing brace. Add }, or write $${ for the characters \
            themselves.
              leat.yaml:9:35: '${X}' is no reference. Write ${env:X} for a variable, or $${ for the \
            characters themselves.
            Correct them, then run the command again.\
            """
                .formatted(folder));
  }

  @Test
  void linesOfTheDotEnvFileAreChecked() {
    assertThat(
            new ProjectFolder(folder)
                .file(".env", "A=1\nnothing here\n")
                .yaml("bucket: ${env:B:main}\n")
                .complaint())
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            .env:2:1: The line is not NAME=value.
            Write NAME=value, or put # before a comment.\
            """);
  }

  @Test
  void aWrongValueIsShownAsWrittenNotAsResolved() {
    assertThat(
            new ProjectFolder(folder)
                .variable("SIZE", "hunter2-is-my-password")
                .yaml("sources: {s: {type: statsbomb, page_size: \"${env:SIZE}\"}}\n")
                .complaint())
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml:1:43: 'page_size' cannot be '${env:SIZE}'.
            Write a whole number.\
            """);
  }

  @Test
  void anEmptySecretThatMustBeThereIsAMistake() {
    assertThat(
            new ProjectFolder(folder)
                .with(new StrictType())
                .variable("EMPTY", "")
                .yaml("sources: {s: {type: strict, token: \"${env:EMPTY}\"}}\n")
                .complaint())
        .isEqualTo(
            """
            PROJECT_VALUE_INVALID
            leat.yaml:1:36: 'token' is empty.
            Write a text.\
            """);
    assertThat(
            new ProjectFolder(folder)
                .with(new StrictType())
                .yaml("sources:\n  s:\n    type: strict\n")
                .complaint())
        .isEqualTo(
            """
            PROJECT_KEY_MISSING
            leat.yaml:3:5: 's' has no 'token'.
            Add the line 'token: …'.\
            """);
  }

  @Test
  void passwordsOfDatabasesHoldAnyCharacter() {
    assertThat(catalog("\"postgresql://me:${env:PW}@db:5432/leat\"", "p@ss/w:%41?#&"))
        .isEqualTo(Secret.of("p@ss/w:%41?#&"));
    assertThat(catalog("\"${env:PW}\"", "postgresql://me:p@ss/w@db:5432/leat"))
        .isEqualTo(Secret.of("p@ss/w"));
    assertThat(catalog("\"${env:PW}\"", "postgresql://me:p%40ss@db:5432/leat"))
        .isEqualTo(Secret.of("p@ss"));
    assertThat(catalog("postgresql://me:100%@db/leat", "")).isEqualTo(Secret.of("100%"));
  }

  private Secret catalog(String written, String password) {
    Project project =
        new ProjectFolder(folder)
            .variable("PW", password)
            .yaml("catalog: " + written + "\n")
            .load();
    Location.Server server = (Location.Server) project.catalog();
    assertThat(server.user()).isEqualTo("me");
    assertThat(server.host()).isEqualTo("db");
    assertThat(server.database()).isEqualTo("leat");
    assertThat(project.redactor().redact("it is " + server.password().reveal()))
        .isEqualTo("it is ***");
    return server.password();
  }
}
