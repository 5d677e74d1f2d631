package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command on a small project. */
final class CommandsTest {
  private static final String TIME = "(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ";

  @TempDir private Path folder;
  private final StatsBombProvider provider =
      StatsBombProvider.on(FakeHttp.start()).season(11, 42, 5).season(11, 90, 4);

  @BeforeEach
  void makeProject() {
    Football.project(folder.resolve("football"), provider);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void runsShowsAndHasNothingToDoTheSecondTime() {
    Cli cli = Cli.in(folder);
    Cli.Answer first = cli.run("run", "football").exits(0);
    assertThat(said(first)).contains("[INFO] Scheduled 9 tasks. With 10 workers");
    assertThat(first.out())
        .containsPattern("statsbomb +match +competition_id=11/season_id=42 +FINISHED +5 +0 +0 +0 ")
        .containsPattern("(?m)^matches +LOADED +9 +9 +0 +0 +0 +0 ")
        .endsWith(
            "\nNext: leat query \"select * from competitions limit 10\" --project football\n");

    Cli.Answer second = cli.run("run", "football").exits(0);
    assertThat(said(second))
        .contains("[INFO] Nothing to do.")
        .noneMatch(line -> line.contains("Scheduled"));
    assertThat(second.out()).containsPattern("(?m)^matches +CURRENT$");
  }

  @Test
  void plansWithoutWritingAnything() {
    Cli.Answer answer = Cli.in(folder).run("plan", "football").exits(0);
    assertThat(answer.out())
        .containsPattern("(?m)^statsbomb +match +competition_id=11/season_id=42 +5 +0 +0 +10$")
        .endsWith("\n9 datasets would be fetched.\n");
    assertThat(folder.resolve("football/football.duckdb")).doesNotExist();
    assertThat(folder.resolve("football/.leat/store")).doesNotExist();
    assertThat(provider.requests()).noneMatch(path -> path.startsWith("events/"));
  }

  @Test
  void fetchesAndLoadsInTwoSteps() {
    Cli cli = Cli.in(folder);
    Cli.Answer fetched = cli.run("fetch", "football", "--select", "season_id=42").exits(0);
    assertThat(fetched.out()).endsWith("\nNext: leat load --project football\n");
    assertThat(folder.resolve("football/football.duckdb")).doesNotExist();
    cli.run("load", "football").exits(0);
    assertThat(
            cli.run("query", "select count(*) as n from matches", "football", "--output", "json")
                .exits(0)
                .out())
        .isEqualTo("{\"n\":5}\n");
  }

  @Test
  void listsCountsAndShows() {
    Cli cli = Cli.in(folder);
    cli.run("fetch", "football").exits(0);
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("9\n");
    assertThat(cli.run("list", "football", "--count", "--select", "season_id=42").exits(0).out())
        .isEqualTo("5\n");
    assertThat(cli.run("list", "football", "--count", "--select", "season_id=7").exits(0).out())
        .isEqualTo("0\n");
    assertThat(cli.run("list", "football", "--count", "--state", "partial").exits(0).out())
        .isEqualTo("0\n");
    String match = "statsbomb/match/competition_id=11/season_id=42/match_id=" + anyMatch();
    assertThat(cli.run("list", "football").exits(0).outLines())
        .hasSize(10)
        .anyMatch(line -> line.startsWith(match + " "));
    assertThat(cli.run("show", match, "football").exits(0).out())
        .contains("events__v1")
        .contains(provider.url() + "events/" + anyMatch() + ".json");
    assertThat(cli.run("show", match, "football", "--output", "csv").exits(0).outLines())
        .startsWith("file,revision,size,sha256,fetched,from")
        .anyMatch(line -> line.startsWith("events__v1,1,"));
    assertThat(cli.run("show", "football", "--output", "csv").exits(0).outLines())
        .startsWith("setting,value")
        .contains("bucket,main");
    assertThat(cli.run("show", "football", "--output", "json").exits(0).out())
        .startsWith("{\"folder\":")
        .contains("{\"source\":\"statsbomb\",\"type\":\"statsbomb\",\"dataset_types\":[\"match\"]}")
        .endsWith("]}\n");
    assertThat(cli.run("show", "runs", "football", "--output", "csv").exits(0).outLines())
        .hasSize(3);
  }

  @Test
  void explainsWhereARowCameFrom() {
    Cli cli = Cli.in(folder);
    cli.run("run", "football", "--select", "season_id=42").exits(0);
    String match = String.valueOf(anyMatch());
    assertThat(
            cli.run("explain", "matches", match, "--project", "football", "--output", "json")
                .exits(0)
                .out())
        .contains("\"url\":\"" + provider.url() + "matches/11/42.json\"");
    assertThat(cli.run("explain", "matches", "1", "--project", "football").exits(2).err())
        .isEqualTo(
            """
            error NOT_FOUND: The table matches has no row with {match_id=1}.
              fix: Look for the row with leat query first.
            """);
    assertThat(cli.run("explain", "matchs", "1", "--project", "football").exits(2).err())
        .isEqualTo(
            """
            error NOT_FOUND: The project has no table 'matchs'.
              fix: Did you mean 'matches'?
            """);
  }

  @Test
  void deletesOnlyWithConsent() {
    Cli cli = Cli.in(folder);
    cli.run("run", "football").exits(0);
    assertThat(cli.run("delete", "football").exits(2).err())
        .startsWith("error USAGE: leat delete does not know what to delete.\n");
    assertThat(cli.run("delete", "football", "--select", "season_id=42").exits(2).err())
        .contains("would be deleted, and nobody is there to be asked.");
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("9\n");
    assertThat(cli.run("delete", "football", "--select", "season_id=42", "--yes").exits(0).out())
        .startsWith("Deleted 6 datasets, 11 files, ");
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("4\n");
    cli.run("load", "football").exits(0);
    assertThat(
            cli.run("query", "select count(*) as n from matches", "football", "--output", "csv")
                .exits(0)
                .out())
        .isEqualTo("n\n4\n");

    assertThat(said(cli.run("run", "football").exits(0)))
        .as("the listing is asked for again, and its matches stay away")
        .contains(
            "[INFO] Discovered 5 datasets from statsbomb using selector"
                + " competition_id=11/season_id=42 => 0 tasks. 5 skipped.");
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("4\n");
    cli.run("delete", "football", "--source", "statsbomb", "--yes").exits(0);
    cli.run("run", "football").exits(0);
    cli.run("delete", "football", "--restore", "--source", "statsbomb").exits(0);
    cli.run("run", "football").exits(0);
    assertThat(cli.run("list", "football", "--count").exits(0).out()).isEqualTo("9\n");
  }

  @Test
  void fetchesAgainWhatWasInvalidated() {
    Cli cli = Cli.in(folder);
    cli.run("fetch", "football").exits(0);
    assertThat(
            cli.run(
                    "invalidate",
                    "football",
                    "--select",
                    "match_id=" + anyMatch(),
                    "--reason",
                    "events are cut off")
                .exits(0)
                .out())
        .isEqualTo("Marked 1 revision.\nNext: leat run --project football\n");
    assertThat(said(cli.run("fetch", "football").exits(0)))
        .contains(
            "[INFO] Discovered 5 datasets from statsbomb using selector"
                + " competition_id=11/season_id=42 => 1 tasks. 4 skipped.");
  }

  @Test
  void handsEachEventToAReaderOnce() {
    Cli cli = Cli.in(folder);
    cli.run("fetch", "football", "--select", "season_id=42").exits(0);
    List<String> events =
        cli.run("events", "follow", "football", "--reader", "x", "--once").exits(0).outLines();
    assertThat(events).filteredOn(line -> line.contains("\"RevisionAdded\"")).hasSizeGreaterThan(4);
    assertThat(cli.run("events", "follow", "football", "--reader", "x", "--once").exits(0).out())
        .isEmpty();
    assertThat(
            cli.run("events", "follow", "football", "--reader", "y", "--once").exits(0).outLines())
        .isEqualTo(events);
  }

  @Test
  void tellsEveryStepAsJson() {
    List<String> lines =
        Cli.in(folder).run("run", "football", "--output", "json").exits(0).outLines();
    assertThat(lines).allMatch(line -> line.startsWith("{\"type\":\"") && line.endsWith("}"));
    assertThat(lines).anyMatch(line -> line.startsWith("{\"type\":\"Discovered\""));
    assertThat(lines.getLast())
        .startsWith("{\"type\":\"RunDone\"")
        .contains("\"exit_code\":0")
        .contains("\"failures\":[]");
  }

  @Test
  void saysWhatFailedAndHowToFixIt() {
    provider.html("events/" + anyMatch() + ".json");
    Cli.Answer answer = Cli.in(folder).run("run", "football").exits(1);
    assertThat(answer.err()).containsPattern("(?m)^error \\w+ in .*" + anyMatch());
    assertThat(answer.err()).containsPattern("(?m)^  fix: ");
    assertThat(answer.out()).doesNotContain("Next:");
  }

  @Test
  void worksOnOpenDataWithoutAProject() {
    Cli cli = Cli.in(folder);
    Cli.Answer answer =
        cli.run(
                "list",
                "--open-data",
                "statsbomb",
                "--url",
                provider.url().toString(),
                "--select",
                "competition_id=11/season_id=42",
                "--output",
                "csv")
            .exits(0);
    assertThat(answer.outLines()).hasSize(6);
    assertThat(Files.exists(folder.resolve("statsbomb/leat.yaml"))).isTrue();
    assertThat(cli.run("list", "statsbomb", "--count", "--select", "season_id=42").exits(0).out())
        .isEqualTo("5\n");
  }

  @Test
  void exportsATableAndAnAnswer() {
    Cli cli = Cli.in(folder);
    cli.run("run", "football").exits(0);
    String[] whole = {
      "export", "matches", "football", "--to", "out", "--partition-by", "season_id"
    };
    assertThat(cli.run(whole).exits(0).out())
        .startsWith("Wrote 9 rows into 2 files:\n")
        .contains("/out/season_id=42/");
    assertThat(
            cli.run(
                    "query",
                    "select count(*) as n from read_parquet('"
                        + folder.resolve("out")
                        + "/*/*.parquet')",
                    "football",
                    "--output",
                    "csv")
                .exits(0)
                .out())
        .isEqualTo("n\n9\n");
    assertThat(cli.run("export", "match", "football", "--to", "out2").exits(2).err())
        .startsWith("error ");
  }

  @Test
  void triesASourceOutElsewhere() {
    Cli.Answer answer =
        Cli.in(folder)
            .run("debug-source", "statsbomb", "football", "--select", "match_id=" + anyMatch())
            .exits(0);
    assertThat(answer.out())
        .containsPattern("(?m)^1 dataset, .* in /.*leat-debug-source-.*; remove");
    assertThat(folder.resolve("football/.leat")).doesNotExist();
  }

  @Test
  void checksAProject() {
    Cli cli = Cli.in(folder);
    cli.run("run", "football").exits(0);
    assertThat(cli.run("doctor", "football").exits(0).outLines())
        .contains(
            "ok      destination: duckdb:"
                + folder.resolve("football/football.duckdb")
                + " answers, 4 of 5 tables are loaded.")
        .noneMatch(line -> line.startsWith("broken"));
    assertThat(cli.run("doctor", "football", "--verify").exits(0).out())
        .isEqualTo("Every file is what the catalog says.\n");
  }

  private long anyMatch() {
    return provider.matches(11, 42).getFirst();
  }

  private static List<String> said(Cli.Answer answer) {
    return answer.err().replaceAll(TIME, "").lines().toList();
  }
}
