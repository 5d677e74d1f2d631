package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How tables and sources stand: on the command line, and as views for a dashboard. */
final class StatusTest {
  @TempDir private Path folder;

  private Workspace project(TablePlace tables, CatalogPlace.Found found, FakeHttp http) {
    Workspace project = Workspace.make(folder, CatalogPlace.SQLITE, "");
    try {
      Files.writeString(
          folder.resolve("leat.yaml"),
          """
          leat: 1
          destination: %s
          sources:
            shop: {type: files, path: data, feeds: {sales: "*.json"}}
            api:
              type: rest
              url: %s
              feeds:
                people: {path: people, records: "$[*]"}
          tables:
            sales: {from: shop/sales, key: id, columns: {day: {type: date, required: true}}, quarantine: 50%%}
            people: {from: api/people, key: id}
          """
              .formatted(found.address(), http.url()),
          UTF_8);
      write("[{\"id\": 1, \"day\": \"2022-01-10\"}, {\"id\": 2, \"day\": \"2022-01-10\"}]");
    } catch (IOException e) {
      throw new AssertionError(tables + ": " + e.getMessage(), e);
    }
    return project;
  }

  private void write(String rows) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("data")).resolve("a.json"), rows, UTF_8);
  }

  @ParameterizedTest
  @EnumSource
  void tellsRowsFreshnessAndTheLastRun(TablePlace tables) throws IOException {
    CatalogPlace.Found found = tables.make(folder);
    try (FakeHttp http = FakeHttp.start()) {
      http.on("/people", Answer.json("[{\"id\": 1}]"));
      Workspace project = project(tables, found, http);
      assertThat(project.leat("status", "--output", "csv").exits(0).out())
          .isEqualTo(
              """
              table,source,rows,quarantined,newest_data,last_run,outcome,trouble
              sales,shop,0,0,,,never run,
              people,api,0,0,,,never run,
              """);
      project.leat("run").exits(0);
      write(
          "[{\"id\": 1, \"day\": \"2022-01-10\"}, {\"id\": 3, \"day\": \"2022-01-11\"}, {\"id\": 4,"
              + " \"day\": \"2022-01-11\"}, {\"id\": 5}]");
      http.on("/people", Answer.status(404));
      project.leat("run").exits(1);

      String day = LocalDate.now(Clock.system(ZoneOffset.UTC)).toString();
      List<String> byTable =
          project.leat("status", "--output", "csv").exits(0).out().lines().toList();
      assertThat(byTable.get(1))
          .matches("sales,shop,3,1," + day + "T[^,]*Z," + day + "T[^,]*Z,finished,");
      assertThat(byTable.get(2))
          .matches("people,api,1,0," + day + "T[^,]*Z," + day + "T[^,]*Z,failed,.*'api'.*failed.*");
      assertThat(project.leat("status", "--by", "source", "--output", "json").exits(0).out())
          .containsPattern("\"source\": ?\"shop\", ?\"tables\": ?1, ?\"rows\": ?3")
          .containsPattern("\"outcome\": ?\"failed\"");
      assertThat(project.leat("status", "--by", "day", "--output", "csv").exits(0).out())
          .isEqualTo(
              """
              day,table,source,inserted,updated,deleted,quarantined,rows
              %1$s,people,api,1,0,0,0,1
              %1$s,sales,shop,4,0,1,1,3
              """
                  .formatted(day));
      viewsSayTheSame(found.database(), day);

      // Files that go bring no time of their own.
      project.leat("delete", "--source", "shop", "--yes").exits(0);
      project.leat("load").exits(0);
      assertThat(
              found
                  .database()
                  .rows(
                      "SELECT day, deleted, row_count FROM _leat_rows_per_day"
                          + " WHERE table_name = 'sales'"))
          .containsExactly(day + "|4|0");
      assertThat(
              found.database().rows("SELECT count(*) FROM _leat_status WHERE loaded_as_of IS NULL"))
          .containsExactly("0");
    }
  }

  private static void viewsSayTheSame(Database database, String day) {
    assertThat(
            database.rows(
                "SELECT table_name, source, row_count, datasets, files, quarantined,"
                    + " CAST(newest_data AS date) >= DATE '2026-01-01', run IS NOT NULL"
                    + " FROM _leat_status ORDER BY table_name"))
        .extracting(row -> row.replace("|t", "|true").replace("truerue", "true"))
        .containsExactly("people|api|1|1|1|0|true|true", "sales|shop|3|1|1|1|true|true");
    assertThat(
            database.rows(
                "SELECT day, table_name, inserted, row_count FROM _leat_rows_per_day"
                    + " ORDER BY table_name"))
        .containsExactly(day + "|people|1|1", day + "|sales|4|3");
  }

  @Test
  void aViewInTheWayIsSaidAndStopsNothing() throws IOException {
    CatalogPlace.Found found = TablePlace.DUCKDB.make(folder);
    found.database().change("CREATE TABLE _leat_status (mine INTEGER)");
    try (FakeHttp http = FakeHttp.start()) {
      http.on("/people", Answer.json("[{\"id\": 1}]"));
      assertThat(project(TablePlace.DUCKDB, found, http).leat("run").exits(0).err())
          .contains("The views _leat_status and _leat_rows_per_day are not what they should be: ")
          .contains("There is a table '_leat_status' that no model made.");
      assertThat(found.database().number("SELECT count(*) FROM sales")).isEqualTo(2);
    }
  }
}
