package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that are asked for once for each row of a table, or of a query. */
final class RestTableFanOutTest {
  private static final String PROJECT =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      sources:
        universe:
          type: rest
          url: http://host/
          feeds:
            tickers: {path: tickers, page: none, key: ticker}
        prices:
          type: rest
          url: http://host/
          feeds:
            daily:
              each: {table: tickers}
              path: daily/{ticker}
              carry: [name]
              page: none
              key: [ticker, day]
            news:
              each:
                sql: select id as number from largest where id > 1
              path: news/{number}
              page: none
              key: number
      models:
        largest:
          as: view
          sql: select id, ticker from tickers
      """;

  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder).yaml(PROJECT);
    project
        .http()
        .on(
            "/tickers",
            Answer.json(
                """
                [{"ticker":"AB","id":1,"name":"first"},{"ticker":"C","id":2,"name":null}]
                """))
        .on("/daily/AB", Answer.json("[{\"day\":1,\"close\":1.5}]"))
        .on("/daily/C", Answer.json("[{\"day\":1,\"close\":2.5}]"))
        .on("/news/2", Answer.json("[{\"title\":\"t\"}]"));
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void asksForEachRowThatTheLastRunLoaded() {
    assertThat(project.leat("run").exits(0).err())
        .contains(
            "The source 'prices' reads 'tickers', which is not there yet: what it asks for by it"
                + " comes with the next run.");
    assertThat(project.asked()).containsExactly("/tickers");

    project.leat("run", "--source", "prices").exits(0);
    assertThat(project.asked()).containsExactlyInAnyOrder("/daily/AB", "/daily/C", "/news/2");
    assertThat(project.tables().rows("SELECT ticker, close FROM daily ORDER BY ticker"))
        .containsExactly("AB|1.5", "C|2.5");
    assertThat(project.tables().rows("SELECT number, title FROM news")).containsExactly("2|t");
    assertThat(
            project.catalog().rows("SELECT metadata FROM dataset WHERE type = 'daily' ORDER BY id"))
        .containsExactlyInAnyOrder("{\"name\":\"first\"}", "{}");
  }

  @Test
  void looksAtTheTablesOfTheProjectWhileASourceIsTried() {
    project.leat("run", "--source", "universe").exits(0);
    project.http().forget();
    assertThat(project.leat("source", "test", "prices", "--feed", "daily").exits(0).out())
        .contains("/daily/AB");
  }

  @Test
  void saysWhatTheDestinationSaysOfAQuery() {
    project.leat("run", "--source", "universe").exits(0);
    project.yaml(PROJECT.replace("{table: tickers}", "{table: tickrs}"));
    assertThat(project.leat("run", "--source", "prices", "--debug").exits(1).err())
        .contains("error DUCKDB_QUERY in source 'prices'", "Did you mean \"tickers\"?");
  }

  @Test
  void wantsOnePlaceOfValues() {
    project.yaml(PROJECT.replace("{table: tickers}", "{table: tickers, list: [a]}"));
    assertThat(project.leat("run").exits(2).err())
        .contains(
            "'each' has no one place that values come from.",
            "Write 'from', 'list', 'file', 'table' or 'sql'.");
  }
}
