package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models in the order in which they need each other, as tables, views and files. */
final class ReportsTest {
  private static final String SOURCES =
      """
      sources:
        football: {type: files, path: in, feeds: {competitions: "c*.csv", teams: "t*.csv"}}
      """;
  private static final String MODELS =
      """
      models:
        report:
          sql: |
            select name as "Competition", count as "Number of Teams"
            from counted order by count desc, name desc
          to: output/data_{utc:yyyy-MM-dd-HHmmss}.csv
        counted: select * from counts where count > 0
        counts:
          as: view
          file: counts.sql
      """;

  @TempDir private Path folder;
  private Workspace project;

  @BeforeEach
  void write() throws IOException {
    project = Workspace.make(folder, CatalogPlace.SQLITE, SOURCES + MODELS);
    put("in/competitions.csv", "id,name\n1,Cup\n2,League\n3,Shield\n4,Empty\n");
    put("in/teams.csv", "competition_id,team\n1,a\n1,b\n2,a\n2,b\n2,c\n3,a\n3,b\n");
    put(
        "counts.sql",
        "select c.name, count(t.team) as count from competitions c"
            + " left join teams t on t.competition_id = c.id group by c.name;\n");
  }

  private void put(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text, UTF_8);
  }

  private List<Path> output() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("output"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areMadeInTheirOrderAndWrittenInTheirs(TablePlace place) throws IOException {
    String afterwards =
        """
        exports:
          - {table: teams, to: out/teams.csv}
        commands:
          tell: {run: [sh, -c, 'echo "$LEAT_MODELS $LEAT_INSERTED" > told.txt'], after: [counted, teams]}
        """;
    project = Workspace.make(folder, CatalogPlace.SQLITE, place, SOURCES + MODELS + afterwards);
    Cli.Answer answer = project.leat("run").exits(0);
    assertThat(folder.resolve("told.txt")).content().isEqualTo("counted 7\n");
    assertThat(folder.resolve("out/teams.csv")).content().hasLineCount(8).contains("1,a,");

    assertThat(answer.out().replaceAll(" +", " "))
        .containsSubsequence("counts view DONE", "counted table DONE", "report export DONE");
    assertThat(project.tables().rows("select * from counted order by 1"))
        .containsExactly("Cup|2", "League|3", "Shield|2");
    assertThat(output()).hasSize(1);
    assertThat(output().getFirst().getFileName().toString())
        .matches("data_\\d{4}-\\d\\d-\\d\\d-\\d{6}\\.csv");
    assertThat(output().getFirst())
        .content()
        .isEqualTo("Competition,Number of Teams\nLeague,3\nShield,2\nCup,2\n");
  }

  @Test
  void areLeftAloneUntilWhatTheyReadChanges() throws IOException {
    project.leat("run").exits(0);
    Cli.Answer again = project.leat("run").exits(0);
    assertThat(again.err()).contains("Nothing to do.");
    assertThat(again.out())
        .contains("counted  table   CURRENT")
        .contains("nothing that it reads has changed");
    assertThat(output()).hasSize(1);

    put("in/teams2.csv", "competition_id,team\n3,z\n3,y\n");
    assertThat(project.leat("run").exits(0).out()).contains("counted  table   DONE");
    assertThat(project.tables().text("select count from counted where name = 'Shield'"))
        .isEqualTo("4");

    Files.delete(output().getLast());
    assertThat(project.leat("report").exits(0).out())
        .contains("counted  table   CURRENT")
        .contains("report   export  DONE");
  }

  private void into(TablePlace place) {
    project = Workspace.make(folder, CatalogPlace.SQLITE, place, SOURCES + MODELS);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatFailsStopsThoseThatReadItAndLeavesWhatWasThere(TablePlace place) throws IOException {
    into(place);
    project.leat("run").exits(0);
    project.write(SOURCES + MODELS.replace("where count > 0", "where no_such_column > 0"));
    Cli.Answer answer = project.leat("report").exits(2);
    assertThat(answer.err())
        .contains("error " + place + "_MODEL in model 'counted': The model's SQL fails: ")
        .contains("no_such_column");
    assertThat(answer.out())
        .contains("report   export  SKIPPED")
        .contains("the model 'counted' failed");
    assertThat(project.tables().number("select count(*) from counted")).isEqualTo(3);
    assertThat(output()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void areSkippedWhereASourceOrALoadFailed(TablePlace place) throws IOException {
    into(place);
    project.write(SOURCES.replace("path: in", "path: nowhere") + MODELS);
    Cli.Answer failed = project.leat("run").exits(2);
    assertThat(failed.err()).contains("Skipped view counts: the source 'football' failed");
    assertThat(folder.resolve("output")).doesNotExist();

    project.write(SOURCES + MODELS);
    project.leat("fetch").exits(0);
    assertThat(project.leat("report").exits(0).err())
        .contains("Skipped view counts: the table 'competitions' is not what the store holds");
    project.leat("load").exits(0);
    assertThat(project.leat("report").exits(0).out()).contains("report   export  DONE");
  }

  @Test
  void mayNotNeedEachOtherInACircle() {
    project.write(SOURCES + "models:\n  a: select * from b\n  b: select * from a\n");
    Cli.Answer answer = project.leat("run").exits(2);
    assertThat(answer.err())
        .isEqualTo(
            """
            error MODEL_CIRCLE: leat.yaml:7:3: Models need each other in a circle: a → b → a.
              fix: Let one of them read something else.
            """);
    assertThat(project.stored()).isEmpty();
  }

  @Test
  void mistakesAreToldWithTheirPlaces() {
    project.write(
        SOURCES
            + """
            models:
              competitions: select 1
              a: {as: export, sql: select 1}
              b: {sql: select 1, to: "x_{time}.csv", needs: [nothing]}
              c: {file: missing.sql, as: view, to: x.csv}
              d: {}
              g: {sql: select 1, to: x.csv, format: json}
            commands:
              e: []
              f: {run: [ls], after: nobody}
            """);
    assertThat(project.leat("run").exits(2).err())
        .contains("leat.yaml:7:3: The model 'competitions' has the name of a table.")
        .contains("leat.yaml:8:3: The export 'a' has no 'to'.")
        .contains(
            "leat.yaml:9:26: '{time}' is no time. Write a time such as {utc:yyyy-MM-dd-HHmmss}.")
        .contains("leat.yaml:9:50: There is no table and no model 'nothing'.")
        .contains("leat.yaml:10:13: The file " + folder + "/missing.sql is not there.")
        .contains("'to' is for exports, and 'c' is a view.")
        .contains("leat.yaml:11:3: The model 'd' has neither 'sql' nor 'file'.")
        .contains("leat.yaml:12:41: The file 'x.csv' would hold json.")
        .contains("leat.yaml:14:3: The command 'e' names no program.")
        .contains("leat.yaml:15:25: There is no table, no model and no command above it 'nobody'.");
  }

  @Test
  void aFileWithoutRowsHasItsHead() throws IOException {
    project.write(
        SOURCES
            + "models:\n"
            + "  none: {sql: \"select id, name from competitions where false\", to: o/x.csv}\n");
    project.leat("run").exits(0);
    assertThat(folder.resolve("o/x.csv")).content().isEqualTo("id,name\n");
  }

  @Test
  void aNameThatSomebodyElseHasIsRefused() throws SQLException {
    project.leat("run").exits(0);
    try (Connection other = DriverManager.getConnection(project.tables().url());
        Statement statement = other.createStatement()) {
      statement.execute("create table mine as select 1 as x");
    }
    project.write(SOURCES + "models:\n  mine: select 2 as x\n");
    assertThat(project.leat("report").exits(5).err())
        .contains(
            "error DUCKDB_FOREIGN_TABLE in model 'mine': There is a table 'mine' that no model"
                + " made.");
    assertThat(project.tables().rows("select x from mine")).containsExactly("1");
  }

  @ParameterizedTest
  @EnumSource
  void aTableMayBecomeAView(TablePlace place) {
    into(place);
    project.leat("run").exits(0);
    project.write(SOURCES + MODELS.replace("as: view", "as: table"));
    project.leat("run").exits(0);
    project.write(SOURCES + MODELS);
    project.leat("run").exits(0);
    assertThat(
            project
                .tables()
                .rows(
                    "select table_name from information_schema.tables where table_type = 'VIEW'"
                        + " and table_schema in ('main', 'public') and table_name = 'counts'"))
        .containsExactly("counts");
  }
}
