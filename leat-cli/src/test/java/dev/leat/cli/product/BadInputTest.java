package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, the error is clear, the others go on, and nothing is lost. */
final class BadInputTest {
  private static final String EVENTS_TOLERANT =
      """
      tables:
        events:
          from: statsbomb/events
          quarantine: 10%
      """;

  @TempDir private Path folder;
  private final StatsBombProvider provider =
      StatsBombProvider.on(FakeHttp.start()).season(11, 42, 6);
  private final List<Long> matches = provider.matches(11, 42);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void anAnswerThatIsNotTheFileFailsItsDatasetAlone() {
    provider.html(events(0));
    provider.answer(events(1), Answer.hang());
    provider.answer(events(2), Answer.bytes(provider.body(events(2))).resetsAfter(500));
    provider.answer(events(3), Answer.status(500));
    provider.answer(events(4), Answer.json(" ".repeat(600)).truncatedAfter(500));
    Workspace project = make("");
    Cli.Answer answer = project.leat("run").exits(1);
    String again = "  fix: run again later; what has landed is kept and not fetched again\n";
    assertThat(answer.err())
        .contains(
            error(0, "UNEXPECTED_CONTENT", " answered HTML instead of json: 'Sign in'")
                + "  fix: open the URL in a browser: the provider may be in maintenance or want a"
                + " sign-in\n",
            error(1, "SOURCE_UNAVAILABLE", " sent nothing for 2 s (1 try)") + again,
            error(2, "SOURCE_UNAVAILABLE", " broke off: Connection reset (1 try)") + again,
            error(3, "SOURCE_UNAVAILABLE", " answered 500 (1 try)") + again,
            error(4, "SOURCE_UNAVAILABLE", " broke off after 500 of 600 bytes (1 try)") + again);
    assertThat(project.catalog().rows("SELECT successful, failed FROM job")).containsExactly("1|5");
    assertThat(project.tables().number("SELECT count(*) FROM events")).isEqualTo(40);

    matches.forEach(match -> provider.restore("events/" + match + ".json"));
    provider.http().forget();
    project.leat("run").exits(0);
    assertThat(provider.requests()).noneMatch(path -> path.startsWith("lineups/"));
    assertThat(project.tables().number("SELECT count(*) FROM events")).isEqualTo(6 * 40);
  }

  @Test
  void anAnswerThatDoesNotFitInMemoryIsRefused() {
    provider.http().on("/numbers", Answer.generated(40 << 20).header("Content-Type", "text/csv"));
    Workspace project =
        Workspace.make(
            folder,
            CatalogPlace.SQLITE,
            """
            sources:
              numbers:
                type: rest
                url: %s
                feeds:
                  numbers:
                    path: numbers
            """
                .formatted(provider.http().url()));
    assertThat(project.leat("fetch").exits(6).err())
        .contains(
            " FILE_TOO_LARGE: ",
            " answered more than the 30 MB that fit in memory\n",
            "  fix: ask for smaller pages, or allow more memory, such as LEAT_OPTS=-Xmx2g\n");
  }

  @Test
  void brokenJsonIsSetAsideWithItsFileAndReason() {
    provider.truncated(events(0)).nulRidden(events(1)).answer(events(2), Answer.json("[]"));
    Workspace project = make(EVENTS_TOLERANT);
    project.leat("run").exits(0);
    assertThat(
            project
                .tables()
                .rows(
                    "SELECT f.dataset, q.row_number, q.reason FROM _leat_quarantine q"
                        + " JOIN _leat_files f ON f.file = q.file AND f.table_name = q.table_name"
                        + " ORDER BY f.dataset"))
        .satisfiesExactly(
            cut ->
                assertThat(cut)
                    .contains("match_id=" + matches.get(0))
                    .contains("|the file ends in the middle of "),
            nul ->
                assertThat(nul)
                    .contains("match_id=" + matches.get(1))
                    .contains("|not valid JSON: ")
                    .contains("code 0"));
    assertThat(
            project
                .tables()
                .rows("SELECT match_id, count(*) FROM events GROUP BY ALL ORDER BY match_id"))
        .hasSize(5)
        .contains(matches.get(1) + "|39")
        .endsWith(matches.get(3) + "|40", matches.get(4) + "|40", matches.get(5) + "|40");

    provider.restore(events(0)).restore(events(1)).restore(events(2));
    matches.subList(0, 3).forEach(provider::correct);
    project.leat("run").exits(0);
    assertThat(project.tables().number("SELECT count(*) FROM _leat_quarantine")).isZero();
    assertThat(project.tables().number("SELECT count(*) FROM events")).isEqualTo(6 * 40);
  }

  @Test
  void tooManyBrokenRowsStopOneTableAndNoOther() {
    matches.forEach(match -> provider.truncated("events/" + match + ".json"));
    Workspace project = make("");
    assertThat(project.leat("run").exits(1).err())
        .contains("error QUARANTINE_OVERFLOW in table 'events': 6 of ")
        .contains(" rows of events cannot be read, more than the limit of 1%; the first is in ")
        .contains("nothing was written");
    assertThat(project.tableNames()).contains("matches", "lineups").doesNotContain("events");
    assertThat(project.leat("load").exits(4).err()).contains("QUARANTINE_OVERFLOW");
  }

