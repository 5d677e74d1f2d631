package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts go by. Others are beside the behaviour that they tell of. */
final class ExitCodesTest {
  @TempDir private Path folder;

  @Test
  void oneWhereOneOfThreeSourcesFailed() throws IOException {
    Files.createDirectories(folder.resolve("one"));
    Files.writeString(folder.resolve("one/a.csv"), "id,name\n1,x\n", UTF_8);
    Files.createDirectories(folder.resolve("three"));
    Files.writeString(folder.resolve("three/b.csv"), "id,name\n1,x\n2,y\n", UTF_8);
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              one: {type: files, path: one, feeds: {ones: "*.csv"}}
              two: {type: files, path: nowhere}
              three: {type: files, path: three, feeds: {threes: "*.csv"}}
            """);
    Cli.Answer answer = project.leat("run").exits(1);
    assertThat(answer.err()).contains(" in source 'two'").contains("nowhere");
    assertThat(project.rowCounts()).containsExactly("ones|1", "threes|2");
  }

  @Test
  void threeWhereTheProviderIsNotThere() {
    URI gone;
    try (FakeHttp http = FakeHttp.start()) {
      gone = http.url();
    }
    Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, statsbomb(gone, "retries: 0"));
    Cli.Answer answer = project.leat("run").exits(3);
    assertThat(answer.err())
        .contains("competitions.json does not accept connections (1 try)\n")
        .endsWith("  fix: run again later; what has landed is kept and not fetched again\n");
  }

  @Test
  void twoWhereTheCredentialsAreWrong() {
    try (var provider = StatsBombProvider.start()) {
      Workspace project =
          Workspace.make(
              folder,
              CatalogPlace.SQLITE,
              """
              sources:
                statsbomb:
                  type: statsbomb-api
                  url: %s
                  user: analyst@example.com
                  password: wrong
              """
                  .formatted(provider.apiUrl()));
      Cli.Answer answer = project.leat("run").exits(2);
      assertThat(answer.err()).contains("error CREDENTIALS_REJECTED in source 'statsbomb': ");
      assertThat(provider.requests()).hasSize(1);
    }
  }

  /** Waits half a minute for the other one, as a command would. */
  @Tag("faults")
  @Test
  void fiveWhereAnotherProcessHoldsTheDestination() throws SQLException {
    try (var provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 2)) {
      Workspace project =
          Workspace.make(folder, CatalogPlace.SQLITE, statsbomb(provider.url(), "timeout: 5s"));
      project.leat("fetch").exits(0);
      try (Connection holder = DriverManager.getConnection(project.tables().url())) {
        assertThat(holder.isClosed()).isFalse();
        assertThat(project.leat("load").exits(5).err())
            .contains(
                "error DUCKDB_LOCKED in table 'matches': The DuckDB file "
                    + project.tablesFile()
                    + " is held by process "
                    + ProcessHandle.current().pid()
                    + ".\n"
                    + "  fix: Close the program that has it open, then run the command again.\n");
      }
      project.leat("load").exits(0);
      assertThat(project.tables().number("SELECT count(*) FROM matches")).isEqualTo(2);
    }
  }

  /** Waits half a minute for the other one, as a command would. */
  @Tag("faults")
  @Test
  void twoWhereAnotherProgramHoldsTheCatalog() throws SQLException {
    try (var provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 2)) {
      Workspace project =
          Workspace.make(folder, CatalogPlace.SQLITE, statsbomb(provider.url(), "timeout: 5s"));
      project.leat("fetch").exits(0);
      provider.correct(provider.matches(11, 42).getFirst());
      try (Connection holder = DriverManager.getConnection(project.catalog().url());
          var statement = holder.createStatement()) {
        statement.execute("BEGIN EXCLUSIVE");
        assertThat(project.leat("fetch").exits(2).err())
            .endsWith(
                """
                error CATALOG_LOCKED: the catalog %s is locked by another program
                  fix: wait until that program is done, or close the tool that has the file open
                """
                    .formatted(folder.resolve(".leat/catalog.db")));
      }
      project.leat("fetch").exits(0);
      assertThat(project.catalog().number("SELECT max(revisions) FROM dataset WHERE type='match'"))
          .isEqualTo(2);
    }
  }

  @Test
  void oneWhereATaskFailedAndTheNextRunTakesItUp() {
    try (var provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 3)) {
      String broken = "events/" + provider.matches(11, 42).get(1) + ".json";
      provider.answer(broken, Answer.status(503));
      Workspace project =
          Workspace.make(folder, CatalogPlace.SQLITE, statsbomb(provider.url(), "retries: 0"));
      project.leat("fetch").exits(1);
      provider.restore(broken);
      provider.http().forget();
      assertThat(project.leat("fetch").exits(0).err()).contains("=> 1 tasks. 2 skipped.");
      assertThat(provider.requests())
          .containsExactly("competitions.json", "matches/11/42.json", broken);
    }
  }

  private static String statsbomb(URI url, String more) {
    return """
    sources:
      statsbomb:
        type: statsbomb
        url: %s
        %s
    """
        .formatted(url, more);
  }
}
