package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick start's project, with its tables in PostgreSQL. */
final class PostgresTablesTest {
  @TempDir private Path temporary;
  private Path project;
  private Database tables;
  private Cli cli;

  @BeforeEach
  void makeProject() throws IOException {
    project = QuickstartTest.copy(QuickstartTest.EXAMPLE, temporary.resolve("quickstart"));
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project);
    tables = server.database();
    String address = server.address().replace("postgres:postgres@", "postgres:${env:PG_PASSWORD}@");
    QuickstartTest.change(
        project.resolve("leat.yaml"),
        "destination: duckdb:quickstart.duckdb",
        "destination: " + address + "?schema=football");
    cli = Cli.in(temporary).with("PG_PASSWORD", "postgr3s-s3cret/@");
  }

  @Test
  void goesFromFilesToTablesAndHasNothingToDoTheSecondTime() throws IOException {
    assertThat(leat("run").exits(0).err())
        .contains("Loaded matches: 15 inserted, 0 updated, 0 unchanged, 0 deleted, 0 quarantined");
    assertThat(tables.rows("SELECT count(*) FROM football.matches")).containsExactly("15");
    String events = tables.text("SELECT count(*) FROM football.events");
    assertThat(leat("run").exits(0).err()).endsWith("[INFO] Nothing to do.\n");

    Path round = project.resolve("data/matches/round-1.json");
    QuickstartTest.change(round, "\"attendance\": 4824", "\"attendance\": 4825");
    assertThat(leat("run").exits(0).err())
        .contains("Loaded matches: 0 inserted, 1 updated, 2 unchanged, 0 deleted, 0 quarantined")
        .doesNotContain("Loading events");
    assertThat(query("select attendance from matches where match_id = 101"))
        .isEqualTo("attendance\n4825\n");

    assertThat(leat("load", "--replay").exits(0).err()).contains("Loaded events: " + events);
    assertThat(query("select count(*) as n from events")).isEqualTo("n\n" + events + "\n");
  }

  @Test
  void answersQuestionsAndExports() throws IOException {
    leat("run").exits(0);
    assertThat(
            cli.run("explain", "matches", "101", "--project", "quickstart", "--output", "csv")
                .exits(0)
                .outLines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("league/file/path=matches%2Fround-1.json,1,matches,0,file:///");
    Cli.Answer change = cli.run("query", "delete from matches", "quickstart");
    assertThat(change.exitCode()).isEqualTo(2);
    assertThat(change.err()).contains("read-only transaction");

    cli.run("export", "matches", "quickstart", "--to", "out", "--format", "parquet").exits(0);
    assertThat(
            new Database("jdbc:duckdb:")
                .rows(
                    "SELECT count(*), sum(attendance) FROM '"
                        + temporary.resolve("out/data.parquet")
                        + "'"))
        .isEqualTo(tables.rows("SELECT count(*), sum(attendance) FROM football.matches"));
  }

  @Test
  void thePasswordIsNowhere() throws IOException {
    Cli.Answer answer = leat("run", "--debug").exits(0);
    assertThat(answer.out() + answer.err()).doesNotContain("postgr3s-s3cret");
    Cli.Answer wrong = cli.with("PG_PASSWORD", "postgr3s-s3cret:/?").run("doctor", "quickstart");
    assertThat(wrong.out() + wrong.err()).doesNotContain("postgr3s-s3cret");
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
            .as(file.toString())
            .doesNotContain("postgr3s-s3cret");
      }
    }
  }

  private Cli.Answer leat(String... words) {
    return cli.run(Stream.concat(Stream.of(words), Stream.of("quickstart")).toArray(String[]::new));
  }

  private String query(String sql) {
    return cli.run("query", sql, "quickstart", "--output", "csv").exits(0).out();
  }
}
