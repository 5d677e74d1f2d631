package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that go on where tables and models end. */
final class CommandStepsTest {
  private static final String SOURCES =
      """
      sources:
        shop: {type: files, path: in, feeds: {sales: "*.csv"}}
      models:
        total: select sum(amount) as total from sales
      """;

  @TempDir private Path folder;
  private Workspace project;

  @BeforeEach
  void write() throws IOException {
    project = Workspace.make(folder, CatalogPlace.SQLITE, SOURCES);
    sale("a.csv", "id,amount\n1,10\n2,20\n");
  }

  private void sale(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in").resolve(name), text, UTF_8);
  }

  private void command(String yaml) {
    project.write(SOURCES + "commands:\n" + yaml.indent(2));
  }

  @Test
  void knowTheFactsOfTheRunAndNoSecret() throws IOException {
    command(
        """
        facts:
          run: [sh, -c, 'env | sort > facts.txt; echo "sent $AMOUNT with $TOKEN"; printf "%03995d%s\n" 0 $TOKEN']
          after: [total, sales]
          environment: {AMOUNT: "30", TOKEN: "${env:SHOP_TOKEN}"}
        """);
    Cli.Answer answer =
        project
            .cli()
            .with("SHOP_TOKEN", "s3cr3t-token")
            .with("OTHER_SECRET", "never-handed-on")
            .run("run")
            .exits(0);

    assertThat(answer.err()).contains("[INFO] facts: sent 30 with ***\n");
    // Nor a part of it, where a long line is cut.
    assertThat(answer.toString()).contains("0".repeat(3_995)).doesNotContain("s3cr3");
    assertThat(Files.readString(folder.resolve("facts.txt")))
        .contains("AMOUNT=30\n")
        .contains("TOKEN=s3cr3t-token\n")
        .contains("LEAT_STATUS=FINISHED\n")
        .contains("LEAT_PROJECT=" + folder + "\n")
        .contains("LEAT_TABLES=sales\n")
        .contains("LEAT_MODELS=total\n")
        .contains("LEAT_INSERTED=2\n")
        .containsPattern("LEAT_RUN=[0-9a-f-]{36}\n")
        .doesNotContain("never-handed-on");
  }

  @Test
  void runOnlyWhereSomethingChangedAndUntilTheyWentWell() throws IOException {
    command("count: [sh, -c, 'echo x >> ran.txt; test -e ready']\n");
    Cli.Answer failed = project.leat("run").exits(1);
    assertThat(failed.err())
        .contains(
            """
            error COMMAND_FAILED in command 'count': The command 'count' ended with exit code 1.
              fix: See what it wrote; it is started again with the next run.
            """);
    Files.createFile(folder.resolve("ready"));
    project.leat("run").exits(0);
    assertThat(project.leat("run").exits(0).out())
        .contains("count  command  CURRENT")
        .contains("nothing that it comes after has changed");
    assertThat(folder.resolve("ran.txt")).content().isEqualTo("x\nx\n");
    sale("b.csv", "id,amount\n3,30\n");
    project.leat("run").exits(0);
    assertThat(folder.resolve("ran.txt")).content().isEqualTo("x\nx\nx\n");
  }

  @Test
  void mayRunEveryTime() {
    command("tick: {run: [sh, -c, 'echo x >> ran.txt'], only_if_changed: false}\n");
    project.leat("run").exits(0);
    project.leat("run").exits(0);
    assertThat(folder.resolve("ran.txt")).content().isEqualTo("x\nx\n");
  }

  @Test
  void areSkippedWhereWhatTheyComeAfterFailedOrIsOld() throws IOException {
    project.write(
        SOURCES.replace("sum(amount)", "sum(nothing)")
            + """
            commands:
              behind: {run: [touch, behind], after: total}
              beside: {run: [touch, beside], after: sales}
            """);
    Cli.Answer answer = project.leat("run").exits(1);
    assertThat(answer.err()).contains("Skipped command behind: the model 'total' failed.");
    assertThat(folder.resolve("behind")).doesNotExist();
    assertThat(folder.resolve("beside")).exists();

    sale("b.csv", "id,amount\n3,30\n");
    project.leat("fetch").exits(0);
    assertThat(project.leat("report").exits(0).err())
        .contains("Skipped command beside: the table 'sales' is not what the store holds");
  }

  @Test
  void comeAfterOneAnother() throws IOException {
    String commands =
        """
        dbt: {run: [sh, -c, 'echo dbt >> ran.txt; test -e ready'], after: sales}
        forecast: {run: [sh, -c, 'echo "forecast of $LEAT_TABLES" >> ran.txt'], after: dbt}
        """;
    command(commands);
    assertThat(project.leat("run").exits(1).err())
        .contains("Skipped command forecast: the command 'dbt' failed.");
    Files.createFile(folder.resolve("ready"));
    project.leat("run").exits(0);
    assertThat(project.leat("run").exits(0).out()).contains("forecast  command  CURRENT");
    command(commands.replace("echo dbt", "echo build"));
    project.leat("run").exits(0);
    assertThat(folder.resolve("ran.txt"))
        .content()
        .isEqualTo("dbt\ndbt\nforecast of \nbuild\nforecast of \n");

    command(commands.replace("after: dbt", "after: dpt"));
    assertThat(project.leat("run").exits(2).err())
        .contains("There is no table, no model and no command above it 'dpt'.")
        .contains("Did you mean 'dbt'?");
  }

  @Test
  void areStoppedAtTheirLimitAndMissedWhereTheyAreNotThere() {
    command(
        """
        slow: {run: [sleep, "60"], timeout: 200ms}
        missing: [no-such-program-anywhere]
        """);
    assertThat(project.leat("run").exits(1).err())
        .contains(
            "error COMMAND_FAILED in command 'slow': The command 'slow' took longer than 0.2 s and"
                + " was stopped.\n")
        .contains("The command 'missing' cannot be started: ");
  }
}