  @Test
  void newFieldsAndOtherTypesWidenTheTable() {
    Workspace project = make("");
    project.leat("run").exits(0);
    String body = new String(provider.body(events(0)), UTF_8);
    provider.correct(matches.get(0));
    provider.answer(
        events(0),
        Answer.json(
            body.replace("\"possession\": 1,", "\"possession\": \"one\", \"mood\": \"calm\",")));
    project.leat("run").exits(0);
    assertThat(project.tables().rows("SELECT DISTINCT mood FROM events ORDER BY ALL"))
        .containsExactly("calm", "null");
    assertThat(project.tables().rows("SELECT DISTINCT typeof(possession) FROM events"))
        .containsExactly("VARCHAR");
    assertThat(project.tables().number("SELECT count(*) FROM events WHERE possession = '2'"))
        .isEqualTo(5 * 6);
  }

  @Test
  void aDamagedStoredFileIsFoundAndHeals() throws IOException {
    Workspace project = make("");
    project.leat("fetch").exits(0);
    String path =
        project
            .catalog()
            .text(
                "SELECT f.path FROM file f JOIN dataset d ON d.id = f.dataset WHERE f.feed ="
                    + " 'events' AND d.canonical LIKE '%match_id="
                    + matches.get(0)
                    + "%'");
    flipByte(project.store().resolve(path));

    Cli.Answer load = project.leat("load").exits(1);
    assertThat(load.err())
        .contains("error FILE_CORRUPT in table 'events': " + path + " in file://")
        .contains(" is damaged: its bytes hash to ");
    assertThat(project.tableNames()).contains("matches").doesNotContain("events");
    String select = "competition_id=11/match_id=%d/season_id=42".formatted(matches.get(0));
    assertThat(project.leat("doctor", "--verify").exits(4).out())
        .contains(path)
        .endsWith(
            "        fix: leat invalidate --source statsbomb --select "
                + select
                + " --reason damaged && leat run\n");
    assertThat(
            project.leat("invalidate", "--source", "statsbomb", "--select", select).exits(2).err())
        .startsWith("error USAGE: leat invalidate needs a reason.\n");
    assertThat(project.leat("invalidate", "--select", select, "--reason", "bits").exits(0).out())
        .startsWith("Marked 1 revision.\n");
    project.leat("run").exits(0);
    assertThat(project.tables().number("SELECT count(*) FROM events")).isEqualTo(6 * 40);
    assertThat(project.leat("run").exits(0).err()).contains("[INFO] Nothing to do.");

    assertThat(project.leat("doctor", "--verify").exits(0).out())
        .startsWith("look    statsbomb/match/")
        .endsWith("\n        fix: leat gc --damaged (no table needs it any more)\n");
    assertThat(project.leat("gc", "--damaged").exits(0).out())
        .startsWith("Removed 1 damaged file of older revisions.\n");
    assertThat(project.stored()).doesNotContain(path);
    assertThat(project.leat("doctor", "--verify").exits(0).out())
        .isEqualTo("Every file is what the catalog says.\n");
    assertThat(project.leat("load", "--replay").exits(0).err()).contains("Loaded events: 240 ");
  }

  @Test
  void aStoreThatCannotBeWrittenStopsTheSource() throws IOException {
    Workspace project = make("");
    Files.createDirectories(project.store().getParent());
    Files.writeString(project.store(), "a file in the way");
    assertThat(project.leat("fetch").exits(2).err())
        .endsWith(
            """
            error STORE_UNWRITABLE in source 'statsbomb': %s cannot be written: Not a directory
              fix: give this user write access there, or name another `store` in leat.yaml
            """
                .formatted(project.store().toUri()));
  }

  @Test
  void anEmptyListingIsNoReasonToForget() {
    Workspace project = make("");
    project.leat("run").exits(0);
    List<String> rows = project.rowCounts();
    provider.answer("matches/11/42.json", Answer.json("[]"));
    assertThat(project.leat("run").exits(4).err())
        .contains(
            "where the store has 6 datasets; they are kept.\n",
            "TABLE_EMPTIED: The load would leave matches without a row, and it has 6.\n");
    assertThat(project.catalog().number("SELECT count(*) FROM dataset WHERE type = 'match'"))
        .isEqualTo(6);
    assertThat(project.rowCounts()).isEqualTo(rows);
    provider.answer("matches/11/42.json", Answer.html("<html>Sign in</html>"));
    assertThat(project.leat("run").exits(3).err()).contains("answered HTML instead of json");
  }

  private Workspace make(String more) {
    return Workspace.make(
        folder,
        CatalogPlace.SQLITE,
        """
        sources:
          statsbomb:
            type: statsbomb
            url: %s
            retries: 0
            timeout: 2s
        """
                .formatted(provider.url())
            + more);
  }

  private String events(int index) {
    return "events/" + matches.get(index) + ".json";
  }

  private String error(int index, String code, String problem) {
    return "error %s in statsbomb/match/competition_id=11/season_id=42/match_id=%d: %s%s\n"
        .formatted(code, matches.get(index), provider.url().resolve(events(index)), problem);
  }

  private static void flipByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
