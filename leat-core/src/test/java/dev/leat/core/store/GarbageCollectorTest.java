package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.LeatException;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Drafts.DraftRow;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.store.GarbageCollector.Limits;
import dev.leat.core.store.GarbageCollector.Removed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class GarbageCollectorTest {
  private final TestCatalogs.Kind kind;
  private Path folder;
  private StoreFixture on;
  private Lease lease;

  GarbageCollectorTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    this.folder = folder;
    var clock = new MovingClock();
    on = new StoreFixture(kind.settings(folder), new MemoryFileStore(clock));
    lease = on.lease("all");
    on.put(match(1), lease, "[1]", MONDAY);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void removesOrphansOnceTheyAreOldEnough() throws Exception {
    plant("main/statsbomb/match/competition_id=11/season_id=42/match_id=1/1/other__v1.json");
    plant("main/statsbomb/match/gone/1/events__v1.json");
    plant("another-bucket/statsbomb/match/gone/1/events__v1.json");

    assertThat(collect()).isEqualTo(new Removed(0, 0, 0));
    on.clock.advance(Duration.ofHours(2));

    assertThat(collect()).isEqualTo(new Removed(2, 2, 0));
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1]");
    assertThat(on.stored()).as("file, manifest, another bucket's file").isEqualTo(3);
  }

  @Test
  void sparesDraftsThatCanBeResumed() {
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, LINEUPS, "[2]", MONDAY);
    on.clock.advance(Duration.ofDays(6));

    assertThat(collect()).isEqualTo(new Removed(0, 0, 0));

    Draft resumed = on.store.draft(match(1), on.lease("all"));
    assertThat(resumed.landed(LINEUPS, MONDAY)).isTrue();
    resumed.commit(complete("A - B"), RUN);
    assertThat(on.content(match(1), LINEUPS)).isEqualTo("[2]");
  }

  @Test
  void removesDraftsThatNobodyCameBackFor() {
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, LINEUPS, "[2]", MONDAY);
    on.clock.advance(Duration.ofDays(8));

    Removed removed = collect();

    assertThat(removed.drafts()).isEqualTo(1);
    assertThat(removed.files()).isEqualTo(1);
    assertThat(on.stored()).isEqualTo(2);
    assertThat(collect()).isEqualTo(new Removed(0, 0, 0));
  }

  @Test
  void keepsSupersededRevisions() {
    on.put(match(1), lease, "[2]", MONDAY);
    on.clock.advance(Duration.ofDays(30));

    assertThat(collect()).isEqualTo(new Removed(0, 0, 0));
    assertThat(on.store.all()).hasSize(2);
    assertThat(on.store.count(DatasetFilter.ALL)).isEqualTo(1);
  }

  @Test
  void removesNothingWhereTheCatalogIsLost() throws Exception {
    on.put(match(2), lease, "[2]", MONDAY);
    plant("main/statsbomb/match/gone/1/events__v1.json");
    try (var lost = new StoreFixture(kind.settings(folder.resolve("empty")), on.files)) {
      lost.clock.advance(Duration.ofDays(30));

      assertThatThrownBy(() -> collect(lost))
          .isInstanceOfSatisfying(
              LeatException.class,
              e -> {
                assertThat(e.code()).isEqualTo(StoreError.CATALOG_LACKS_REVISIONS);
                assertThat(e.problem())
                    .matches(
                        "the store has revision 1 of statsbomb/match/competition_id=11/season_id=42"
                            + "/match_id=[12], and the catalog does not: it is lost, older than the"
                            + " files, or not theirs");
                assertThat(e.remedy())
                    .isEqualTo(
                        "correct `catalog` in leat.yaml where it names the wrong one; where the"
                            + " catalog is lost, run `leat doctor --rebuild`");
              });
      assertThat(on.stored()).isEqualTo(5);

      new Doctor(lost.store).rebuild(lost.lease("rebuild"));
      assertThat(collect(lost)).isEqualTo(new Removed(1, 1, 0));
      assertThat(lost.content(match(2), EVENTS)).isEqualTo("[2]");
    }
  }

  @Test
  void removesNothingWhereTheCatalogIsOlderThanTheFiles() throws Exception {
    try (var other = new StoreFixture(kind.settings(folder.resolve("older")), on.files)) {
      new Doctor(other.store).rebuild(other.lease("rebuild"));
      on.put(match(1), lease, "[2]", MONDAY);
      other.clock.advance(Duration.ofDays(30));

      assertThatThrownBy(() -> collect(other))
          .hasMessageContaining("the store has revision 2 of statsbomb/match/");
      assertThat(on.stored()).isEqualTo(4);
    }
  }

  @Test
  void sparesAFolderWhoseManifestIsDamaged() throws Exception {
    plant("main/statsbomb/match/odd/1/events__v1.json");
    plant("main/statsbomb/match/odd/1/" + Manifest.FILE);
    plant("main/statsbomb/match/gone/1/events__v1.json");
    on.clock.advance(Duration.ofHours(2));

    assertThat(collect()).isEqualTo(new Removed(1, 1, 0));
    assertThat(on.stored()).isEqualTo(4);
  }

  @Test
  void removesWhatADeletionThatWasKilledHasLeft() {
    try (Stream<Dataset> stored = on.store.datasets(DatasetFilter.ALL)) {
      on.catalog.datasets().delete(stored.map(Dataset::row).toList(), id -> false);
    }
    on.clock.advance(Duration.ofDays(30));

    assertThat(collect().files()).isEqualTo(2);
    assertThat(on.stored()).isZero();
  }

  @Test
  void sparesADraftThatSomebodyComesBackToMeanwhile() {
    on.land(on.store.draft(match(1), lease), LINEUPS, "[2]", MONDAY);
    on.clock.advance(Duration.ofDays(8));
    Instant untouchedSince = on.clock.instant().minus(Duration.ofDays(7));
    DraftRow stale = on.catalog.drafts().stale(untouchedSince, 1).getFirst();
    Draft resumed = on.store.draft(match(1), on.lease("all"));
    assertThat(resumed.landed(LINEUPS, MONDAY)).isTrue();

    assertThat(on.catalog.drafts().abandonStale(stale.id(), untouchedSince)).isFalse();

    resumed.commit(complete("A - B"), RUN);
    assertThat(on.content(match(1), LINEUPS)).isEqualTo("[2]");
  }

  private Removed collect() {
    return collect(on);
  }

  private static Removed collect(StoreFixture on) {
    return new GarbageCollector(on.store, Limits.USUAL).run();
  }

  private void plant(String path) throws IOException {
    try (var upload = on.files.create(path)) {
      upload.write(1);
      upload.commit();
    }
  }
}
