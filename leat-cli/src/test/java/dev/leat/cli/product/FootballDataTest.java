package dev.leat.cli.product;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The template football-data, from {@code leat init} to the report. */
final class FootballDataTest {
  private static final String REPORT =
      """
      Competition,Number of Teams
      Copa Libertadores,47
      UEFA Champions League,46
      FIFA World Cup,32
      European Championship,24
      Championship,24
      Serie A,20
      Primera Division,20
      Premier League,20
      Ligue 1,20
      Campeonato Brasileiro Série A,20
      Primeira Liga,18
      Eredivisie,18
      Bundesliga,18
      """;

  private static final String FOREIGN_KEYS =
      "SELECT oid, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
          + " AND conrelid = 'football.fact_competitions'::regclass ORDER BY conname";

  @TempDir private Path folder;
  private final FootballDataProvider provider = FootballDataProvider.start();
  private TemplateProject project;

  @BeforeEach
  void init() {
    project =
        TemplateProject.init(folder, "football-data")
            .with("FOOTBALL_DATA_URL", provider.http().url("/v4/").toString())
            .with("FOOTBALL_DATA_TOKEN", FootballDataProvider.TOKEN)
            .with("FOOTBALL_DATA_LIMIT", "1000/second");
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private Database tables() {
    return project.tables("football.duckdb");
  }

  private String report() throws IOException {
    List<Path> files = project.files("output");
    assertThat(files).hasSize(1);
    assertThat(files.getFirst().getFileName().toString())
        .matches("data_from_football_data_org_\\d{4}-\\d{2}-\\d{2}-\\d{6}\\.csv");
    return Files.readString(files.getFirst(), UTF_8);
  }

  @Test
  void asksForEachCompetitionOnceAndKeepsTheAnswersAsTheyCame() throws IOException {
    provider.withEuro();
    project.leat("run").exits(0);
    assertThat(provider.http().requestCount()).isEqualTo(14);
    assertThat(project.catalog().number("SELECT count(*) FROM file")).isEqualTo(14);
    assertThat(project.catalog().rows("SELECT sha256 FROM file ORDER BY 1"))
        .isEqualTo(provider.served().stream().map(TemplateProject::sha256).sorted().toList());
    assertThat(tables().rows("SELECT count(*), count(DISTINCT name) FROM dim_competitions"))
        .containsExactly("13|13");
    assertThat(tables().number("SELECT count(*) FROM dim_teams"))
        .isEqualTo(provider.distinctTeams());
    assertThat(tables().number("SELECT count(*) FROM fact_competitions")).isEqualTo(327);
    assertThat(report()).isEqualTo(REPORT);
  }

  @Test
  void goesToPostgresqlWithTheSameReport() throws IOException {
    CatalogPlace.Found server = CatalogPlace.POSTGRES.make(project.folder());
    Files.writeString(
        project.folder().resolve(".env"),
        "FOOTBALL_DATA_DESTINATION=" + server.address() + "?schema=football\n");
    Database tables = server.database();
    project.leat("run").exits(0);
    assertThat(report()).isEqualTo(REPORT);
    assertThat(tables.rows("SELECT count(*), count(DISTINCT name) FROM football.dim_competitions"))
        .containsExactly("13|13");
    assertThat(tables.number("SELECT count(*) FROM football.dim_teams"))
        .isEqualTo(provider.distinctTeams());
    assertThat(tables.number("SELECT count(*) FROM football.fact_competitions")).isEqualTo(327);
    List<String> keys = tables.rows(FOREIGN_KEYS);
    assertThat(keys)
        .extracting(key -> key.substring(key.indexOf('|') + 1))
        .containsExactly(
            "FOREIGN KEY (competition_id) REFERENCES football.dim_competitions(id)"
                + " DEFERRABLE INITIALLY DEFERRED",
            "FOREIGN KEY (team_id) REFERENCES football.dim_teams(id)"
                + " DEFERRABLE INITIALLY DEFERRED");

    Path first = project.files("output").getFirst();
    assertThat(project.leat("run").exits(0).out()).contains("competition_sizes  export  CURRENT");
    assertThat(project.files("output")).containsExactly(first);
    provider.relegate(2152);
    Files.delete(first);
    project.leat("run").exits(0);
    assertThat(tables.number("SELECT count(*) FROM football.fact_competitions")).isEqualTo(326);
    assertThat(tables.number("SELECT count(*) FROM football.dim_teams"))
        .isEqualTo(provider.distinctTeams());
    assertThat(tables.rows(FOREIGN_KEYS)).as("made once").isEqualTo(keys);
    assertThat(report()).startsWith("Competition,Number of Teams\nUEFA Champions League,46\n");
    assertThat(
            project
                .leat(
                    "query",
                    "select t.name from fact_competitions f join dim_teams t on t.id = f.team_id"
                        + " where f.competition_id = 2018 order by t.id limit 1",
                    "--output",
                    "csv")
                .exits(0)
                .outLines())
        .hasSize(2)
        .first()
        .isEqualTo("name");
  }

  @Test
  void findsTeamsBetweenSeasonsAndWritesAReportWhereSomethingChanged() throws IOException {
    project.leat("run").exits(0);
    assertThat(provider.http().requests("/v4/competitions/2018/teams"))
        .extracting(request -> request.query())
        .containsExactly("", "season=2024");
    assertThat(report()).isEqualTo(REPORT);
    assertThat(project.leat("explain", "teams", "2018", "201800").exits(0).out())
        .contains("competitions/2018/teams?season=2024");

    Path first = project.files("output").getFirst();
    project.leat("run").exits(0);
    assertThat(project.files("output")).containsExactly(first);

    provider.relegate(2152);
    Files.delete(first);
    project.leat("run").exits(0);
    assertThat(tables().number("SELECT count(*) FROM fact_competitions")).isEqualTo(326);
    assertThat(report()).startsWith("Competition,Number of Teams\nUEFA Champions League,46\n");
  }

  @Test
  void namesACompetitionThatIsPaidForWithoutTeams() throws IOException {
    provider.paid(2152);
    assertThat(project.leat("run").exits(0).err())
        .contains(
            "[WARN] The check 'competitions without teams' of fact_competitions does not hold: its"
                + " query finds 1 row: Copa Libertadores.\n");
    assertThat(report())
        .isEqualTo(REPORT.replace("Copa Libertadores,47\n", "") + "Copa Libertadores,0\n");
  }

  @ParameterizedTest
  @EnumSource
  void namesACompetitionWithoutTeamsWhereOtherSeasonsAreNotAskedFor(TablePlace place)
      throws IOException {
    CatalogPlace.Found found = place.make(project.folder());
    Path file = project.folder().resolve("leat.yaml");
    String whole = Files.readString(file);
    String without = whole.replaceFirst("(?m)^ +if_empty:\n( +- params: .*\n)+", "");
    assertThat(without).isNotEqualTo(whole);
    Files.writeString(file, without);
    project = project.with("FOOTBALL_DATA_DESTINATION", found.address());
    assertThat(project.leat("run").exits(0).err())
        .contains(
            "[WARN] The check 'competitions without teams' of fact_competitions does not hold: its"
                + " query finds 1 row: European Championship.\n");
    assertThat(report())
        .isEqualTo(REPORT.replace("European Championship,24\n", "") + "European Championship,0\n");
    assertThat(found.database().text("SELECT count(*) FROM fact_competitions")).isEqualTo("303");
  }

  @Test
  void saysThatTheTokenIsRejectedAndDoesNotShowIt() {
    Cli.Answer answer = project.with("FOOTBALL_DATA_TOKEN", "wrong-t0ken").leat("run").exits(2);
    assertThat(answer.err()).contains("football").contains("401").doesNotContain("wrong-t0ken");
  }

  @Test
  void theManualShowsThisReport() {
    Path page = Path.of(System.getProperty("leat.home", ".."), "docs/manual/templates.md");
    assertThat(page).content(UTF_8).contains("```\n" + REPORT + "```\n");
  }

  @Test
  void keepsToTheFreePlan() {
    assertThat(project.folder().resolve("leat.yaml")).content().contains("LIMIT:10/minute}");
    Cli.Answer missing = Cli.in(folder).run("run", "project").exits(2);
    assertThat(missing.err()).contains("FOOTBALL_DATA_TOKEN");
  }
}
