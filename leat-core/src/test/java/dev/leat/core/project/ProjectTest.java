package dev.leat.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.api.ColumnType;
import dev.leat.api.Keys;
import dev.leat.api.Secret;
import dev.leat.core.project.DatasetTypeRules.Index;
import dev.leat.core.project.DatasetTypeRules.KeyRule;
import dev.leat.core.project.DatasetTypeRules.KeyType;
import dev.leat.core.project.DatasetTypeRules.PathRule;
import dev.leat.core.project.TableDefinition.ColumnRule;
import dev.leat.core.project.TableDefinition.Contract;
import dev.leat.core.project.TableDefinition.Write;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectTest {
  @TempDir private Path folder;

  @Test
  void anEmptyFileIsAProjectOfDefaults() {
    Project project = new ProjectFolder(folder).yaml("").load();

    assertThat(project.folder()).isEqualTo(folder);
    assertThat(project.store().toString()).isEqualTo("file://" + folder + "/.leat/store/");
    assertThat(project.catalog())
        .isEqualTo(new Location.File("sqlite", folder.resolve(".leat/catalog.db")));
    assertThat(project.destination())
        .isEqualTo(new Location.File("duckdb", folder.resolve("leat.duckdb")));
    assertThat(project.catalogPrefix()).isEmpty();
    assertThat(project.bucket()).isEqualTo("main");
    assertThat(project.compression()).isEqualTo(Compression.ZSTD);
    assertThat(project.sources()).isEmpty();
    assertThat(project.tables()).isEmpty();
  }

  @Test
  void aSourceAloneIsAProject() {
    Project project = new ProjectFolder(folder).example("smallest.yaml").load();

    assertThat(project.sources()).extracting(SourceDefinition::name).containsExactly("statsbomb");
    assertThat(project.plans()).isEmpty();
    assertThat(project.tables())
        .extracting(TableDefinition::name)
        .containsExactly("matches", "events", "lineups");
  }

  @Test
  void everyKeyOfTheManualIsRead() {
    Project project =
        new ProjectFolder(folder)
            .example("everything.yaml")
            .variable("STATSBOMB_PASSWORD", "s3cr3t!")
            .variable("PGPASSWORD", "p@ss/w")
            .load();

    assertThat(project.store().toString()).isEqualTo("file://" + folder + "/raw/");
    assertThat(project.catalog())
        .isEqualTo(
            new Location.Server(
                "postgresql",
                "leat",
                Secret.of("p@ss/w"),
                "localhost",
                5432,
                "leat",
                Map.of("sslmode", "disable")));
    assertThat(project.catalog()).hasToString("postgresql://localhost:5432/leat");
    assertThat(project.catalogPrefix()).isEqualTo("leat_");
    assertThat(project.bucket()).isEqualTo("production");
    assertThat(project.compression()).isEqualTo(Compression.GZIP);
    assertThat(project.destination())
        .isEqualTo(new Location.File("duckdb", folder.resolve("football.duckdb")));
    assertThat(project.exports())
        .extracting(ExportDefinition::table, ExportDefinition::to, ExportDefinition::partitionBy)
        .containsExactly(
            tuple(
                "events",
                new FilePlace.Local(folder.resolve("export/events")),
                List.of("season_id")));
    assertThat(project).hasToString("Project[" + folder + "]");
  }

  @Test
  void aSourceKnowsHowItIsToBeAsked() {
    SourceDefinition source = everything().source("statsbomb").orElseThrow();

    assertThat(source.requests().concurrency()).hasValue(10);
    assertThat(source.requests().limit()).contains(new RateLimit(600, Duration.ofMinutes(1)));
    assertThat(source.requests().timeout()).contains(Duration.ofSeconds(30));
    assertThat(source.requests().retries()).hasValue(4);
    assertThat(source.requests().absence()).contains(Duration.ofDays(2));
    assertThat(source.requests().headers())
        .containsOnly(Map.entry("User-Agent", Secret.of("my-team (me@example.com)")));
    assertThat(source.settings().url("url")).hasToString("Optional[http://localhost:8080/]");
    assertThat(source.settings().text("user")).contains("me@example.com");
    assertThat(source.settings().secret("password")).contains(Secret.of("s3cr3t!"));
    assertThat(source.settings().integer("page_size")).contains(100L);
    assertThat(source.settings().bool("strict")).contains(true);
    assertThat(source.settings().path("folder")).contains(folder.resolve("clone"));
    assertThat(source.settings().duration("every")).contains(Duration.ofMinutes(90));
    assertThat(source.settings().text("mode")).contains("slow");
    assertThat(source.settings().texts("tags")).containsExactly("men", "women");
    assertThat(source.settings().namedTexts("files"))
        .containsExactly(
            Map.entry("events", List.of("events/*.json")),
            Map.entry("lineups", List.of("lineups/*.json", "old/*.json")));
    assertThat(source.toString()).doesNotContain("s3cr3t");
    assertThat(source.at()).hasToString("leat.yaml:12:3");
  }

  @Test
  void plansSelectFeedsAndDatasets() {
    List<PlanDefinition> plans = everything().plans();

    assertThat(plans.get(0).select())
        .isEqualTo(
            new SelectorRule.Exact(
                List.of(
                    Keys.of("competition_id", 11).with("season_id", 42),
                    Keys.of("competition_id", 11).with("season_id", 90))));
    assertThat(plans.get(0).feeds())
        .isEqualTo(Map.of("lineups", Set.of("v1"), "events", Set.of("v4")));
    assertThat(plans.get(0).policy().orElseThrow().type().name()).isEqualTo("interval");
    assertThat(plans.get(1).select())
        .isEqualTo(
            new SelectorRule.Exact(
                List.of(
                    Keys.of("competition_id", 2).with("season_id", 27),
                    Keys.of("competition_id", 37))));
    assertThat(plans.get(1).feeds()).isEqualTo(Map.of("events", Set.of("v4", "v6")));
    assertThat(plans.get(2).select())
        .hasToString("(competition_gender == 'female') and (season_id >= 90)");
    assertThat(plans.get(3).select()).isEqualTo(new SelectorRule.Everything());
    assertThat(plans.get(3).feeds())
        .isEqualTo(Map.of("lineups", Set.of("v1"), "events", Set.of("v4")));
  }

  @Test
  void keysOfADatasetTypeHaveRules() {
    DatasetTypeRules rules = everything().rules("statsbomb", "match").orElseThrow();

    assertThat(rules.index()).isEqualTo(Index.WANTED);
    assertThat(rules.keys())
        .isEqualTo(
            Map.of(
                "match_id", new KeyRule(new PathRule.BucketSize(1000), KeyType.INTEGER),
                "season_id", new KeyRule(new PathRule.Identity(), KeyType.TEXT)));
  }

  @Test
  void aTableOverridesWhatTheSourceProposes() {
    Project project = everything();
    TableDefinition events = project.table("events").orElseThrow();

    assertThat(project.tables())
        .extracting(TableDefinition::name)
        .containsExactly("events", "players", "matches", "lineups");
    assertThat(events.from()).hasToString("statsbomb/match/events");
    assertThat(events.records()).contains("$[*]");
    assertThat(events.key()).containsExactly("id");
    assertThat(events.write()).isEqualTo(Write.REPLACE);
    assertThat(events.contract()).isEqualTo(Contract.QUARANTINE_ROW);
    assertThat(events.quarantine()).isEqualTo(new QuarantineLimit.Share("0.5"));
    assertThat(events.depth()).isEqualTo(2);
    assertThat(events.columns())
        .isEqualTo(
            Map.of(
                "minute",
                new ColumnRule(
                    Optional.of(ColumnType.Simple.BIGINT),
                    Optional.of("match_minute"),
                    Optional.empty(),
                    false,
                    Shaping.Values.AS_THEY_ARE),
                "price",
                new ColumnRule(
                    Optional.of(new ColumnType.Decimal(10, 2)),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Shaping.Values.AS_THEY_ARE)));
    TableDefinition players = project.table("players").orElseThrow();
    assertThat(players.from()).hasToString("statsbomb/match/lineups");
    assertThat(players.key()).containsExactly("team_id", "player_id");
    assertThat(players.write()).isEqualTo(Write.MERGE);
    assertThat(players.cursor()).contains("updated_at");
    assertThat(players.quarantine()).isEqualTo(new QuarantineLimit.Rows(100));
    assertThat(players.format().map(FileFormat::name)).contains("json");
    TableDefinition lineups = project.table("lineups").orElseThrow();
    assertThat(lineups.write()).isEqualTo(Write.REPLACE);
    assertThat(lineups.contract()).isEqualTo(Contract.EVOLVE);
    assertThat(lineups.quarantine()).isEqualTo(new QuarantineLimit.Share("1"));
    assertThat(lineups.depth()).isEqualTo(3);
  }

  @Test
  void theSecondSourceThatProposesATablePutsItsNameBefore() {
    Project project =
        new ProjectFolder(folder)
            .yaml(
                """
                sources:
                  open: {type: statsbomb}
                  paid: {type: statsbomb}
                """)
            .load();

    assertThat(project.tables())
        .extracting(TableDefinition::name)
        .containsExactly(
            "matches", "events", "lineups", "paid_matches", "paid_events", "paid_lineups");
    assertThat(project.table("paid_events").orElseThrow().from()).hasToString("paid/match/events");
  }

  @Test
  void theTextOfATableHoldsWhatItsRowsDependOn() {
    TableDefinition events = everything().table("events").orElseThrow();

    assertThat(events.canonical())
        .isEqualTo(
            """
            from=statsbomb/match/events
            reading=SNAPSHOT
            records=$[*]
            key=[id]
            cursor=
            write=REPLACE
            contract=QUARANTINE_ROW
            depth=2
            columns={minute=ColumnRule[type=Optional[BIGINT], name=Optional[match_minute], \
            format=Optional.empty, required=false], price=ColumnRule[type=Optional[Decimal[precision=10, \
            scale=2]], name=Optional.empty, format=Optional.empty, \
            required=false]}
            format=\
            """);
  }

  private Project everything() {
    return new ProjectFolder(folder)
        .example("everything.yaml")
        .variable("STATSBOMB_PASSWORD", "s3cr3t!")
        .variable("PGPASSWORD", "p@ss/w")
        .load();
  }

  @Test
  void aSourceSaysHowLongItMayBeWaitedFor() {
    Project project =
        new ProjectFolder(folder).yaml("sources:\n  s: {type: statsbomb, max_wait: 16m}\n").load();
    assertThat(project.sources().getFirst().requests().waitMax()).hasValue(Duration.ofMinutes(16));
  }
}
