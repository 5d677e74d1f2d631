package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.store.GarbageCollector.Limits;
import dev.leat.core.store.GarbageCollector.Removed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
  private StoreFixture on;
  private Lease lease;

  GarbageCollectorTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
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
    plant("main/statsbomb/match/gone/1/" + Manifest.FILE);
    plant("another-bucket/statsbomb/match/gone/1/events__v1.json");

    assertThat(collect()).isEqualTo(new Removed(0, 0, 0));
    on.clock.advance(Duration.ofHours(2));

    assertThat(collect()).isEqualTo(new Removed(3, 3, 0));
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

  private Removed collect() {
    return new GarbageCollector(on.store, Limits.USUAL).run();
  }

  private void plant(String path) throws IOException {
    try (var upload = on.files.create(path)) {
      upload.write(1);
      upload.commit();
    }
  }
}
