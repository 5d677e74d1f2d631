package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.DatasetType.Reading;
import dev.leat.api.FeedVersion;
import dev.leat.api.LeatEvent;
import dev.leat.core.catalog.Files.Wanted;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.Outbox;
import dev.leat.core.catalog.SetAside;
import dev.leat.core.catalog.TestCatalogs;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class SetAsideTest {
  private final TestCatalogs.Kind kind;
  private StoreFixture on;
  private Lease lease;

  SetAsideTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    on = new StoreFixture(kind.settings(folder), new MemoryFileStore(new MovingClock()));
    lease = on.lease("statsbomb/match/*");
  }

  @AfterEach
  void close() {
    on.close();
  }

  private SetAside.Choice chosen(int revision, @Nullable String feed) {
    return new SetAside.Choice(on.store.dataset(match(1)).orElseThrow().row(), revision, feed);
  }

  private List<FeedVersion> set(int revision) {
    return on.catalog.setAside().set(chosen(revision, null), "a maintenance page");
  }

  /** The revisions whose events a table reads, of each kind of reading. */
  private List<List<Integer>> read() {
    return List.of(read(Reading.SNAPSHOT), read(Reading.LOG));
  }

  private List<Integer> read(Reading reading) {
    try (var files = on.store.wanted(new Wanted("statsbomb", "match", "events", reading))) {
      return files.map(StoredFile::revision).toList();
    }
  }

  @Test
  void theRevisionBeforeIsTheNewestAgain() {
    on.put(match(1), lease, "[1]", MONDAY);
    on.put(match(1), lease, "[2]", MONDAY);
    on.put(match(1), lease, "[3]", MONDAY);
    on.put(match(2), lease, "[9]", MONDAY);
    assertThat(read()).containsExactly(List.of(3, 1), List.of(1, 2, 3, 1));

    assertThat(set(3)).containsExactly(EVENTS);
    assertThat(set(3)).isEmpty();
    assertThat(read()).containsExactly(List.of(2, 1), List.of(1, 2, 1));
    Dataset dataset = on.store.dataset(match(1)).orElseThrow();
    assertThat(dataset.files()).extracting(StoredFile::revision).containsExactly(2);
    assertThat(dataset.setAside())
        .extracting(StoredFile::setAside)
        .containsExactly(new SetAside.Mark("a maintenance page", on.clock.instant()));
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[2]");

    set(1);
    set(2);
    assertThat(read()).containsExactly(List.of(1), List.of(1));
    assertThat(on.store.dataset(match(1)).orElseThrow().files()).isEmpty();

    assertThat(on.catalog.setAside().restore(chosen(1, null))).containsExactly(EVENTS);
    assertThat(on.catalog.setAside().restore(chosen(1, null))).isEmpty();
    assertThat(read()).containsExactly(List.of(1, 1), List.of(1, 1));
    on.catalog.setAside().restore(chosen(3, null));
    assertThat(read()).containsExactly(List.of(3, 1), List.of(1, 3, 1));
  }

  @Test
  void whatIsUpstreamStillIsNotStoredAgainAndWhatComesNextIs() {
    on.put(match(1), lease, "[1]", MONDAY);
    on.put(match(1), lease, "sorry", MONDAY);
    set(2);

    assertThat(on.put(match(1), lease, "sorry", MONDAY)).isEqualTo(new DraftOutcome.Unchanged());
    assertThat(read()).containsExactly(List.of(1), List.of(1));
    assertThat(on.put(match(1), lease, "[1]", MONDAY))
        .isEqualTo(new DraftOutcome.Updated(3, List.of(EVENTS)));
    assertThat(read()).containsExactly(List.of(3), List.of(1, 3));
    on.catalog.setAside().restore(chosen(2, null));
    assertThat(read()).containsExactly(List.of(3), List.of(1, 2, 3));
  }

  @Test
  void oneFeedMayStay() {
    Draft first = on.store.draft(match(1), lease);
    on.land(first, EVENTS, "[1]", MONDAY);
    on.land(first, LINEUPS, "[2]", MONDAY);
    first.commit(complete("A - B"), RUN);

    assertThat(on.catalog.setAside().set(chosen(1, "events"), "cut off")).containsExactly(EVENTS);

    assertThat(on.store.dataset(match(1)).orElseThrow().files())
        .extracting(StoredFile::feed)
        .containsExactly(LINEUPS);
    on.catalog.setAside().restore(chosen(1, "events"));
    assertThat(on.catalog.outbox().page(Outbox.Position.START, 10))
        .extracting(entry -> entry.event().orElseThrow())
        .endsWith(
            new LeatEvent.RevisionSetAside(
                on.clock.instant(), match(1), 1, List.of(EVENTS), "cut off"),
            new LeatEvent.RevisionTakenBack(on.clock.instant(), match(1), 1, List.of(EVENTS)));
  }
}
