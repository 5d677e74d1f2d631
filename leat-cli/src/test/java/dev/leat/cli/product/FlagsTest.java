package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.testkit.http.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches that decide what a run fetches. */
final class FlagsTest {
  private static final String PROJECT =
      """
      leat: 1
      destination: duckdb:gh.duckdb
      flags:
        season: {when_on: site/months}
        playoffs:
          default: false
          when_on: site/months month=june
          when_off: site/months month=october,november
        other: {when_on: second}
      sources:
        site:
          type: rest
          url: http://host/
          limit: 1000/second
          feeds:
            months:
              each: {list: [october, april, june], as: {month: month}}
              path: games/{month}
              page: none
            games:
              each: {from: months, as: {game: id}}
              path: game/{month}-{game}
              page: none
        second:
          type: rest
          url: http://host/
          feeds:
            news: {path: news, page: none}
      """;

  @TempDir private Path folder;
  private RestProject project;

  @BeforeEach
  void make() {
    project = RestProject.make(folder);
    project.http().under("/", request -> Answer.json("[{\"id\": 1}]"));
    project.yaml(PROJECT);
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void decideWhatARunFetchesAndAreKeptWithIt() {
    assertThat(project.leat("run").exits(0).err())
        .contains("site/months month=june is not fetched: the flag playoffs is off.");
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/games/october", "/games/april", "/game/october-1", "/game/april-1", "/news");
    assertThat(project.leat("flag", "set", "playoffs", "on").exits(0).out())
        .isEqualTo("playoffs is on.\n");
    project.leat("flag", "set", "other", "off").exits(0);
    assertThat(project.leat("plan").exits(0).err())
        .contains("second/news is not fetched: the flag other is off.");
    assertThat(project.asked()).containsExactlyInAnyOrder("/games/june", "/games/april");
    project.leat("run").exits(0);
    assertThat(project.asked())
        .containsExactlyInAnyOrder(
            "/games/june", "/games/april", "/game/june-1", "/game/october-1", "/game/april-1");
    assertThat(
            project
                .catalog()
                .rows("SELECT name, value FROM run_flag GROUP BY name, value ORDER BY 1, 2"))
        .containsExactly("other|0", "other|1", "playoffs|0", "playoffs|1", "season|1");
    assertThat(project.leat("flag", "list").exits(0).outLines())
        .satisfies(lines -> assertThat(lines.get(1)).matches("season +on +on +site/months"))
        .satisfies(lines -> assertThat(lines.get(2)).matches("playoffs +on +off +20.*Z +.*"));

    // A source that is off leaves what it brought before.
    project.leat("flag", "set", "season", "off").exits(0);
    project.leat("flag", "set", "other", "default").exits(0);
    project.leat("run").exits(0);
    // What is found in it is found in what the store has.
    assertThat(project.asked())
        .containsExactlyInAnyOrder("/game/june-1", "/game/october-1", "/game/april-1", "/news");
    assertThat(project.tables().number("SELECT count(*) FROM months")).isEqualTo(3);
  }

  @Test
  void mayStandInATableOfTheDestination() {
    project
        .tables()
        .change(
            "CREATE TABLE feature_flags AS SELECT * FROM (VALUES ('season', 0), ('other', 1),"
                + " ('unknown', 1)) v(flag, is_enabled)");
    String elsewhere =
        PROJECT.replace(
            "flags:\n", "flags_query: SELECT flag, is_enabled FROM feature_flags\nflags:\n");
    project.yaml(elsewhere).leat("plan").exits(0);
    assertThat(project.asked()).doesNotContain("/games/april");
    project.leat("run").exits(0);
    assertThat(project.asked()).containsExactly("/news");
    assertThat(project.leat("flag", "list").exits(0).outLines().get(1)).startsWith("season  ");
    assertThat(project.leat("flag", "set", "season", "on").exits(2).err())
        .contains(
            "error FLAGS_ELSEWHERE: the flags of this project are where its flags_query looks, not"
                + " in the catalog\n  fix: change them there\n");
    project.tables().change("UPDATE feature_flags SET is_enabled = 7");
    assertThat(project.leat("run").exits(2).err())
        .contains(
            "error FLAGS_UNREADABLE: what flags_query finds are no flags: the flag season is '7'",
            "  fix: let it select two columns: the name, and 1 or 0, or true or false\n");
    assertThat(project.asked()).isEmpty();
  }

  @Test
  void wrongNamesAreMistakes() {
    assertThat(project.leat("flag", "set", "playoff", "on").exits(2).err())
        .contains("The project has no flag 'playoff'.", "Did you mean 'playoffs'?");
    assertThat(project.leat("flag", "set", "playoffs", "yes").exits(2).err())
        .contains("A flag cannot be 'yes'.", "Write on, off or default.");
    project.yaml(
        PROJECT.replace("when_on: second", "when_on: [secnd, site/month, site/months mnth=june]"));
    assertThat(project.leat("plan").exits(2).err())
        .contains("leat.yaml:9:21", "There is no source 'secnd'.", "Did you mean 'second'?")
        .contains("The source 'site' has no dataset type 'month'.", "Did you mean 'months'?")
        .contains("The datasets of 'site/months' have no key 'mnth'.", "Did you mean 'month'?");
  }
}
