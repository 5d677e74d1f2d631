package dev.leat.core.store;

import static dev.leat.core.store.StoreFixture.EVENTS;
import static dev.leat.core.store.StoreFixture.LINEUPS;
import static dev.leat.core.store.StoreFixture.MONDAY;
import static dev.leat.core.store.StoreFixture.RUN;
import static dev.leat.core.store.StoreFixture.complete;
import static dev.leat.core.store.StoreFixture.match;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leat.api.FeedVersion;
import dev.leat.api.LeatException;
import dev.leat.core.catalog.CatalogError;
import dev.leat.core.catalog.DatasetFilter;
import dev.leat.core.catalog.Lease;
import dev.leat.core.catalog.MovingClock;
import dev.leat.core.catalog.TestCatalogs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class DraftTest {
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));

  private final TestCatalogs.Kind kind;
  private StoreFixture on;
  private Lease lease;

  DraftTest(TestCatalogs.Kind kind) {
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
  void aKilledRunsDraftIsResumedWithoutFetchingAgain() throws Exception {
    Draft killed = on.store.draft(match(1), lease);
    on.land(killed, EVENTS, "[1]", MONDAY);
    try (var half = killed.receive(LINEUPS, "json")) {
      half.sink().write(new byte[100_000]);
      on.clock.advance(Duration.ofMinutes(10));
      Lease next = on.lease("statsbomb/match/*");

      Draft resumed = on.store.draft(match(1), next);

      assertThat(resumed.landed(EVENTS, MONDAY)).isTrue();
      assertThat(resumed.landed(EVENTS, null)).isTrue();
      assertThat(resumed.landed(EVENTS, TUESDAY)).isFalse();
      assertThat(resumed.landed(LINEUPS, MONDAY)).isFalse();
      assertThat(on.stored()).isEqualTo(1);
      on.land(resumed, LINEUPS, "[2]", MONDAY);
      assertThat(resumed.commit(complete("A - B"), RUN))
          .isEqualTo(new DraftOutcome.Created(1, List.of(EVENTS, LINEUPS)));
    }
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1]");
  }

  @Test
  void aLandedFileIsReplacedWhenUpstreamHasMovedOn() {
    on.land(on.store.draft(match(1), lease), EVENTS, "[1]", MONDAY);

    Draft resumed = on.store.draft(match(1), lease);
    on.land(resumed, EVENTS, "[2]", TUESDAY);
    resumed.commit(complete("A - B"), RUN);

    assertThat(on.content(match(1), EVENTS)).isEqualTo("[2]");
    assertThat(on.stored()).isEqualTo(2);
  }

  @Test
  void bytesThatACrashLeftWithoutARowDoNotStopTheNextRun() throws Exception {
    try (var upload =
        on.files.create(
            "main/statsbomb/match/competition_id=11/season_id=42"
                + "/match_id=1/1/events__v1.json")) {
      upload.write(1);
      upload.commit();
    }

    on.put(match(1), lease, "[1]", MONDAY);

    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1]");
  }

  @Test
  void twoRunsThatFetchTheSameMakeOneDatasetAndOneRevision() {
    Lease other = on.lease("statsbomb/match/season_id=42");
    Draft one = on.store.draft(match(1), lease);
    Draft two = on.store.draft(match(1), other);
    on.land(one, EVENTS, "[1]", MONDAY);
    on.land(two, EVENTS, "[1]", MONDAY);

    assertThat(two.commit(complete("A - B"), RUN))
        .isEqualTo(new DraftOutcome.Created(2, List.of(EVENTS)));
    assertThat(one.commit(complete("A - B"), RUN)).isEqualTo(new DraftOutcome.Unchanged());

    assertThat(on.store.count(DatasetFilter.ALL)).isEqualTo(1);
    assertThat(on.store.all()).hasSize(1);
    assertThat(on.stored()).isEqualTo(2);
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1]");
  }

  @Test
  void twoRunsThatFetchDifferentThingsBothKeepThem() {
    Lease other = on.lease("statsbomb/match/season_id=42");
    Draft one = on.store.draft(match(1), lease);
    Draft two = on.store.draft(match(1), other);
    on.land(one, EVENTS, "[1]", MONDAY);
    on.land(two, LINEUPS, "[2]", MONDAY);

    two.commit(complete("A - B"), RUN);
    assertThat(one.commit(complete("A - B"), RUN))
        .isEqualTo(new DraftOutcome.Updated(3, List.of(EVENTS)));

    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1]");
    assertThat(on.content(match(1), LINEUPS)).isEqualTo("[2]");
  }

  @Test
  void aRunWhoseLeaseWasTakenOverCannotCommit() {
    Draft late = on.store.draft(match(1), lease);
    on.land(late, EVENTS, "[1]", MONDAY);
    on.clock.advance(Duration.ofHours(1));
    Lease next = on.lease("statsbomb/match/*");

    assertThatThrownBy(() -> late.commit(complete("A - B"), RUN))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(CatalogError.LEASE_LOST));
    assertThat(on.store.dataset(match(1))).isEmpty();

    Draft resumed = on.store.draft(match(1), next);
    assertThat(resumed.landed(EVENTS, MONDAY)).isTrue();
    resumed.commit(complete("A - B"), RUN);
    assertThat(on.content(match(1), EVENTS)).isEqualTo("[1]");
  }

  @Test
  void aDraftThatIsGoneBecomesNoRevision() {
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, EVENTS, "[1]", MONDAY);
    on.catalog.drafts().abandon(on.catalog.drafts().left(match(1), lease).orElseThrow().id());

    assertThatThrownBy(() -> draft.commit(complete("A - B"), RUN))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(CatalogError.DRAFT_GONE));
    assertThatThrownBy(() -> on.land(draft, LINEUPS, "[2]", MONDAY))
        .isInstanceOfSatisfying(
            LeatException.class, e -> assertThat(e.code()).isEqualTo(CatalogError.DRAFT_GONE));
    assertThat(on.store.dataset(match(1))).isEmpty();
  }

  @Test
  void anAbandonedDraftLeavesNothing() {
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, EVENTS, "[1]", MONDAY);

    draft.abandon();

    assertThat(on.stored()).isZero();
    assertThat(on.catalog.drafts().left(match(1), lease)).isEmpty();
  }

  @Test
  void aReviewSeesWhatLandedAndWhatIsKept() {
    on.put(match(1), lease, "[1]", MONDAY);
    Draft draft = on.store.draft(match(1), lease);
    on.land(draft, LINEUPS, "[2]", MONDAY);

    assertThat(draft.open(EVENTS)).map(StoreFixture::text).contains("[1]");
    assertThat(draft.open(LINEUPS)).map(StoreFixture::text).contains("[2]");
    assertThat(draft.open(new FeedVersion("other", "v1"))).isEmpty();
    assertThat(Objects.requireNonNull(draft.known().get(EVENTS)).etag())
        .isEqualTo("etag-" + "[1]".hashCode());
  }
}
