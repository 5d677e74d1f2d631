package dev.leat.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.Export;
import dev.leat.api.Keys;
import dev.leat.core.Leat;
import dev.leat.core.catalog.Catalog;
import dev.leat.core.catalog.CatalogSettings;
import dev.leat.core.catalog.DatasetRow;
import dev.leat.core.catalog.RevisionRef;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.load.Loader;
import dev.leat.core.plan.Scope;
import dev.leat.core.project.FilePlace;
import dev.leat.core.store.Dataset;
import dev.leat.testkit.http.FakeHttp;
import dev.leat.testkit.statsbomb.StatsBombProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportStageTest {
  private static final String[] EXPORTS = {
    "exports:",
    "  - table: events",
    "    to: export/events",
    "    partition_by: [season_id]",
    "  - table: matches",
    "    to: export/matches",
    "    format: csv",
  };

  @TempDir private Path folder;
  private StatsBombProvider provider;
  private Workplace here;

  @BeforeEach
  void open() {
    provider = StatsBombProvider.on(FakeHttp.start()).season(11, 42, 3).season(11, 90, 2);
    here = new Workplace(folder, provider, EXPORTS);
  }

  @AfterEach
  void close() {
    provider.close();
  }

  private static DatasetId partition(long season) {
    return new DatasetId(
        "leat", "export", Keys.of("export", "export/events").with("season_id", season));
  }

  private Dataset stored(long season) {
    try (Leat leat = here.open()) {
      return leat.dataset(partition(season)).orElseThrow();
    }
  }

  private List<RevisionRow> revisions(long season) {
    try (Leat leat = here.open()) {
      return leat.administration().revisions(leat.dataset(partition(season)).orElseThrow());
    }
  }

  @Test
  void aRunWritesExportsAndKeepsParquetWithItsLineage() {
    RunReport run = here.run();
    assertThat(run.allFailures()).isEmpty();
    assertThat(run.exports()).extracting(ExportReport::name).containsExactly("events", "matches");
    assertThat(run.exports().getFirst().files())
        .containsExactly(
            folder.resolve("export/events/season_id=42/data_0.parquet").toString(),
            folder.resolve("export/events/season_id=90/data_0.parquet").toString());
    assertThat(run.exports().getLast().files())
        .containsExactly(folder.resolve("export/matches/data.csv").toString());
    assertThat(
            here.rows(
                "select season_id, count(distinct match_id) from read_parquet('"
                    + folder
                    + "/export/events/*/*.parquet', hive_partitioning = true)"
                    + " group by all order by all"))
        .containsExactly(List.of("42", "3"), List.of("90", "2"));
    assertThat(stored(42).files())
        .extracting(file -> file.feed().feed(), file -> file.format())
        .containsExactly(tuple("data_0", "parquet"));
    assertThat(sourcesOf(42))
        .hasSize(3)
        .allSatisfy(id -> assertThat(id.keys().canonical()).contains("season_id=42"));
    assertThat(sourcesOf(90)).hasSize(2);
  }

  /** The datasets that the newest revision of a partition was computed from. */
  private List<DatasetId> sourcesOf(long season) {
    DatasetRow row = stored(season).row();
    try (Catalog catalog = catalog()) {
      List<Long> from =
          catalog.files().lineage(row.ref(), row.latest()).stream()
              .map(RevisionRef::dataset)
              .toList();
      return here.matches().stream()
          .filter(match -> from.contains(match.row().ref().row()))
          .map(Dataset::id)
          .toList();
    }
  }

  private Catalog catalog() {
    return Catalog.open(
        CatalogSettings.of(folder.resolve(".leat/catalog.db").toString(), "", "main"),
        InstantSource.system());
  }

  @Test
  void theSameContentMakesNoRevisionAndACorrectionOneInItsPartition() {
    here.run();
    assertThat(here.run().allFailures()).isEmpty();
    assertThat(revisions(42)).hasSize(1);
    provider.correct(provider.matches(11, 42).getFirst());
    assertThat(here.run().allFailures()).isEmpty();
    assertThat(revisions(42)).hasSize(2);
    assertThat(revisions(90)).hasSize(1);
  }

  @Test
  void aPartitionGoesWithWhatItWasMadeOf() {
    here.run();
    try (Leat leat = here.open()) {
      leat.administration().delete(Scope.of(List.of("football"), List.of("season_id=90")));
      leat.load(Set.of(), Loader.Extent.CHANGES);
      assertThat(leat.report().allFailures()).isEmpty();
    }
    try (Leat leat = here.open()) {
      assertThat(leat.dataset(partition(90))).isEmpty();
    }
    assertThat(stored(42).row().state()).isEqualTo(DatasetState.COMPLETE);
    assertThat(folder.resolve("export/events/season_id=90")).doesNotExist();
  }

  @Test
  void nothingIsWrittenWhereNothingIsLoaded() {
    try (Leat leat = here.open()) {
      RunReport report = leat.report();
      assertThat(report.allFailures()).isEmpty();
      assertThat(report.exports()).allSatisfy(export -> assertThat(export.files()).isEmpty());
    }
    assertThat(folder.resolve("export")).doesNotExist();
  }

  @Test
  void anyTableOrSelectCanBeExported() throws Exception {
    here.run();
    try (Leat leat = here.open()) {
      ExportReport table =
          leat.export(
              "lineups",
              new FilePlace.Local(folder.resolve("out/lineups")),
              Export.Format.JSON,
              List.of());
      assertThat(table.failure()).isNull();
      assertThat(table.files()).containsExactly(folder.resolve("out/lineups/data.json").toString());
      ExportReport found =
          leat.export(
              "select distinct match_id from events order by 1",
              new FilePlace.Local(folder.resolve("out/ids")),
              Export.Format.CSV,
              List.of());
      assertThat(found.rows()).isEqualTo(5);
      assertThat(Files.readAllLines(folder.resolve("out/ids/data.csv"))).hasSize(6);
      ExportReport wrong =
          leat.export(
              "select nothing",
              new FilePlace.Local(folder.resolve("out/x")),
              Export.Format.CSV,
              List.of());
      assertThat(wrong.failure()).isNotNull();
    }
  }
}
