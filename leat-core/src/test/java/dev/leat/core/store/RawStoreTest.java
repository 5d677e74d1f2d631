package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.DatasetId;
import dev.leat.api.DatasetState;
import dev.leat.api.DatasetType.Reading;
import dev.leat.api.Keys;
import dev.leat.api.LeatEvent;
import dev.leat.api.LeatException;
import dev.leat.api.Summary;
import dev.leat.api.Summary.FileSummary;
import dev.leat.api.Validation;
import dev.leat.core.catalog.CommitRequest.Description;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Files.Wanted;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.Origin;
import dev.leat.core.catalog.Outbox;
import dev.leat.core.catalog.RevisionRef;
import dev.leat.core.catalog.RevisionRow;
import dev.leat.core.catalog.TestCatalogs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class RawStoreTest {
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

  private final TestCatalogs.Kind kind;
  private StoreFixture on;
  private Lease lease;

  RawStoreTest(TestCatalogs.Kind kind) {
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

  @Test
  void aDatasetAppearsWholeAndOnlyChangedFilesMakeARevision() {
    Draft first = on.store.draft(match(1), lease);
    on.land(first, EVENTS, "[1]", MONDAY);
    on.land(first, LINEUPS, "[2]", MONDAY);
    assertThat(on.store.dataset(match(1))).isEmpty();
    assertThat(first.commit(complete("A - B"), RUN))
        .isEqualTo(new DraftOutcome.Created(1, List.of(EVENTS, LINEUPS)));

    Draft second = on.store.draft(match(1), lease);
    assertThat(on.land(second, EVENTS, "[1, 1]", TUESDAY)).isTrue();
    assertThat(on.land(second, LINEUPS, "[2]", TUESDAY)).isFalse();
    assertThat(second.commit(complete("A - B"), RUN))
        .isEqualTo(new DraftOutcome.Updated(2, List.of(EVENTS)));

    Dataset dataset = on.store.dataset(match(1)).orElseThrow();
    assertThat(dataset.row().revisions()).isEqualTo(2);
    assertThat(dataset.row().lastModifiedAt()).isEqualTo(TUESDAY);
    assertThat(dataset.files()).extracting(StoredFile::feed).containsExactly(EVENTS, LINEUPS);
    assertThat(dataset.files()).extracting(StoredFile::revision).containsExactly(2, 1);
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1, 1]");
    assertThat(on.content(match(1), LINEUPS)).isEqualTo("[2]");
    assertThat(on.store.all()).hasSize(3);
  }

  @Test
  void anUnchangedBodyMakesNoRevisionButItsCheckIsRemembered() {
    on.put(match(1), lease, "[1]", MONDAY);
    on.clock.advance(Duration.ofHours(1));

    assertThat(on.put(match(1), lease, "[1]", TUESDAY)).isEqualTo(new DraftOutcome.Unchanged());

    Summary summary = summary(match(1));
    assertThat(summary.revisions()).isEqualTo(1);
    assertThat(summary.checked()).isEqualTo(on.clock.instant());
    assertThat(summary.modified()).isEqualTo(TUESDAY);
    assertThat(summary.files()).isEqualTo(Map.of(EVENTS, new FileSummary(TUESDAY, null)));
    assertThat(on.stored()).as("one file and its manifest").isEqualTo(2);
  }

  @Test
  void absenceIsRememberedUntilAGivenTime() {
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, EVENTS, "[1]", MONDAY);
    draft.absent(LINEUPS, TUESDAY, MONDAY);
    draft.commit(complete("A - B"), RUN);

    assertThat(summary(match(1)).files())
        .isEqualTo(
            Map.of(
                EVENTS, new FileSummary(MONDAY, null), LINEUPS, new FileSummary(MONDAY, TUESDAY)));

    Draft later = on.store.draft(match(1), lease);
    on.land(later, LINEUPS, "[2]", null);
    later.commit(complete("A - B"), RUN);
    assertThat(summary(match(1)).files().get(LINEUPS)).isEqualTo(new FileSummary(MONDAY, null));
  }

  @Test
  void aDatasetWithoutFilesHasOneRevision() {
    Description scheduled = new Description("A - B", DatasetState.SCHEDULED, Map.of());

    assertThat(on.store.draft(match(1), lease).commit(scheduled, RUN))
        .isEqualTo(new DraftOutcome.Created(1, List.of()));
    assertThat(on.store.draft(match(1), lease).commit(scheduled, RUN))
        .isEqualTo(new DraftOutcome.Unchanged());

    assertThat(summary(match(1)).revisions()).isEqualTo(1);
    assertThat(on.catalog.datasets().coverage("statsbomb", "match", Keys.NONE).modified()).isNull();
  }

  @Test
  void stateAndMetadataChangeWithoutARevision() {
    on.put(match(1), lease, "[1]", MONDAY);

    Draft draft = on.store.draft(match(1), lease);
    draft.unchanged(EVENTS, MONDAY);

    assertThat(draft.commit(new Description("x", DatasetState.PARTIAL, Map.of("a", "b")), RUN))
        .isEqualTo(new DraftOutcome.Described());
    assertThat(on.store.dataset(match(1)).orElseThrow().row().metadata())
        .isEqualTo(Map.of("a", "b"));
    assertThat(events().getLast())
        .isEqualTo(new LeatEvent.MetadataUpdated(on.clock.instant(), match(1)));
  }

  @Test
  void eventsTellWhatBecameVisibleInOrder() {
    on.put(match(1), lease, "[1]", MONDAY);
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, EVENTS, "[2]", MONDAY);
    draft.commit(complete("another name"), RUN);

    Instant now = on.clock.instant();
    assertThat(events())
        .containsExactly(
            new LeatEvent.DatasetCreated(now, match(1)),
            new LeatEvent.RevisionAdded(now, match(1), 1, List.of(EVENTS)),
            new LeatEvent.RevisionAdded(now, match(1), 2, List.of(EVENTS)),
            new LeatEvent.MetadataUpdated(now, match(1)));
  }

  @Test
  void onlyRevisionsOfTheCurrentViewAreInvalidated() {
    on.put(match(1), lease, "[1]", MONDAY);
    on.put(match(1), lease, "[2]", MONDAY);
    on.put(match(2), lease, "[1]", MONDAY);

    int marked =
        on.store.invalidate(
            DatasetFilter.of("statsbomb", "match").keys(Keys.of("match_id", 1)), "NUL bytes");

    assertThat(marked).isEqualTo(1);
    long row = on.store.dataset(match(1)).orElseThrow().row().ref().row();
    assertThat(on.catalog.datasets().revisions(row))
        .extracting(RevisionRow::validation)
        .containsExactly(Validation.PENDING, Validation.FAILED);
    assertThat(summary(match(1)).validation()).isEqualTo(Validation.FAILED);
    assertThat(summary(match(2)).validation()).isEqualTo(Validation.PENDING);
    assertThat(events().getLast())
        .isEqualTo(new LeatEvent.RevisionInvalidated(on.clock.instant(), match(1), 2, "NUL bytes"));
  }

  @Test
  void aFailedRevisionCountsUntilAllItsFilesAreSuperseded() {
    Draft first = on.store.draft(match(1), lease);
    on.land(first, EVENTS, "[1]", MONDAY);
    on.land(first, LINEUPS, "[1]", MONDAY);
    first.commit(complete("A - B"), RUN);
    on.store.invalidate(DatasetFilter.ALL, "wrong");

    on.put(match(1), lease, "[2]", MONDAY);
    assertThat(summary(match(1)).validation()).isEqualTo(Validation.FAILED);

    Draft rest = on.store.draft(match(1), lease);
    on.land(rest, LINEUPS, "[2]", MONDAY);
    rest.commit(complete("A - B"), RUN);
    assertThat(summary(match(1)).validation()).isEqualTo(Validation.PENDING);
  }

  @Test
  void deletingRemovesRowsAndBytesAndIsHonouredAfterwards() {
    on.put(match(1), lease, "[1]", MONDAY);
    on.put(match(2), lease, "[2]", MONDAY);
    Draft inFlight = on.store.draft(match(1), lease);
    on.land(inFlight, EVENTS, "[3]", TUESDAY);

    RawStore.Deletion deletion =
        on.store.delete(DatasetFilter.ALL.keys(Keys.of("match_id", 1)), id -> false);

    assertThat(deletion.datasets()).isEqualTo(1);
    assertThat(deletion.files()).isEqualTo(1);
    assertThat(on.store.datasets(DatasetFilter.ALL)).extracting(Dataset::id).containsOnly(match(2));
    assertThat(
            on.catalog
                .datasets()
                .tombstones("statsbomb", "match", List.of(match(1).keys(), match(2).keys())))
        .isEqualTo(Set.of(match(1).keys()));
    assertThat(events().getLast())
        .isEqualTo(new LeatEvent.DatasetDeleted(on.clock.instant(), match(1)));
    assertThatThrownBy(() -> inFlight.commit(complete("A - B"), RUN))
        .isInstanceOf(LeatException.class)
        .hasMessage(
            "statsbomb/match/competition_id=11/season_id=42/match_id=1"
                + " was deleted on purpose and is not stored again");

    assertThat(on.catalog.datasets().restore(List.of(match(1), match(2)))).isEqualTo(1);
    assertThat(events().getLast())
        .isEqualTo(new LeatEvent.DatasetRestored(on.clock.instant(), match(1)));
    assertThat(inFlight.commit(complete("A - B"), RUN)).isInstanceOf(DraftOutcome.Created.class);
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[3]");
  }

  @Test
  void deletesMoreDatasetsThanAPageHoldsWithTheirFiles() {
    for (int i = 0; i < 501; i++) {
      on.put(match(i), lease, "[" + i + "]", MONDAY);
    }

    RawStore.Deletion deletion =
        on.store.delete(DatasetFilter.of("statsbomb", "match"), id -> false);

    assertThat(deletion.datasets()).isEqualTo(501);
    assertThat(deletion.files()).isEqualTo(501);
    assertThat(on.store.count(DatasetFilter.ALL)).isZero();
    assertThat(on.store.all()).isEmpty();
    assertThat(on.stored()).isZero();
  }

  @Test
  void aTableGetsTheCurrentFilesOfASnapshotAndAllFilesOfALog() {
    on.put(match(1), lease, "[1]", MONDAY);
    on.put(match(2), lease, "[2]", MONDAY);
    on.put(match(1), lease, "[3]", MONDAY);
    Draft other = on.store.draft(new DatasetId("other", "match", Keys.of("a", "b")), lease);
    on.land(other, EVENTS, "[4]", MONDAY);
    other.commit(complete("x"), RUN);

    assertThat(on.store.wanted(new Wanted("statsbomb", "match", "events", Reading.SNAPSHOT)))
        .extracting(file -> StoreFixture.text(on.store.open(file)))
        .containsExactly("[2]", "[3]");
    assertThat(on.store.wanted(new Wanted("statsbomb", null, "events", Reading.LOG)))
        .extracting(file -> StoreFixture.text(on.store.open(file)))
        .containsExactly("[1]", "[2]", "[3]");
    assertThat(on.store.wanted(new Wanted("statsbomb", "season", "events", Reading.LOG))).isEmpty();
  }

  @Test
  void aDerivedFileNamesTheRevisionsItWasComputedFrom() {
    on.put(match(1), lease, "[1]", MONDAY);
    long from = on.store.dataset(match(1)).orElseThrow().row().ref().row();
    DatasetId id = new DatasetId("exports", "events", Keys.of("season_id", 42));
    Draft draft = on.store.draft(id, lease);
    on.land(draft, EVENTS, "parquet", null);

    draft.commit(
        complete("events"),
        new Origin(Origin.Kind.DERIVED, "run-1"),
        List.of(new RevisionRef(from, 1)));

    Dataset derived = on.store.dataset(id).orElseThrow();
    assertThat(on.catalog.files().lineage(derived.row().ref(), 1))
        .containsExactly(new RevisionRef(from, 1));
    assertThat(on.catalog.datasets().revisions(derived.row().ref().row()).getFirst().origin())
        .isEqualTo(new Origin(Origin.Kind.DERIVED, "run-1"));
  }

  private Summary summary(DatasetId id) {
    return Objects.requireNonNull(
        on.catalog.summaries().of(id.source(), id.type(), List.of(id.keys())).get(id.keys()));
  }

  private List<LeatEvent> events() {
    return on.catalog.outbox().page(Outbox.Position.START, 10_000).stream()
        .map(entry -> entry.event().orElseThrow())
        .toList();
  }
}
