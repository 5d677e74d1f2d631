package dev.leat.core.run;

import static dev.leat.core.run.World.file;
import static dev.leat.core.run.World.match;
import static dev.leat.core.run.World.offer;
import static dev.leat.core.run.World.season;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leat.api.FeedVersion;
import dev.leat.api.FileWriter;
import dev.leat.api.LeatEvent;
import dev.leat.api.Offer;
import dev.leat.api.Selector;
import dev.leat.core.Leat;
import dev.leat.core.catalog.TestCatalogs;
import dev.leat.core.plan.Scope;
import dev.leat.core.store.StoredFile;
import dev.leat.testkit.ManualClock;
import dev.leat.testkit.source.FakeFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run leaves alone, and what it must not leave alone. */
@ParameterizedClass
@EnumSource(TestCatalogs.Kind.class)
final class SkippingTest {
  private static final Instant LATER = ManualClock.START.plus(Duration.ofDays(1));

  private final TestCatalogs.Kind kind;
  @TempDir private Path folder;
  private World world;

  SkippingTest(TestCatalogs.Kind kind) {
    this.kind = kind;
  }

  @BeforeEach
  void open() {
    world = World.in(folder, kind);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** A selector that upstream changed at this time. */
  private static Selector changed(Instant at) {
    return Selector.of(season(90)).modified(at);
  }

  @Test
  void whatIsCurrentIsNeitherFetchedNorLoaded() {
    List<FakeFile> files =
        LongStream.range(0, 5).mapToObj(id -> file("events__v1", "match " + id)).toList();
    world
        .source()
        .offers(
            request ->
                LongStream.range(0, 5).mapToObj(id -> offer(id, files.get((int) id))).toList());

    world.fetch();
    RunReport second = world.fetch();

    assertThat(second.jobs().getFirst().skipped()).isEqualTo(5);
    assertThat(second.jobs().getFirst().tasks()).isZero();
    assertThat(files).allSatisfy(each -> assertThat(each.loads()).hasSize(1));
    assertThat(world.jobs().getLast().end().counters().skipped()).isEqualTo(5);
  }

  @Test
  void aTimeThatIsAlwaysNewerIsFollowedButMakesNoRevisionOfTheSameContent() {
    FakeFile events = file("events__v1", "same");
    world.source().offers(request -> List.of(offer(1, events)));
    world.fetch();
    for (int run = 1; run <= 2; run++) {
      events.modified(world.clock.advance(Duration.ofDays(1)));
      assertThat(world.fetch().jobs().getFirst().unchanged()).isEqualTo(1);
    }

    assertThat(events.loads()).hasSize(3);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(1);
    assertThat(world.fetch().jobs().getFirst().skipped()).isEqualTo(1);
    assertThat(events.loads()).hasSize(3);
    assertThat(world.stored(match(1)).row().lastModifiedAt()).isEqualTo(world.clock.instant());
  }

  @Test
  void aNewVersionOfAFeedIsFetchedThoughItsTimeIsOld() {
    world
        .plans("- {source: fake, feeds: {events: v1}}")
        .source()
        .lists(changed(ManualClock.START))
        .offers(
            request ->
                List.of(
                    offer(
                        1,
                        request.wanted("events").stream()
                            .map(id -> file(id.toString(), "text of " + id))
                            .toArray(FakeFile[]::new))));
    world.fetch();

    world.plans("- {source: fake, feeds: {events: [v1, v2]}}").fetch();

    assertThat(world.stored(match(1)).files())
        .extracting(StoredFile::feed)
        .containsExactlyInAnyOrder(
            new FeedVersion("events", "v1"), new FeedVersion("events", "v2"));
  }

  @Test
  void aSelectorThatIsNotNewerIsSkippedOnce() {
    world.source().lists(changed(ManualClock.START)).offers(offer(1, file("events__v1", "1")));
    world.fetch();
    world.events.clear();
    RunReport second = world.fetch();

    assertThat(second.jobs().getFirst().state()).isEqualTo(JobReport.State.SKIPPED);
    assertThat(second.jobs().getFirst().reason())
        .isEqualTo("nothing upstream is newer than the store");
    assertThat(world.source().requests()).hasSize(1);
    assertThat(world.events)
        .containsExactly(
            new LeatEvent.SelectorSkipped(
                world.clock.instant(), "fake", "match", changed(ManualClock.START)));

    world
        .source()
        .lists(changed(LATER))
        .offers(offer(1, file("events__v1", "new").modified(LATER)));
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
  }

  @Test
  void aSelectorWithAFailedDatasetIsNotSkipped() {
    FakeFile bad = file("events__v1", "1").failing(new IllegalStateException("not yet"));
    world
        .source()
        .lists(changed(LATER))
        .offers(
            request -> List.of(offer(1, bad), offer(2, file("events__v1", "2").modified(LATER))));
    world.fetch();
    bad.sound();
    RunReport second = world.fetch();

    assertThat(second.jobs().getFirst().successful()).isEqualTo(1);
    assertThat(second.jobs().getFirst().skipped()).isEqualTo(1);
    assertThat(world.stored()).hasSize(2);
    assertThat(world.fetch().jobs().getFirst().state()).isEqualTo(JobReport.State.SKIPPED);
  }

  @Test
  void aSelectorOfWhichOnlyAPartWasFetchedIsNotSkipped() {
    world
        .source()
        .lists(changed(LATER))
        .offers(
            offer(1, file("events__v1", "1").modified(LATER)),
            offer(2, file("events__v1", "2").modified(LATER)));

    assertThat(world.fetch(Scope.of(match(1))).jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void aSelectorWhoseLastListingBrokeOffIsNotSkipped() {
    FakeFile first = file("events__v1", "1");
    world.source().lists(changed(ManualClock.START)).offers(request -> List.of(offer(1, first)));
    world.fetch();
    world
        .source()
        .lists(changed(LATER))
        .offers(
            (request, discovery) ->
                LongStream.of(1, 2)
                    .mapToObj(
                        page -> {
                          if (page == 2) {
                            throw new IllegalStateException("the second page is broken");
                          }
                          return List.of(offer(1, first.text("new").modified(LATER)));
                        })
                    .iterator());
    world.fetch();
    world
        .source()
        .offers(
            request -> List.of(offer(1, first), offer(2, file("events__v1", "2").modified(LATER))));

    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.stored()).hasSize(2);
  }

  @Test
  void aSelectorIsAskedAgainWhenAnAbsenceRunsOut() {
    FakeFile absent =
        file("events__v2", "here at last")
            .before((file, current, sink) -> new FileWriter.Outcome.Absent("none"));
    world
        .source()
        .lists(changed(ManualClock.START))
        .offers(
            request ->
                List.of(offer(1, file("events__v1", "1")).with(absent.offered().optional())));
    world.fetch();
    world.fetch();
    absent.sound();
    world.clock.advance(Duration.ofDays(8));
    world.fetch();

    assertThat(world.stored(match(1)).files()).hasSize(2);
    assertThat(absent.loads()).hasSize(2);
  }

  @Test
  void aSelectorWithARestoredDatasetIsNotSkipped() {
    FakeFile one = file("events__v1", "1");
    FakeFile two = file("events__v1", "2");
    world.source().lists(changed(ManualClock.START)).offers(offer(1, one), offer(2, two));
    world.fetch();
    try (Leat leat = world.leat()) {
      leat.administration().delete(Scope.of(match(1)));
      assertThat(leat.fetch(Scope.ALL).jobs().getFirst().state())
          .isEqualTo(JobReport.State.SKIPPED);
      leat.administration().restore(Scope.of(match(1)));
    }

    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.stored()).hasSize(2);
    assertThat(world.fetch().jobs().getFirst().state()).isEqualTo(JobReport.State.SKIPPED);
  }

  @Test
  void aSkippedDatasetIsTold() {
    world.source().offers(offer(1, file("events__v1", "1")));
    world.fetch();
    assertThat(world.events(LeatEvent.DatasetSkipped.class)).isEmpty();
    world.events.clear();
    world.fetch();
    assertThat(world.events)
        .singleElement()
        .isInstanceOfSatisfying(
            LeatEvent.DatasetSkipped.class,
            skipped -> assertThat(skipped.dataset().keys()).isEqualTo(match(1)));
  }

  @Test
  void aSourceMayOverruleThePolicyForOneDataset() {
    FakeFile events = file("events__v1", "first");
    Offer always = offer(1, events).refetch(true);
    world.source().offers(always);
    world.fetch();
    events.text("second");
    assertThat(world.fetch().jobs().getFirst().successful()).isEqualTo(1);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(2);

    events.text("third").modified(LATER);
    world.source().offers(request -> List.of(offer(1, events).refetch(false)));
    assertThat(world.fetch().jobs().getFirst().skipped()).isEqualTo(1);
    assertThat(world.stored(match(1)).row().revisions()).isEqualTo(2);
  }

  @Test
  void eachPlanHasAPolicyOfItsOwn() {
    FakeFile once = file("events__v1", "a");
    FakeFile every = file("events__v1", "b");
    world
        .plans(
            """
            - {source: fake, select: {season_id: 1}, policy: once}
            - {source: fake, select: {season_id: 2}, policy: {type: interval, every: 15d}}
            """)
        .source()
        .lists(Selector.of(season(1)), Selector.of(season(2)))
        .offers(
            request ->
                List.of(
                    offer(season(1).with("match_id", 1), once.modified(world.clock.instant())),
                    offer(season(2).with("match_id", 2), every)));
    world.fetch();
    world.clock.advance(Duration.ofDays(14));
    world.fetch();
    assertThat(every.loads()).hasSize(1);
    world.clock.advance(Duration.ofDays(1));
    world.fetch();
    assertThat(once.loads()).hasSize(1);
    assertThat(every.loads()).hasSize(2);
  }

  @Test
  void filtersOfACommandReachTheSource() {
    world.source().lists(Selector.of(season(42)), Selector.of(season(90)));
    world.fetch(Scope.of(match(7)));

    assertThat(world.source().requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.selector().keys()).isEqualTo(season(90));
              assertThat(request.filter().toString()).isEqualTo("match_id=7");
            });
  }

  @Test
  void aRunOfManySelectorsListsThemOnce() {
    world
        .plans("- {source: fake, select: {season_id: [1, 2]}}\n- {source: fake, select: \"*\"}\n")
        .source()
        .lists(Selector.of(season(1)), Selector.of(season(2)), Selector.of(season(3)));
    try (Leat leat = world.leat()) {
      leat.fetch(Scope.ALL);
    }
    assertThat(world.source().selections()).isEqualTo(1);
    assertThat(world.source().requests()).hasSize(3);
  }
}
