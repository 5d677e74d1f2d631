package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a wrong project or a wrong word gives. */
final class MistakesTest {
  @TempDir private Path folder;

  @Test
  void saysThatThereIsNoProject() {
    assertThat(Cli.in(folder).run("run", "nowhere").exits(2).err())
        .isEqualTo(
            """
            error PROJECT_MISSING: There is no folder %s/nowhere.
              fix: Name the folder of a project, or make one: leat init --template blank %s/nowhere
            """
                .formatted(folder, folder));
  }

  @Test
  void saysAllMistakesOfAProjectAtOnce() {
    Football.write(
        folder,
        """
        leat: 1
        sources:
          statsbomb:
            typ: statsbomb
        destinaton: duckdb:x.duckdb
        """);
    Cli.Answer answer = Cli.in(folder).run("run").exits(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err())
        .contains("leat.yaml:4:5")
        .contains("leat.yaml:5:1")
        .contains("'type'")
        .contains("'destination'");
  }

  @Test
  void saysWhereYamlCannotBeRead() {
    Football.write(folder, "leat: 1\nsources: {a: [}\n");
    assertThat(Cli.in(folder).run("list").exits(2).err())
        .startsWith("error PROJECT_NOT_YAML: leat.yaml:2:");
  }

  @Test
  void refusesAFormThatACommandCannotWrite() {
    assertThat(Cli.in(folder).run("run", "--output", "csv").exits(2).err())
        .isEqualTo(
            """
            error USAGE: leat run cannot write 'csv'.
              fix: Choose --output table or --output json. See: leat run --help
            """);
  }

  @Test
  void refusesASelectionThatSelectsNothing() {
    Football.write(folder, "leat: 1\nsources: {}\n");
    assertThat(Cli.in(folder).run("list", "--select", "season").exits(2).err())
        .startsWith("error PLAN_FILTER_INVALID: 'season' is not name=value.\n");
  }

  @Test
  void namesASourceThatTheProjectDoesNotHave() {
    Football.write(folder, "leat: 1\nsources:\n  league:\n    type: files\n    path: data\n");
    assertThat(Cli.in(folder).run("run", "--source", "leage").exits(2).err())
        .isEqualTo(
            """
            error PLAN_SOURCE_UNKNOWN: The project has no source 'leage'.
              fix: Did you mean 'league'?
            """);
  }

  @Test
  void showsTheStackTraceOnRequest() {
    assertThat(Cli.in(folder).run("run", "nowhere", "--debug").exits(2).err())
        .contains("error PROJECT_MISSING: ")
        .contains("\tat dev.leat.core.project.");
  }
}
