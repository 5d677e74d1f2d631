package dev.leat.cli.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leat's own functions in the SQL of a table and of a model. */
final class FunctionsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aTablesSqlHasThemInBothDestinations(TablePlace place) throws IOException {
    CatalogPlace.Found found = place.make(folder);
    write(
        "data/players/1.json",
        """
        [{"player": "Jonas  Valančiūnas", "team": "BRK", "salary": "$10,395,000", "line": "PK"},
         {"player": "Jaren Jackson Jr.", "team": "Memphis Grizzlies*", "line": "+16.0 -112"},
         {"player": "Ghost", "team": "XYZ", "salary": "$1", "line": "EVEN"},
         {"player": "", "team": "GS", "salary": "$1"}]
        """);
    write(
        "leat.yaml",
        """
        leat: 1
        destination: %s
        sources:
          nba:
            type: files
            path: data
            feeds: {players: "players/*"}
        tables:
          players:
            from: nba/players
            key: [player, team]
            quarantine: 50%%
            where: collapse_space(player) <> ''
            columns: {team: {required: true}, salary: {type: text}}
            sql: |
              SELECT strip_suffix(fold_accents(collapse_space(player))) AS player,
                nba_team(team) AS team, parse_money(salary)::bigint AS salary,
                parse_spread(line) AS spread, md5_key([player, team]) AS id,
                season_label(_leat_fetched_at::date, 1) IS NOT NULL AS dated
              FROM rows
        %s\
        """
            .formatted(
                found.address(),
                place == TablePlace.DUCKDB
                    ? "models:\n  ids: select nba_team('NO') as team, md5_key([player]) as id from"
                        + " players\n"
                    : ""));
    Cli.Answer run = Cli.in(folder).run("run").exits(0);
    assertThat(run.err())
        .contains("Loaded players: 2 inserted, 0 updated, 0 unchanged, 0 deleted, 1 quarantined,")
        .contains("1 left out");
    assertComputed(found.database());
    if (place == TablePlace.DUCKDB) {
      assertThat(found.database().rows("SELECT DISTINCT team, length(id) FROM ids"))
          .containsExactly("NOP|32");
    } else {
      assertModelsMayNotNameThem();
    }
  }

  /** PostgreSQL has the indicators alone: see ReportsTest and MarketsTest. */
  private void assertModelsMayNotNameThem() throws IOException {
    String model = "models:\n  ids: select nba_team(team) as team from players\n";
    Path yaml = folder.resolve("leat.yaml");
    Files.writeString(yaml, Files.readString(yaml) + model);
    assertThat(Cli.in(folder).run("report").exits(2).err())
        .contains("error MACROS_UNSUPPORTED in model 'ids': ", " has no function 'nba_team'.\n")
        .contains("  fix: Compute it in SQL of its own, or choose the destination");
  }

  private static void assertComputed(Database tables) {
    assertThat(
            tables.rows(
                "SELECT player, team, salary, spread, CAST(dated AS VARCHAR) FROM players"
                    + " ORDER BY 1"))
        .containsExactly(
            "Jaren Jackson|MEM|null|16.0|true", "Jonas Valanciunas|BKN|10395000|0.0|true");
    assertThat(
            tables.text(
                "SELECT id = md5('Jaren Jackson Jr.Memphis Grizzlies*') FROM players"
                    + " WHERE team = 'MEM'"))
        .startsWith("t");
    assertThat(tables.rows("SELECT row_number, column_name, reason FROM _leat_quarantine"))
        .containsExactly("2|team|has no value, and the project requires one");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
