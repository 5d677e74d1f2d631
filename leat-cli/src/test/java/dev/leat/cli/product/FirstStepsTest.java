package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer types first, right or wrong. */
final class FirstStepsTest {
  @TempDir private Path folder;

  @Test
  void saysWhichVersionItIs() {
    Cli.Answer answer = Cli.in(folder).run("version").exits(0);
    assertThat(answer.out()).matches("leat \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void showsAllCommandsAndExitCodes() {
    Cli.Answer answer = Cli.in(folder).run("--help").exits(0);
    assertThat(answer.out())
        .startsWith("Leat turns any source into a data product: files in, tables out.\n")
        .contains("Usage: leat COMMAND [FOLDER] [OPTIONS]\n")
        .contains("  init         Makes a project from a template, a curl command or OpenAPI.\n")
        .contains("  143  ended by SIGTERM\n")
        .doesNotContain("\u001b");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void guessesTheCommandThatWasMeant() {
    Cli.Answer answer = Cli.in(folder).run("verison").exits(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .isEqualTo(
            """
            error USAGE: 'verison' is no command.
              fix: Did you mean 'leat version'?
            """);
  }

  @Test
  void guessesTheOptionThatWasMeant() {
    assertThat(Cli.in(folder).run("init", "--templat", "blank", "x").exits(2).err())
        .isEqualTo(
            """
            error USAGE: leat init has no option --templat.
              fix: Did you mean --template? See: leat init --help
            """);
  }

  @Test
  void listsTheTemplates() {
    assertThat(Cli.in(folder).run("init").exits(0).out())
        .contains("statsbomb  ")
        .contains("files  ")
        .contains("blank  ")
        .endsWith("Next: leat init --template NAME FOLDER\n");
  }

  @Test
  void makesAProject() {
    Cli.Answer answer = Cli.in(folder).run("init", "--template", "files", "mine").exits(0);
    assertThat(answer.out())
        .isEqualTo(
            """
            Made mine:
              mine/leat.yaml
              mine/README.md
              mine/.gitignore
              mine/data/people.csv

            Next: leat run mine
            """);
    assertThat(folder.resolve("mine/leat.yaml")).content().contains("leat: 1");
  }

  @Test
  void leavesReferencesInTemplatesAsTheyAre() {
    Cli.in(folder).run("init", "--template", "blank", "mine").exits(0);
    assertThat(folder.resolve("mine/leat.yaml")).content().contains("${env:MY_PASSWORD}");
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/notes.txt"), "keep me", UTF_8);
    Cli.Answer answer = Cli.in(folder).run("init", "--template", "files", "mine").exits(2);
    assertThat(answer.err())
        .isEqualTo(
            """
            error FOLDER_NOT_EMPTY: mine is there already and is not empty.
              fix: Name a folder that does not exist yet.
            """);
    assertThat(folder.resolve("mine")).isDirectoryContaining("glob:**/notes.txt");
    assertThat(folder.resolve("mine/leat.yaml")).doesNotExist();
  }

  @Test
  void guessesTheTemplateThatWasMeant() {
    assertThat(Cli.in(folder).run("init", "--template", "statbomb", "mine").exits(2).err())
        .isEqualTo(
            """
            error TEMPLATE_UNKNOWN: There is no template 'statbomb'.
              fix: Did you mean 'statsbomb'?
            """);
    assertThat(folder.resolve("mine")).doesNotExist();
  }

  @Test
  void printsASchemaForEditors() {
    assertThat(Cli.in(folder).run("schema").exits(0).out())
        .startsWith("{\n")
        .contains("\"title\": \"leat.yaml\"");
  }

  @Test
  void completesWordsInBash() throws Exception {
    String script = Cli.in(folder).run("completion", "bash").exits(0).out();
    Path file = Files.writeString(folder.resolve("leat.bash"), script, UTF_8);
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source "
                    + file
                    + "; COMP_WORDS=(leat in); COMP_CWORD=1; _complete_leat;"
                    + " echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).contains("init");
  }
}
